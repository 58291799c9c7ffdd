const MAX_KEYS = 200;
/** Statements under way at once: while both are, whoever asks meets the others in the next one. */
const AT_ONCE = 2;

type Asking<Answer> = { resolve: (answer: Answer | undefined) => void; reject: (error: unknown) => void };

/**
 * Group read, the counterpart of the group commit: who asks while statements are under way is answered by the next one, and
 * equal questions by one answer. A statement begins after everybody it answers has asked, so nobody is told of an older state
 * than if they had asked alone. `readMany` answers by key; a key it leaves out is answered with undefined.
 */
export function createReadBatcher<Answer>(
  readMany: (keys: readonly string[]) => Promise<ReadonlyMap<string, Answer>>,
): (key: string) => Promise<Answer | undefined> {
  const waiting = new Map<string, Asking<Answer>[]>();
  let underWay = 0;
  let isScheduled = false;

  function schedule(): void {
    if (isScheduled || waiting.size === 0 || underWay === AT_ONCE) return;
    isScheduled = true;
    // After the current turn: callers answered together ask again together.
    setImmediate(() => {
      isScheduled = false;
      void run();
      schedule();
    });
  }

  async function run(): Promise<void> {
    const batch = [...waiting].slice(0, MAX_KEYS);
    for (const [key] of batch) waiting.delete(key);
    underWay += 1;
    try {
      const answers = await readMany(batch.map(([key]) => key));
      for (const [key, asking] of batch) for (const { resolve } of asking) resolve(answers.get(key));
    } catch (error) {
      for (const [, asking] of batch) for (const { reject } of asking) reject(error);
    }
    underWay -= 1;
    schedule();
  }

  return (key) =>
    new Promise((resolve, reject) => {
      const asking = { resolve, reject };
      const others = waiting.get(key);
      if (others) others.push(asking);
      else waiting.set(key, [asking]);
      schedule();
    });
}
