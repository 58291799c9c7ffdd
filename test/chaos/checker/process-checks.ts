// Each unit that owes something has one open workflow that wakes in time; nothing else has one. A rung is raised once, not
// before its hour, and none is passed over.
import { groupBy } from './envelope-reading.ts';
import type { ReadEvent } from './envelope-reading.ts';
import { earlyRungs, rungKey, unitAccounts } from './deadlines.ts';
import type { UnitAccount } from './deadlines.ts';
import type { Finding, OpenWorkflow } from './snapshot.ts';

/** A worker looked, was frozen or replaced, and armed its timer so much later, milliseconds. */
const TOLERANCE = 20_000;

export type Clocks = Readonly<{
  /** the product's clock minus the machine's, milliseconds */
  offset: number;
  /** the machine's clock */
  now: number;
  /** the furthest that a worker's clock has jumped back: a timer armed then fires that much late */
  behind: number;
  /** the furthest that one has jumped forward: a timer armed then fires that much early, and is armed again */
  ahead: number;
}>;

export function checkProcesses(
  events: readonly ReadEvent[],
  workflows: readonly OpenWorkflow[],
  clocks: Clocks,
): Finding[] {
  const accounts = [...unitAccounts(events).values()];
  const open = groupBy(workflows, ({ workflowId }) => workflowId);
  const expected = new Set(accounts.filter(({ finished }) => !finished).map(workflowIdOf));
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
      .filter((id) => id.startsWith('unit/') && !expected.has(id))
      .map((id): Finding => ({ code: 'workflow-orphan', detail: `${id} is open and owes nothing` })),
    ...accounts
      .filter(({ finished }) => !finished)
      .flatMap((account) => checkTimer(account, open.get(workflowIdOf(account))?.[0], clocks)),
    ...accounts.flatMap((account) => checkPassedOver(account, clocks)),
  ];
}

const workflowIdOf = ({ campaignId, unitId }: UnitAccount): string => `unit/${campaignId}/${unitId}`;

function checkTimer(account: UnitAccount, workflow: OpenWorkflow | undefined, clocks: Clocks): Finding[] {
  if (workflow?.firesAt === undefined) return [];
  const fires = workflow.firesAt === null ? null : workflow.firesAt + clocks.offset;
  const next = account.waiting[0]?.at ?? null;
  const wrong = (detail: string): Finding[] => [
    { code: 'timer-wrong', detail: `${workflow.workflowId} ${detail}` },
  ];
  if (fires === null)
    return next === null ? [] : wrong(`has no timer; its next rung is ${new Date(next).toISOString()}`);
  const isNear = (at: number): boolean =>
    fires <= at + TOLERANCE + clocks.behind && fires >= at - TOLERANCE - clocks.ahead;
  if (next !== null && fires > next + TOLERANCE + clocks.behind)
    return wrong(
      `wakes ${new Date(fires).toISOString()}, after its next rung ${new Date(next).toISOString()}`,
    );
  // Of a step that only removes a deadline nobody tells the workflow: it wakes once for nothing.
  if ([...account.everDue].some(isNear)) return [];
  return wrong(`wakes ${new Date(fires).toISOString()}, when nothing was ever due`);
}

function checkPassedOver({ waiting, campaignId, unitId }: UnitAccount, clocks: Clocks): Finding[] {
  return waiting
    .filter(({ at }) => at < clocks.now + clocks.offset)
    .map(({ key }) => ({
      code: 'rung-missed',
      detail: `${key} of unit/${campaignId}/${unitId} is due and not raised`,
    }));
}

/** In the log alone: no rung and no reminder twice, no rung before its hour. */
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
  return [...early, ...twice];
}
