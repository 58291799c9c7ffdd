import { describe, expect, it } from '@jest/globals';
import { createCursorGroup, type CursorClaim } from './cursor-group.ts';

/** A claim whose connection answers as `answer` says; `asked`: how many cursors each statement was about. */
function claimed(
  name: string,
  {
    silentMs = 0,
    answer,
  }: { silentMs?: number; answer?: (names: readonly string[]) => Promise<string[]> } = {},
) {
  const asked: number[] = [];
  const claim: CursorClaim = {
    name,
    version: 1,
    epoch: '1',
    heardAt: performance.now() - silentMs,
    async ask(_, [names]) {
      const all = names as string[];
      asked.push(all.length);
      const yes = (await answer?.(all)) ?? all;
      return yes.map((one) => ({ nth: String(all.indexOf(one) + 1) }));
    },
  };
  return { claim, asked };
}
const move = ({ claim }: { claim: CursorClaim }) => ({ claim, from: 1, to: 2 });

describe('A group of cursors', () => {
  it('asks once for all of a turn, over the connection that was silent for longest', async () => {
    const group = createCursorGroup(() => undefined);
    const [one, two, three] = [claimed('one'), claimed('two', { silentMs: 500 }), claimed('three')];
    expect(await Promise.all([one, two, three].map((each) => group.move(move(each))))).toEqual([
      true,
      true,
      true,
    ]);
    expect([one.asked, two.asked, three.asked]).toEqual([[], [3], []]);
    expect(await Promise.all([one, three].map((each) => group.holds(each.claim)))).toEqual([true, true]);
    expect(one.asked.concat(three.asked)).toEqual([2]);
  });

  it('answers each by itself: whoever is not named by the database asks for itself', async () => {
    const group = createCursorGroup(() => undefined);
    const one = claimed('one', { silentMs: 500, answer: () => Promise.resolve(['two']) });
    expect(await Promise.all([one, claimed('two')].map((each) => group.move(move(each))))).toEqual([
      false,
      true,
    ]);
  });

  it('answers nobody when its connection fails: each asks for itself and hears of its own', async () => {
    const faults: unknown[] = [];
    const group = createCursorGroup((error) => faults.push(error));
    const broken = claimed('one', { silentMs: 500, answer: () => Promise.reject(new Error('gone')) });
    expect(await Promise.all([broken, claimed('two')].map((each) => group.move(move(each))))).toEqual([
      false,
      false,
    ]);
    expect(faults).toEqual([new Error('gone')]);
  });

  it('waits for a connection that no longer answers only so long', async () => {
    const faults: unknown[] = [];
    const group = createCursorGroup((error) => faults.push(error), 20);
    const mute = claimed('one', { silentMs: 500, answer: () => new Promise(() => undefined) });
    const asked = [mute, claimed('two')];
    expect(await Promise.all(asked.map((each) => group.move(move(each))))).toEqual([false, false]);
    expect(faults).toHaveLength(1);
  });

  it('leaves alone who asks alone, and who must be heard of itself', async () => {
    const group = createCursorGroup(() => undefined);
    const alone = claimed('alone');
    expect(await group.move(move(alone))).toBe(false);
    const silent = claimed('silent', { silentMs: 11_000 });
    const [one, two] = [claimed('one'), claimed('two')];
    expect(await Promise.all([silent, one, two].map((each) => group.move(move(each))))).toEqual([
      false,
      true,
      true,
    ]);
    expect([alone.asked, silent.asked]).toEqual([[], []]);
  });
});
