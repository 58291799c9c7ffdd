import { expect, it } from '@jest/globals';
import { createReadBatcher } from './read-batcher.ts';

/** A database that answers when it is told to, with how often it was asked before. */
function slowReads() {
  const asked: { keys: readonly string[]; answer: () => void; fail: () => void }[] = [];
  const read = createReadBatcher<string>(
    (keys) =>
      new Promise((resolve, reject) => {
        const number = asked.length + 1;
        asked.push({
          keys,
          answer: () => resolve(new Map(keys.map((key) => [key, `${key} in statement ${number}`]))),
          fail: () => reject(new Error('connection lost')),
        });
      }),
  );
  const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  return { read, asked, turn };
}

it('asks once for everybody who asked in the same turn, and once for equal questions', async () => {
  const { read, asked, turn } = slowReads();
  const answers = Promise.all([read('a'), read('b'), read('a')]);
  await turn();
  expect(asked.map(({ keys }) => keys)).toEqual([['a', 'b']]);
  asked[0]?.answer();
  expect(await answers).toEqual(['a in statement 1', 'b in statement 1', 'a in statement 1']);
});

it('never answers from a statement that began before the question', async () => {
  const { read, asked, turn } = slowReads();
  const early = read('a');
  await turn();
  const late = read('a');
  await turn();
  asked[1]?.answer();
  asked[0]?.answer();
  expect(await Promise.all([early, late])).toEqual(['a in statement 1', 'a in statement 2']);
});

it('keeps two statements under way, and gathers what is asked meanwhile', async () => {
  const { read, asked, turn } = slowReads();
  const answers: Promise<unknown>[] = [];
  for (const key of ['a', 'b', 'c', 'd']) {
    answers.push(read(key));
    await turn();
  }
  expect(asked).toHaveLength(2);
  asked[0]?.answer();
  await turn();
  expect(asked[2]?.keys).toEqual(['c', 'd']);
  for (const { answer } of asked) answer();
  await Promise.all(answers);
});

it('tells a fault to those whose statement it was, and goes on', async () => {
  const { read, asked, turn } = slowReads();
  const failing = Promise.allSettled([read('a'), read('b')]);
  await turn();
  asked[0]?.fail();
  expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const next = read('a');
  await turn();
  asked[1]?.answer();
  expect(await next).toBe('a in statement 2');
});

it('answers undefined for what is not there', async () => {
  const read = createReadBatcher<string>(() => Promise.resolve(new Map()));
  expect(await read('a')).toBeUndefined();
});
