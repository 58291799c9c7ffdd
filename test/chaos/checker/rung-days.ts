// The checker's own calendar: plain working weeks in Hà Nội (UTC+7, no summer time), and when a rung is due in them.
export type Phase = 'ACKNOWLEDGE' | 'REVIEW' | 'PLAN';
export type Deadline = Readonly<{ phase: Phase; on: string; endsAt: string }>;
export type Cadence = Readonly<{
  deliverAt: string;
  rungs: readonly Readonly<{ step: number; afterWorkingDays: number }>[];
}>;
export type Rung = Readonly<{ key: string; at: number }>;

const DAY = 86_400_000;
const ZONE = 7 * 3_600_000;
/** The weeks in which a weekday is a working day: no public holiday of Việt Nam falls into them. */
const PLAIN_WEEKS = { from: Date.parse('2027-03-01'), to: Date.parse('2027-04-15') };

/** @param due names the deadline in the keys: `c2`, `u1`, `u1/p1` */
export function rungsOf({ phase, on }: Deadline, due: string, { rungs, deliverAt }: Cadence): Rung[] {
  return rungs.map(({ step, afterWorkingDays }) => ({
    key: `${phase}/${due}/${step}`,
    at: rungInstant(on, afterWorkingDays, deliverAt),
  }));
}

export const rungKey = (data: Readonly<Record<string, unknown>>): string =>
  `${String(data['phase'])}/${String(data['dueVersion'])}/${String(data['step'])}`;

/** The morning so many working days after a day. */
export function rungInstant(on: string, workingDays: number, deliverAt: string): number {
  let day = Date.parse(on);
  for (let left = Math.max(1, workingDays); left > 0; left -= 1) day = workingDayFrom(day + DAY);
  return hourOf(day, deliverAt);
}

/** The next instant at which rungs are raised. */
export function morningAfter(instant: number, deliverAt: string): number {
  const today = Math.floor((instant + ZONE) / DAY) * DAY;
  const morning = hourOf(workingDayFrom(today), deliverAt);
  return morning > instant ? morning : hourOf(workingDayFrom(today + DAY), deliverAt);
}

/** Given back after a pause: so many calendar days later, on a working day. */
export function movedBy(days: number, { phase, on }: Deadline): Deadline {
  const day = workingDayFrom(Date.parse(on) + days * DAY);
  return { phase, on: dayText(day), endsAt: new Date(day + DAY - ZONE).toISOString() };
}

const hourOf = (day: number, deliverAt: string): number =>
  Date.parse(`${dayText(day)}T${deliverAt}:00.000+07:00`);
const dayText = (day: number): string => new Date(day).toISOString().slice(0, 10);

function workingDayFrom(from: number): number {
  let day = from;
  while ([0, 6].includes(new Date(day).getUTCDay())) day += DAY;
  if (day < PLAIN_WEEKS.from || day > PLAIN_WEEKS.to)
    throw new Error(`the checker knows no holidays, and ${dayText(day)} is outside its weeks`);
  return day;
}
