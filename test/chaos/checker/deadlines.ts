// The checker's own account of each unit: where it stands, which rungs are due when. Written from the rules (R-07 to R-11), for
// what the script of the fault suite does: returns, extensions, exemptions and pauses, in plain working weeks.
import { campaignTerms } from './campaign-terms.ts';
import type { Pause, Terms } from './campaign-terms.ts';
import { groupBy } from './envelope-reading.ts';
import type { ReadEvent } from './envelope-reading.ts';
import { morningAfter, movedBy, rungInstant, rungKey, rungsOf } from './rung-days.ts';
import type { Deadline, Phase, Rung } from './rung-days.ts';

/** `latest`: when it must be raised at the latest; later than `at` when its campaign stood still at that hour. */
type DueRung = Rung & Readonly<{ latest: number }>;
export type UnitAccount = Readonly<{
  campaignId: string;
  unitId: string;
  status: string;
  /** owes nothing more: no workflow */
  finished: boolean;
  /** carries out its approved plan: one workflow keeps the time of that; null: the plan is carried out, and it may be gone */
  monitored: boolean | null;
  /** rungs of the open phases that were not raised yet, soonest first */
  waiting: readonly DueRung[];
  /** instants of every rung of every deadline that this unit ever had: a timer may stand on one that is not owed any more */
  everDue: ReadonlySet<number>;
  pauses: readonly Pause[];
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
  UnitExempted: 'EXEMPTED',
};
const OWED: Readonly<Record<string, readonly Phase[]>> = {
  ASSIGNED: ['ACKNOWLEDGE', 'REVIEW'],
  ACKNOWLEDGED: ['REVIEW'],
  REVIEW_RETURNED: ['REVIEW'],
  REVIEW_ACCEPTED: ['PLAN'],
  PLAN_RETURNED: ['PLAN'],
};
/** What gives a unit a deadline of its own, and which field holds it and the instant from which pauses move it. */
const OWN: Readonly<Record<string, readonly [deadline: string, setAt: string]>> = {
  SelfReviewReturned: ['resubmit', 'returnedAt'],
  SelfReviewAccepted: ['plan', 'acceptedAt'],
  PlanReturned: ['resubmit', 'returnedAt'],
  UnitDeadlineExtended: ['to', 'grantedAt'],
};
/** A rung may be this late, milliseconds, after faults; when its campaign is paused before it came, it waits. */
const BACKLOG = 300_000;

export const statusAfter = (status: string, type: string): string => STATUS_AFTER[type] ?? status;

/**
 * Every unit that has an assignment, by its stream id.
 * @param now by the product's clock, milliseconds: until then a pause that has no end lasts
 */
export function unitAccounts(events: readonly ReadEvent[], now: number): Map<string, UnitAccount> {
  const campaigns = campaignTerms(events);
  const accounts = new Map<string, UnitAccount>();
  for (const [streamId, stream] of groupBy(events, (event) => event.streamId)) {
    if (stream[0]?.type !== 'UnitAssigned') continue;
    const terms = campaigns.get(String(stream[0].data['campaignId']));
    if (terms === undefined) throw new Error(`the campaign of ${streamId} is not in the log`);
    accounts.set(streamId, accountOf(stream, terms, now));
  }
  return accounts;
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

type Own = Readonly<{ deadline: Deadline; moves: number; setAt: number }>;

function accountOf(stream: readonly ReadEvent[], terms: Terms, now: number): UnitAccount {
  const { cadence, deadlines, pauses } = terms;
  const own = new Map<Phase, Own>();
  const raised = new Set<string>();
  const everHad = [...terms.ever];
  let status = 'NONE';
  let remedied = false;
  for (const { type, data } of stream) {
    status = statusAfter(status, type);
    const [field = '', since = ''] = OWN[type] ?? [];
    const deadline = (data[field] ?? null) as Deadline | null;
    if (deadline !== null) {
      const moves = (own.get(deadline.phase)?.moves ?? 0) + 1;
      const given = { deadline, moves, setAt: Date.parse(String(data[since])) };
      own.set(deadline.phase, given);
      everHad.push(...movedByPauses(given, pauses));
    }
    // A plan of the script has one action.
    if (type === 'VerificationRecorded') remedied ||= data['verdict'] === 'ACCEPTED';
    if (type === 'EscalationRaised') raised.add(rungKey(data));
  }
  const waiting = (OWED[status] ?? []).flatMap((phase) => {
    const term = deadlines.get(phase);
    if (term === undefined) return [];
    const mine = own.get(phase);
    const moved = mine === undefined ? [] : movedByPauses(mine, pauses);
    const last = moved.at(-1);
    const binding =
      mine !== undefined && last !== undefined && last.endsAt > term.deadline.endsAt
        ? { deadline: last, due: `u${mine.moves}${moved.length > 1 ? `/p${moved.length - 1}` : ''}` }
        : { deadline: term.deadline, due: `c${term.version}` };
    return rungsOf(binding.deadline, binding.due, cadence).filter(({ key }) => !raised.has(key));
  });
  const { campaignId, unitId } = stream[0]?.data ?? {};
  return {
    campaignId: String(campaignId),
    unitId: String(unitId),
    status,
    finished: status === 'PLAN_APPROVED' || status === 'EXEMPTED',
    monitored: remedied ? null : status === 'PLAN_APPROVED',
    waiting: waiting
      .map((rung) => ({ ...rung, latest: latestOf(rung.at, terms, now) }))
      .toSorted((a, b) => a.at - b.at),
    everDue: new Set(everHad.flatMap((deadline) => rungsOf(deadline, '', cadence).map(({ at }) => at))),
    pauses,
  };
}

/** The deadline as it was given, and as each pause that it was open at moved it. */
function movedByPauses({ deadline, setAt }: Own, pauses: readonly Pause[]): Deadline[] {
  const steps = [deadline];
  for (const { from, to, days } of pauses) {
    const last = steps.at(-1) ?? deadline;
    if (to !== null && setAt < from && Date.parse(last.endsAt) > from) steps.push(movedBy(days, last));
  }
  return steps;
}

/** No unit is told of the end of a pause: one that was to be raised while the clock stood comes on the morning after it. */
function latestOf(at: number, { pauses, cadence }: Terms, now: number): number {
  const stood = pauses.filter(({ from, to }) => at >= from - BACKLOG && at <= (to ?? now));
  return Math.max(at, ...stood.map(({ to }) => morningAfter(to ?? now, cadence.deliverAt)));
}
