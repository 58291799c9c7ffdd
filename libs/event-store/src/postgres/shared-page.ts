import type { Position, RecordedEvent } from '../event-store.ts';

type Range = { after: Position; limit?: number; upTo?: Position };
type ReadPage = (range: Range) => Promise<readonly RecordedEvent[]>;

/**
 * One hint wakes every follower of a process, and those that stand at the same position ask for the same page: it is read and decoded
 * once. The reading begins in the next turn, after everybody it answers has asked, so nobody is told of an older log than if they
 * had asked alone. Each gets an array of their own, of the same events.
 */
export function sharePages(read: ReadPage): (range: Range) => Promise<RecordedEvent[]> {
  const asked = new Map<string, Promise<readonly RecordedEvent[]>>();

  function begin(key: string, range: Range): Promise<readonly RecordedEvent[]> {
    const page = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      asked.delete(key);
      return read(range);
    });
    asked.set(key, page);
    return page;
  }

  return async (range) => {
    const key = `${range.after}/${range.limit ?? ''}/${range.upTo ?? ''}`;
    return [...(await (asked.get(key) ?? begin(key, range)))];
  };
}
