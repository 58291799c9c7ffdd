import { expect, it } from '@jest/globals';
import { clockCheck, clockOffset } from './clock-check.ts';

const NOON = Date.UTC(2026, 10, 27, 5);
/** A database whose clock stands `ms` from noon. */
const databaseAt = (ms: number) => ({
  query: () => Promise.resolve({ rows: [{ ms: String(NOON + ms) }] }),
});
/** A clock that goes on by 100 ms each time it is read. */
const slowly = () => {
  let read = 0;
  return () => NOON + 100 * read++;
};

it('takes the middle of the question and its answer for the moment of the answer', async () => {
  expect(await clockOffset(databaseAt(50), slowly())).toBe(0);
});

it.each([
  { off: -2_000, says: /2\.0 s ahead of/ },
  { off: 1_500, says: /1\.5 s behind/ },
])('a clock $off ms from the database is well', async ({ off, says }) => {
  const health = await clockCheck(databaseAt(off), () => NOON)();
  expect(health).toMatchObject({ name: 'clock', ok: true });
  expect(health.detail).toMatch(says);
});

it.each([
  { off: 90_000, says: /is 90\.0 s behind the database's: keep both by NTP/ },
  { off: -3_600_000, says: /is 3600\.0 s ahead of/ },
])('a clock $off ms from it is told, and leaves the process ready', async ({ off, says }) => {
  const health = await clockCheck(databaseAt(off), () => NOON)();
  expect(health).toMatchObject({ ok: false, required: false });
  expect(health.detail).toMatch(says);
});

it('a database that is away is told as that', async () => {
  const away = { query: () => Promise.reject(new Error('connection refused')) };
  expect(await clockCheck(away, () => NOON)()).toMatchObject({ ok: false, detail: 'connection refused' });
});
