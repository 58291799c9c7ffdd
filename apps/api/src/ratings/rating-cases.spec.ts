import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { capRatingFile, evaluateRatingFile } from '@dondoc/documents/rating/rating-file.ts';
import { expectAnswer, fixtureCases } from '@dondoc/documents/rating/test-cases.ts';
import { startTestApi, type Person, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let auditor: Person;
beforeAll(async () => {
  api = await startTestApi();
  auditor = await api.person('AUDITOR');
});
afterAll(() => api.close());

// The command line prints the same answer with two spaces of indent: its spec compares it with the same library.
describe('Every case, through the API', () => {
  it.each(fixtureCases('rating').map((one) => [one.id, one] as const))(
    'evaluate %s gives the bytes of the library',
    async (_id, { input, expect: wanted }) => {
      const { status, text, body } = await api.post('/v1/rating-cases/evaluate', auditor, input as object);
      expect(status).toBe(200);
      expect(text).toBe(JSON.stringify(evaluateRatingFile(input).result));
      expectAnswer(body, wanted);
    },
  );

  it.each(fixtureCases('cap').map((one) => [one.id, one] as const))(
    'cap %s gives the bytes of the library',
    async (_id, { input, expect: wanted }) => {
      const { status, text, body } = await api.post('/v1/rating-cases/cap', auditor, input as object);
      expect(status).toBe(200);
      expect(text).toBe(JSON.stringify(capRatingFile(input).result));
      expectAnswer(body, wanted);
    },
  );
});

describe('A case that cannot be', () => {
  const [first] = fixtureCases('rating');
  const input = first?.input as object;

  it.each([
    ['/moons', { ...input, moons: 1 }],
    ['/policy', { ...input, policy: 'VN-999' }],
    ['/facts/tasks/done', { ...input, facts: { tasks: { assigned: 1, done: 2, onTime: 2, exceeded: 0 } } }],
  ])('is refused at %s, and nothing is written', async (path, body) => {
    const head = await api.store.head();
    const answer = await api.post('/v1/rating-cases/evaluate', auditor, body);
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([422, expect.stringContaining(path)]);
    expect(await api.store.head()).toBe(head);
  });
});
