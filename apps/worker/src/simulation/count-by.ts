export type Counts = Record<string, number>;

/** How many items of each key, in the order of the keys. */
export function countBy<T>(items: Iterable<T>, key: (item: T) => string): Counts {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
