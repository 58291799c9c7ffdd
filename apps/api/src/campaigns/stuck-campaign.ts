import { followerName } from '@dondoc/activities/relay-cursor.ts';
import type { BoardRow } from '@dondoc/contracts/campaigns.ts';
import type { StuckUnit, StuckView } from '@dondoc/contracts/stuck.ts';
import type { AssignmentContext } from '@dondoc/domain/assignment/assignment.commands.ts';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import { waitingOf, type Waiting } from '@dondoc/domain/assignment/waiting.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { assignmentContext, campaignRoster } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { CursorLag } from '@dondoc/event-store/cursor-lag.ts';
import type { Parked } from '@dondoc/event-store/cursors.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import { campaignWorkflowId, unitWorkflowId } from '@dondoc/workflows/workflow-ids.ts';
import type { Views } from '../views.ts';

/** How far the followers are, and what they set aside. */
export interface Followers {
  lags(): Promise<readonly CursorLag[]>;
  parked(): Promise<readonly Parked[]>;
}

/** Temporal, for who looks after it. null: it is away. */
export interface Keepers {
  /** Ids of the workflows that run for the units of a campaign; may be seconds behind. */
  runningUnits(campaignId: string): Promise<ReadonlySet<string> | null>;
  /** As of now. */
  isRunning(workflowId: string): Promise<boolean | null>;
}

type Ports = { store: EventStore; views: Views; followers: Followers; keepers: Keepers };
type Ask = { campaignId: string; at: Instant; days: number };

const MOST_CANDIDATES = 2_000;
const PAGE = 500;
/** Streams read at once. */
const AT_ONCE = 16;
/** A lag that is worth a word. */
const LAG_SECONDS = 30;
/** A launch takes a while: nobody is missed before. */
const LAUNCH_MS = 10 * 60_000;
const LIVE: ReadonlySet<string> = new Set(['ISSUED', 'REVIEWING', 'RATING', 'MONITORING']);

/**
 * Which unit waits for what, who must act, and what of the machinery is amiss. The board names the candidates, the log says
 * what is the case; Temporal and the cursors are only asked how they are. Throws DomainError 'unknown-campaign'.
 */
export async function stuckCampaign(ports: Ports, ask: Ask): Promise<StuckView> {
  const { store, keepers, followers } = ports;
  const { campaignId } = ask;
  const context = await assignmentContext(store, campaignId);
  const { status, paused, zone } = context.terms;
  const isLive = LIVE.has(status);
  const running = isLive ? await keepers.runningUnits(campaignId) : null;
  const parked = await parkedOf(ports, campaignId);
  const board = await wholeBoard(ports.views, ask);
  const candidates = board.filter((row) => isCandidate(row, running, parked));
  const looked = candidates.slice(0, MOST_CANDIDATES);
  const units = (
    await inTurns(looked, (row) => stuckUnits(ports, { ...ask, row, context, running, parked }))
  ).flat();
  const campaignRuns = isLive ? await keepers.isRunning(campaignWorkflowId(campaignId)) : null;
  return {
    campaignId,
    status,
    paused,
    zone,
    units: [...(isLive ? await unassigned(store, board, ask) : []), ...units].toSorted(mostOverdueFirst),
    unitsNotLookedAt: candidates.length - looked.length,
    keeper: isLive ? keeperOf(campaignRuns) : 'NOT_NEEDED',
    followers: (await followers.lags()).flatMap((lag) => followerTrouble(lag, parked)),
  };
}

async function wholeBoard(views: Views, { campaignId, at }: Ask): Promise<BoardRow[]> {
  const rows: BoardRow[] = [];
  let after: string | null = null;
  do {
    const page: { items: readonly BoardRow[]; next: string | null } = await views.board({
      campaignId,
      at,
      sort: 'code',
      limit: PAGE,
      ...(after === null ? {} : { after }),
    });
    rows.push(...page.items);
    after = page.next;
  } while (after !== null);
  return rows;
}

const isOver = ({ status }: BoardRow) => ['PLAN_APPROVED', 'EXEMPTED', 'TRANSFERRED'].includes(status);

function isCandidate(
  row: BoardRow,
  running: ReadonlySet<string> | null,
  parked: ReadonlyMap<string, readonly string[]>,
): boolean {
  const isAuthoritysTurn =
    row.openPhases.length === 0 && row.status !== 'EXEMPTED' && row.status !== 'TRANSFERRED';
  const mayBeOverdue = row.overdue || (row.dueOn === null && row.openPhases.length > 0);
  const isKept = running === null || running.has(row.unitId) !== isOver(row);
  return mayBeOverdue || isAuthoritysTurn || !isKept || parked.has(row.assignmentId);
}

type Look = Ask & {
  row: BoardRow;
  context: AssignmentContext;
  running: ReadonlySet<string> | null;
  parked: ReadonlyMap<string, readonly string[]>;
};

/** Everything the unit is stuck in, by the log; one line with NOTHING when only its machinery is amiss. */
async function stuckUnits({ store, keepers }: Ports, look: Look): Promise<StuckUnit[]> {
  const { row, context, at, days, campaignId } = look;
  const { events } = await store.readStream<AssignmentEvent>(row.assignmentId);
  const waiting = waitingOf(events, context, at);
  const cycleIsOver = waiting.every(({ actionId }) => actionId !== null);
  const keeper = await unitKeeper(keepers, look, cycleIsOver, events.at(0)?.at ?? at);
  const parkedBy = look.parked.get(assignmentIdOf(campaignId, row.unitId)) ?? [];
  const about = { unitId: row.unitId, unitCode: row.code, unitName: row.unitName, keeper, parkedBy };
  const stuck = waiting.filter((one) => isStuck(one, days)).map((one) => ({ ...about, ...one }));
  const isAmiss = keeper === 'MISSING' || keeper === 'LEFT_OVER' || parkedBy.length > 0;
  if (stuck.length > 0 || !isAmiss) return stuck;
  const [first] = waiting;
  if (first !== undefined) return [{ ...about, ...first }];
  const since = events.at(-1)?.at ?? at;
  const nothing = { waitsFor: 'NOTHING', mustAct: 'OPERATOR', actionId: null, since } as const;
  return [{ ...about, ...nothing, waitingDays: 0, dueOn: null, overdueDays: 0 }];
}

const isStuck = ({ mustAct, overdueDays, waitingDays }: Waiting, days: number): boolean =>
  mustAct === 'AUTHORITY'
    ? waitingDays === null || waitingDays > days
    : overdueDays === null || overdueDays > 0;

/** The list of what runs is seconds old, so whoever seems amiss is asked for by name. */
async function unitKeeper(
  keepers: Keepers,
  { campaignId, row, running, at, context }: Look,
  cycleIsOver: boolean,
  assignedAt: Instant,
): Promise<StuckUnit['keeper']> {
  if (!LIVE.has(context.terms.status)) return 'NOT_NEEDED';
  if (running === null) return cycleIsOver ? 'NOT_NEEDED' : 'UNKNOWN';
  if (running.has(row.unitId) !== cycleIsOver) return cycleIsOver ? 'NOT_NEEDED' : 'RUNNING';
  const runs = await keepers.isRunning(unitWorkflowId(campaignId, row.unitId));
  if (cycleIsOver) return runs === true ? 'LEFT_OVER' : 'NOT_NEEDED';
  const isLaunching = Date.parse(at) - Date.parse(assignedAt) < LAUNCH_MS;
  return runs === false && isLaunching ? 'UNKNOWN' : keeperOf(runs);
}

const keeperOf = (runs: boolean | null) => (runs === null ? 'UNKNOWN' : runs ? 'RUNNING' : 'MISSING');

/** On the frozen list and without an assignment: the assigner has not come to it. */
async function unassigned(
  store: EventStore,
  board: readonly BoardRow[],
  { campaignId, at }: Ask,
): Promise<StuckUnit[]> {
  const known = new Set(board.map(({ unitId }) => unitId));
  const { events } = await store.readStream(campaignId);
  const since =
    events.findLast(({ type }) => type === 'CampaignIssued' || type === 'AddresseeAdded')?.at ?? at;
  const missing = (await campaignRoster(store, campaignId)).filter(({ unitId }) => !known.has(unitId));
  // The board may be behind the log.
  const versions = await inTurns(missing.slice(0, MOST_CANDIDATES), ({ unitId }) =>
    store.streamVersion(assignmentIdOf(campaignId, unitId)),
  );
  return missing
    .filter((_, index) => versions[index] === 0)
    .map(({ unitId, code }) => ({
      unitId,
      unitCode: code,
      unitName: null,
      waitsFor: 'ASSIGNMENT',
      mustAct: 'OPERATOR',
      actionId: null,
      since,
      waitingDays: 0,
      dueOn: null,
      overdueDays: 0,
      keeper: 'NOT_NEEDED',
      parkedBy: [],
    }));
}

/** Streams of this campaign that a follower set aside: stream id -> followers. */
async function parkedOf(
  { store, followers }: Ports,
  campaignId: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const all = await followers.parked();
  if (all.length === 0) return new Map();
  const roster = await campaignRoster(store, campaignId);
  const streams = new Set([campaignId, ...roster.map(({ unitId }) => assignmentIdOf(campaignId, unitId))]);
  const found = new Map<string, string[]>();
  for (const parked of all.filter(({ streamId }) => streams.has(streamId))) {
    const names = found.get(parked.streamId) ?? [];
    if (!names.includes(followerName(parked))) found.set(parked.streamId, [...names, followerName(parked)]);
  }
  return found;
}

function followerTrouble(
  lag: CursorLag,
  parked: ReadonlyMap<string, readonly string[]>,
): StuckView['followers'] {
  const name = followerName(lag);
  const parkedStreams = [...parked.values()].filter((names) => names.includes(name)).length;
  if (parkedStreams === 0 && lag.lagSeconds <= LAG_SECONDS) return [];
  const lagSeconds = Math.round(lag.lagSeconds);
  return [{ name, behind: lag.behind, lagSeconds, parkedStreams, effect: effectOf(name) }];
}

function effectOf(name: string): string {
  if (name === 'assigner') return 'Addressed units do not get their assignment.';
  if (name === 'temporal') return 'Units are not woken by what happens, and new campaigns do not start.';
  if (name === 'notices') return 'Notices and mails of newer events are not written.';
  return `The ${name.replace('projection:', 'list of ')} shows an older state.`;
}

const mostOverdueFirst = (a: StuckUnit, b: StuckUnit): number =>
  (b.overdueDays ?? 0) - (a.overdueDays ?? 0) ||
  a.since.localeCompare(b.since) ||
  a.unitCode.localeCompare(b.unitCode);

async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(work))));
  }
  return results;
}
