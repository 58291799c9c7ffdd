// Named in the path, and not there, or not there for this caller.
const NOT_FOUND = [
  'unknown-assignment',
  'unknown-campaign',
  'unknown-directive',
  'unknown-notice',
  'unknown-projection',
  'unknown-stream',
  'unit-not-assigned',
];
const FORBIDDEN = ['forbidden-role', 'not-your-unit', 'own-record'];
// What was sent breaks a rule by itself: sending it again later will not help.
const CONTENT = [
  'amendment-invalid',
  'assignment-invalid',
  'basis-missing',
  'calendar-not-known',
  'campaign-invalid',
  'category-without-units',
  'day-out-of-range',
  'deadline-invalid',
  'deadline-phrase-not-understood',
  'directive-incomplete',
  'directive-not-registered',
  'directive-refused',
  'event-too-large',
  'extension-invalid',
  'extension-not-later',
  'invalid-calendar',
  'invalid-count',
  'invalid-day',
  'invalid-instant',
  'invalid-page',
  'invalid-time',
  'launch-file-invalid',
  'meeting-invalid',
  'not-canonical',
  'plan-incomplete',
  'reason-missing',
  'reasons-missing',
  'review-incomplete',
  'scoring-invalid',
  'unit-invalid',
  'unit-list-invalid',
  'unit-listed-twice',
  'unknown-calendar',
  'unknown-policy',
  'unknown-unit',
  'unknown-units',
  'unknown-zone',
  'year-missing',
];
// Understood, and the present state forbids it.
const STATE = [
  'already-issued',
  'assignments-missing',
  'campaign-cancelled',
  'campaign-closed',
  'campaign-exists',
  'campaign-paused',
  'cut-off-not-reached',
  'deadline-after-cut-off',
  'deadline-in-the-past',
  'deadline-missing',
  'deadlines-out-of-order',
  'directive-exists',
  'extension-too-late',
  'login-taken',
  'no-addressees',
  'phase-not-open',
  'rebuild-running',
  'requirement-number-reused',
  'review-meeting-missing',
  'reviewing-not-open',
  'stale-version',
  'unit-dissolved',
  'unit-exempted',
  'wrong-policy',
  'wrong-step',
];

const STATUS_BY_CODE: ReadonlyMap<string, number> = new Map(
  [
    [404, NOT_FOUND] as const,
    [403, FORBIDDEN] as const,
    [422, CONTENT] as const,
    [409, STATE] as const,
  ].flatMap(([status, codes]) => codes.map((code) => [code, status] as const)),
);

/** HTTP status of a refused rule. Every code of the product is listed (its spec looks); an unlisted one is 409. */
export const statusOfRefusal = (code: string): number => STATUS_BY_CODE.get(code) ?? 409;
export const isKnownRefusal = (code: string): boolean => STATUS_BY_CODE.has(code);
