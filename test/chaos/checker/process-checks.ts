// Each unit that owes something has one open workflow that wakes in time; nothing else has one. A rung is raised once, not
// before its hour, and none is passed over.
import { groupBy } from './envelope-reading.ts';
import type { ReadEvent } from './envelope-reading.ts';
import { campaignTerms } from './campaign-terms.ts';
import { earlyRungs, unitAccounts } from './deadlines.ts';
import type { UnitAccount } from './deadlines.ts';
import { rungKey } from './rung-days.ts';
import type { Finding, OpenWorkflow } from './snapshot.ts';

/** A worker looked, was frozen or replaced, and armed its timer so much later, milliseconds. */
const TOLERANCE = 20_000;
/** A workflow task that was begun under one clock may arm its timer so much later. */
const TASK_MS = 12_000;
/** What was decided in a pause may be carried out so much after its end. */
const PAUSE_MS = 30_000;

/** A worker's clock was off by `by` milliseconds between two instants of the machine's clock. */
export type Jump = Readonly<{ from: number; to: number; by: number }>;
export type Clocks = Readonly<{
  /** the product's clock minus the machine's, milliseconds */
  offset: number;
  /** the machine's clock */
  now: number;
  jumps: readonly Jump[];
}>;

export function checkProcesses(
  events: readonly ReadEvent[],
  workflows: readonly OpenWorkflow[],
  clocks: Clocks,
): Finding[] {
  const accounts = [...unitAccounts(events, clocks.now + clocks.offset).values()];
  const open = groupBy(workflows, ({ workflowId }) => workflowId);
  const monitored = (is: boolean | null) =>
    accounts.filter((account) => account.monitored === is).map(monitorIdOf);
  const expected = new Set([
    ...accounts.filter(({ finished }) => !finished).map(workflowIdOf),
    ...monitored(true),
  ]);
  const allowed = new Set([...expected, ...monitored(null)]);
  const campaigns = events.flatMap(({ type, data }) =>
    type === 'CampaignIssued' ? [`campaign/${String(data['campaignId'])}`] : [],
  );
  return [
    ...[...expected, ...campaigns].flatMap((id): Finding[] => {
      const count = open.get(id)?.length ?? 0;
      if (count === 1) return [];
      return [{ code: count === 0 ? 'workflow-missing' : 'workflow-twice', detail: `${count} open: ${id}` }];
    }),
    ...[...open.keys()]
      .filter((id) => /^(unit|monitor)\//.test(id) && !allowed.has(id))
      .map((id): Finding => ({ code: 'workflow-orphan', detail: `${id} is open and owes nothing` })),
    ...accounts
      .filter(({ finished }) => !finished)
      .flatMap((account) => checkTimer(account, open.get(workflowIdOf(account))?.[0], clocks)),
    ...accounts.flatMap((account) => checkPassedOver(account, open.get(workflowIdOf(account))?.[0], clocks)),
  ];
}

const workflowIdOf = ({ campaignId, unitId }: UnitAccount): string => `unit/${campaignId}/${unitId}`;
const monitorIdOf = ({ campaignId, unitId }: UnitAccount): string => `monitor/${campaignId}/${unitId}`;

function checkTimer(account: UnitAccount, workflow: OpenWorkflow | undefined, clocks: Clocks): Finding[] {
  if (workflow?.timer === undefined) return [];
  const next = account.waiting.reduce<number | null>(
    (soonest, { latest }) => Math.min(soonest ?? latest, latest),
    null,
  );
  const wrong = (detail: string): Finding[] => [
    { code: 'timer-wrong', detail: `${workflow.workflowId} ${detail}` },
  ];
  if (workflow.timer === null)
    return next === null ? [] : wrong(`has no timer; its next rung is ${new Date(next).toISOString()}`);
  const fires = workflow.timer.firesAt + clocks.offset;
  const { ahead, behind } = allowanceFor(workflow, clocks);
  if (next !== null && fires > next + TOLERANCE + behind)
    return wrong(
      `wakes ${new Date(fires).toISOString()}, after its next rung ${new Date(next).toISOString()}`,
    );
  // In a pause a unit looks again on the next morning, whatever is due then.
  if (wasArmedInPause(account, workflow.timer.armedAt + clocks.offset)) return [];
  // Of a step that only removes a deadline nobody tells the workflow: it wakes once for nothing.
  const isNear = (at: number): boolean => fires <= at + TOLERANCE + behind && fires >= at - TOLERANCE - ahead;
  if ([...account.everDue].some(isNear)) return [];
  return wrong(`wakes ${new Date(fires).toISOString()}, when nothing was ever due`);
}

const wasArmedInPause = ({ pauses }: UnitAccount, armedAt: number): boolean =>
  pauses.some(
    ({ from, to }) => armedAt >= from - TASK_MS && armedAt <= (to ?? Number.POSITIVE_INFINITY) + PAUSE_MS,
  );

/** What was armed under a wrong clock is as wrong as the clock was: late when it was behind. */
function allowanceFor({ timer }: OpenWorkflow, { jumps }: Clocks): { ahead: number; behind: number } {
  const armedAt = timer?.armedAt ?? 0;
  const then = jumps.filter(({ from, to }) => armedAt >= from && armedAt <= to + TASK_MS).map(({ by }) => by);
  return { ahead: Math.max(0, ...then), behind: Math.max(0, ...then.map((by) => -by)) };
}

function checkPassedOver(
  account: UnitAccount,
  workflow: OpenWorkflow | undefined,
  clocks: Clocks,
): Finding[] {
  const behind = workflow === undefined ? 0 : allowanceFor(workflow, clocks).behind;
  const { waiting, campaignId, unitId } = account;
  return waiting
    .filter(({ latest }) => latest + behind < clocks.now + clocks.offset)
    .map(({ key }) => ({
      code: 'rung-missed',
      detail: `${key} of unit/${campaignId}/${unitId} is due and not raised`,
    }));
}

/** In the log alone: no rung and no reminder twice, no rung before its hour, none while the clock stood. */
export function checkNudges(events: readonly ReadEvent[]): Finding[] {
  const nudges = events.filter(({ type }) => type === 'EscalationRaised' || type === 'ReminderSent');
  const same = groupBy(nudges, ({ streamId, type, data }) =>
    [streamId, type, rungKey(data), String(data['offset'])].join(' '),
  );
  const early = earlyRungs(events).map(({ position, data }): Finding => {
    return { code: 'rung-early', detail: `${rungKey(data)} at position ${position} came before its hour` };
  });
  const twice = [...same.values()].flatMap((again): Finding[] => {
    if (again.length === 1) return [];
    const positions = again.map(({ position }) => position).join(', ');
    return [
      { code: 'rung-twice', detail: `${again[0]?.type} ${rungKey(again[0]?.data ?? {})} at ${positions}` },
    ];
  });
  return [...early, ...twice, ...raisedInPause(events)];
}

/**
 * What was decided before the pause may come after it in the log, for as long as a command takes. A worker whose clock is ahead
 * stamps it later than that: what came after it in the log is then the better witness.
 */
function raisedInPause(events: readonly ReadEvent[]): Finding[] {
  const campaigns = campaignTerms(events);
  return events.flatMap(({ type, at, position, data }, index): Finding[] => {
    if (type !== 'EscalationRaised') return [];
    const pauses = campaigns.get(String(data['campaignId']))?.pauses ?? [];
    const next = events.slice(index + 1).find((event) => event.type !== 'EscalationRaised')?.at ?? at;
    const raisedAt = Math.min(Date.parse(at), Date.parse(next));
    const stood = pauses.some(
      ({ from, between }) => position > between[0] && position < between[1] && raisedAt > from + TOLERANCE,
    );
    return stood
      ? [
          {
            code: 'rung-early',
            detail: `${rungKey(data)} at position ${position} came while the clock stood`,
          },
        ]
      : [];
  });
}
