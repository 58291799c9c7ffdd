// The checker's own account of each unit: where it stands, which rungs are due when. Written from the rules, for
// what the script of the fault suite does: no pauses, no exemptions, plain working weeks.
import { groupBy } from './envelope-reading.ts';
import type { ReadEvent } from './envelope-reading.ts';

type Phase = 'ACKNOWLEDGE' | 'REVIEW' | 'PLAN';
type Deadline = Readonly<{ phase: Phase; on: string; endsAt: string }>;
type Cadence = Readonly<{
  deliverAt: string;
  rungs: readonly Readonly<{ step: number; afterWorkingDays: number }>[];
}>;
type Terms = { cadence: Cadence; deadlines: Map<Phase, { deadline: Deadline; version: number }> };
type DueRung = Readonly<{ key: string; at: number }>;
export type UnitAccount = Readonly<{
  campaignId: string;
  unitId: string;
  status: string;
  /** owes nothing more: no workflow */
  finished: boolean;
  /** rungs of the open phases that were not raised yet, soonest first */
  waiting: readonly DueRung[];
  /** instants of every rung of every deadline that this unit ever had: a timer may stand on one that is not owed any more */
  everDue: ReadonlySet<number>;
}>;

const STATUS_AFTER: Readonly<Record<string, string>> = {
  UnitAssigned: 'ASSIGNED',
  AcknowledgementRecorded: 'ACKNOWLEDGED',
  SelfReviewSubmitted: 'REVIEW_SUBMITTED',
  SelfReviewReturned: 'REVIEW_RETURNED',
  SelfReviewAccepted: 'REVIEW_ACCEPTED',
  PlanSubmitted: 'PLAN_SUBMITTED',
  PlanReturned: 'PLAN_RETURNED',
  PlanApproved: 'PLAN_APPROVED',
};
const OWED: Readonly<Record<string, readonly Phase[]>> = {
  ASSIGNED: ['ACKNOWLEDGE', 'REVIEW'],
  ACKNOWLEDGED: ['REVIEW'],
  REVIEW_RETURNED: ['REVIEW'],
  REVIEW_ACCEPTED: ['PLAN'],
  PLAN_RETURNED: ['PLAN'],
};
const NOT_FORESEEN = new Set([
  'CampaignPaused',
  'CampaignResumed',
  'UnitExempted',
  'DeadlineExtended',
  'AddresseeAdded',
]);

export const statusAfter = (status: string, type: string): string => STATUS_AFTER[type] ?? status;

/** Every unit that has an assignment, by its stream id. */
export function unitAccounts(events: readonly ReadEvent[]): Map<string, UnitAccount> {
  const strange = events.find(({ type }) => NOT_FORESEEN.has(type));
  if (strange !== undefined) throw new Error(`the checker's rules do not foresee a ${strange.type}`);
  const campaigns = campaignTerms(events);
  const accounts = new Map<string, UnitAccount>();
  for (const [streamId, stream] of groupBy(events, (event) => event.streamId)) {
    if (stream[0]?.type !== 'UnitAssigned') continue;
    const terms = campaigns.get(String(stream[0].data['campaignId']));
    if (terms === undefined) throw new Error(`the campaign of ${streamId} is not in the log`);
    accounts.set(streamId, accountOf(stream, terms));
  }
  return accounts;
}

function campaignTerms(events: readonly ReadEvent[]): Map<string, Terms> {
  const campaigns = new Map<string, Terms>();
  for (const { type, data } of events) {
    if (type === 'CampaignDrafted') {
      const cadence = data['cadence'] as Cadence;
      campaigns.set(String(data['campaignId']), { cadence, deadlines: new Map() });
    }
    if (type === 'DeadlineSet') {
      const deadline = data['deadline'] as Deadline;
      campaigns.get(String(data['campaignId']))?.deadlines.set(deadline.phase, { deadline, version: 1 });
    }
  }
  return campaigns;
}

/** Rungs that were raised before their hour, by the clock that stamped them. */
export function earlyRungs(events: readonly ReadEvent[]): ReadEvent[] {
  const campaigns = campaignTerms(events);
  return events.filter(({ type, at, data }) => {
    if (type !== 'EscalationRaised') return false;
    const cadence = campaigns.get(String(data['campaignId']))?.cadence;
    const rung = cadence?.rungs.find(({ step }) => step === data['step']);
    if (cadence === undefined || rung === undefined) return true;
    return Date.parse(at) < rungInstant(String(data['dueOn']), rung.afterWorkingDays, cadence.deliverAt);
  });
}

function accountOf(stream: readonly ReadEvent[], { cadence, deadlines }: Terms): UnitAccount {
  const own = new Map<Phase, { deadline: Deadline; moves: number }>();
  const raised = new Set<string>();
  const everDue = new Set<number>();
  let status = 'NONE';
  const note = (deadline: Deadline): void => {
    for (const { at } of rungsOf(deadline, '', cadence)) everDue.add(at);
  };
  for (const { deadline } of deadlines.values()) note(deadline);
  for (const { type, data } of stream) {
    status = statusAfter(status, type);
    const given = (data['resubmit'] ??
      (type === 'SelfReviewAccepted' ? data['plan'] : null)) as Deadline | null;
    if (given) {
      own.set(given.phase, { deadline: given, moves: (own.get(given.phase)?.moves ?? 0) + 1 });
      note(given);
    }
    if (type === 'EscalationRaised') raised.add(rungKey(data));
  }
  const waiting = (OWED[status] ?? []).flatMap((phase) => {
    const term = deadlines.get(phase);
    const mine = own.get(phase);
    if (term === undefined) return [];
    const binding =
      mine !== undefined && mine.deadline.endsAt > term.deadline.endsAt
        ? { deadline: mine.deadline, due: `u${mine.moves}` }
        : { deadline: term.deadline, due: `c${term.version}` };
    return rungsOf(binding.deadline, binding.due, cadence).filter(({ key }) => !raised.has(key));
  });
  const { campaignId, unitId } = stream[0]?.data ?? {};
  return {
    campaignId: String(campaignId),
    unitId: String(unitId),
    status,
    finished: status === 'PLAN_APPROVED',
    waiting: waiting.toSorted((a, b) => a.at - b.at),
    everDue,
  };
}

export const rungKey = (data: Readonly<Record<string, unknown>>): string =>
  `${String(data['phase'])}/${String(data['dueVersion'])}/${String(data['step'])}`;

function rungsOf({ phase, on }: Deadline, due: string, { rungs, deliverAt }: Cadence): DueRung[] {
  return rungs.map(({ step, afterWorkingDays }) => ({
    key: `${phase}/${due}/${step}`,
    at: rungInstant(on, afterWorkingDays, deliverAt),
  }));
}

const DAY = 86_400_000;
/** The weeks in which a weekday is a working day: no public holiday of Việt Nam falls into them. */
const PLAIN_WEEKS = { from: Date.parse('2027-03-01'), to: Date.parse('2027-04-15') };

/** In Hà Nội (UTC+7, no summer time), the morning so many working days after a day. */
function rungInstant(on: string, workingDays: number, deliverAt: string): number {
  let day = Date.parse(on);
  for (let left = Math.max(1, workingDays); left > 0;) {
    day += DAY;
    const weekday = new Date(day).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  if (day < PLAIN_WEEKS.from || day > PLAIN_WEEKS.to)
    throw new Error(`the checker knows no holidays, and ${new Date(day).toISOString()} is outside its weeks`);
  return Date.parse(`${new Date(day).toISOString().slice(0, 10)}T${deliverAt}:00.000+07:00`);
}
