import { setTimeout as delay } from 'node:timers/promises';

/** Asks until the answer is there; fails with what it last heard. */
export async function until<Answer>(
  ask: () => Promise<Answer> | Answer,
  isThere: (answer: Answer) => boolean,
  { withinMs = 20_000, what = 'the expected answer' } = {},
): Promise<Answer> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (isThere(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`No ${what} within ${withinMs} ms: ${JSON.stringify(answer)}`);
    await delay(50);
  }
}
