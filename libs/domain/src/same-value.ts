/**
 * Are these the same JSON value? The order of fields says nothing: what comes back from the log has them sorted (RFC 8785). A
 * field that is undefined is one that is not there.
 */
export function isSameValue(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return Object.is(one, other);
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [one, other].map(
    (value) => new Map(Object.entries(value).filter(([, field]) => field !== undefined)),
  ) as [Map<string, unknown>, Map<string, unknown>];
  return (
    left.size === right.size &&
    [...left].every(([field, value]) => right.has(field) && isSameValue(value, right.get(field)))
  );
}
