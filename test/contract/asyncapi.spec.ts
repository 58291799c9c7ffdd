import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { INTERNAL_TYPE, PublicEvents } from '@dondoc/contracts/public-events.ts';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { asyncApiDocument, type AsyncApiDocument } from './asyncapi-document.ts';

const AGREED = join(import.meta.dirname, 'asyncapi.json');
const ASYNCAPI_SCHEMA = createRequire(import.meta.url)(
  '@asyncapi/specs/schemas/3.0.0-without-$id.json',
) as object;

const document = asyncApiDocument();
// A change of what consumers see is made on purpose: UPDATE_CONTRACT=1 writes the new agreement.
if (process.env['UPDATE_CONTRACT'] === '1' || !existsSync(AGREED)) {
  writeFileSync(AGREED, `${JSON.stringify(document, null, 2)}\n`);
}
const agreed = JSON.parse(readFileSync(AGREED, 'utf8')) as AsyncApiDocument;
const messages = Object.entries(agreed.components.messages);

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(agreed, 'document');
const faultsOf = (schema: object, value: unknown) => {
  const validate = ajv.compile(schema);
  return validate(value) ? [] : validate.errors;
};
/** What a place of the document (a JSON pointer) has against a value. */
const faultsAt = (place: string, value: unknown) =>
  faultsOf({ $ref: `document#/components/${place}` }, value);

describe('The published events', () => {
  it('are the agreed ones, word for word', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(agreed);
  });

  it('are described by a valid AsyncAPI 3.0 document', () => {
    expect(faultsOf(ASYNCAPI_SCHEMA, agreed)).toEqual([]);
    const { info: _, ...broken } = agreed;
    expect(faultsOf(ASYNCAPI_SCHEMA, broken)).not.toEqual([]);
  });

  it('refer to nothing that the document does not hold', () => {
    const references = [...JSON.stringify(agreed).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, path = '']) => path,
    );
    const missing = references.filter((path) => {
      const found = path
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], agreed);
      return found === undefined;
    });
    expect(references.length).toBeGreaterThan(messages.length);
    expect(missing).toEqual([]);
  });

  it.each(messages)(
    '%s: its example satisfies its own schemas, and fails without one of its fields',
    (type, message) => {
      const [example] = message.examples;
      expect(example?.headers.ce_type).toBe(type);
      expect(faultsAt('schemas/PublicHeaders', example?.headers)).toEqual([]);
      expect(faultsAt(`messages/${type}/payload`, example?.payload)).toEqual([]);
      expect(PublicEvents[type as keyof typeof PublicEvents].parse(example?.payload)).toEqual(
        example?.payload,
      );
      if (type === INTERNAL_TYPE) return;
      const [, ...rest] = Object.entries(example?.payload ?? {});
      expect(faultsAt(`messages/${type}/payload`, Object.fromEntries(rest))).not.toEqual([]);
    },
  );
});
