import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '../event-store.ts';
import { sharePages } from './shared-page.ts';

const event = (position: number) => ({ position }) as RecordedEvent;

describe('pages of the log', () => {
  it('are read once for all who ask for the same one together', async () => {
    const read: number[] = [];
    const readAll = sharePages(({ after }) => {
      read.push(after);
      return Promise.resolve([event(after + 1)]);
    });
    const [one, other, further] = await Promise.all([
      readAll({ after: 4, limit: 10 }),
      readAll({ after: 4, limit: 10 }),
      readAll({ after: 5, limit: 10 }),
    ]);
    expect(read).toEqual([4, 5]);
    expect(one).toEqual([event(5)]);
    expect(further).toEqual([event(6)]);
    // What one of them does to its page is no matter of the other's.
    one.pop();
    expect(other).toEqual([event(5)]);
  });

  it('are read anew for whoever asks once the reading has begun', async () => {
    let head = 1;
    const answers: (() => void)[] = [];
    const readAll = sharePages(() => {
      const seen = [event(head)];
      return new Promise((resolve) => answers.push(() => resolve(seen)));
    });
    const early = readAll({ after: 0 });
    while (answers.length < 1) await new Promise((resolve) => setImmediate(resolve));
    head = 2;
    const late = readAll({ after: 0 });
    while (answers.length < 2) await new Promise((resolve) => setImmediate(resolve));
    for (const answer of answers) answer();
    expect([await early, await late]).toEqual([[event(1)], [event(2)]]);
  });

  it('that cannot be read are a fault to each who asked, and are asked for again', async () => {
    let isDown = true;
    const readAll = sharePages(() =>
      isDown ? Promise.reject(new Error('down')) : Promise.resolve([event(1)]),
    );
    const outcomes = await Promise.allSettled([readAll({ after: 0 }), readAll({ after: 0 })]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isDown = false;
    expect(await readAll({ after: 0 })).toEqual([event(1)]);
  });
});
