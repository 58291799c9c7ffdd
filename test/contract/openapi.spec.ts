import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestApi, type TestApi } from '@dondoc/api/testing/test-api.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

type Operation = {
  operationId?: string;
  security?: unknown;
  responses: Record<string, unknown>;
  parameters?: { name: string }[];
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
};

const AGREED = join(import.meta.dirname, 'openapi.json');

let api: TestApi;
let document: Document;
beforeAll(async () => {
  api = await startTestApi();
  document = (await api.get('/openapi.json')).body;
  // A change of what clients see is made on purpose: UPDATE_CONTRACT=1 writes the new agreement.
  if (process.env['UPDATE_CONTRACT'] === '1' || !existsSync(AGREED)) {
    writeFileSync(AGREED, `${JSON.stringify(document, null, 2)}\n`);
  }
});
afterAll(() => api.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );

describe('The published interface', () => {
  it('is the agreed one, word for word', () => {
    expect(document).toEqual(JSON.parse(readFileSync(AGREED, 'utf8')));
  });

  it('is OpenAPI 3.1 in which every operation has a name of its own and a form for its refusals', () => {
    expect(document.openapi).toBe('3.1.0');
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(40);
    expect(operations().filter(({ operation }) => !('default' in operation.responses))).toEqual([]);
  });

  it('refers to nothing that it does not hold', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    const missing = references
      .map(([, name = '']) => name)
      .filter((name) => !(name in document.components.schemas));
    expect(references.length).toBeGreaterThan(50);
    expect([...new Set(missing)]).toEqual([]);
  });

  it('offers an idempotency key on every command', () => {
    const commands = operations().filter(
      ({ route }) => route.startsWith('POST /v1/campaigns') && !route.endsWith('/dry-run'),
    );
    const without = commands.filter(
      ({ operation }) => !operation.parameters?.some(({ name }) => name === 'Idempotency-Key'),
    );
    expect(without).toEqual([]);
  });

  it('is shown on a page that asks nothing of other hosts', async () => {
    const page = await api.get('/docs');
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
  });
});
