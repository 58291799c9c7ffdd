// Every follower has come to the end of the log, parked nothing, and its tables hold what a fold of the log gives.
import { statusAfter } from './deadlines.ts';
import { groupBy } from './envelope-reading.ts';
import type { ReadEvent } from './envelope-reading.ts';
import type { BoardRow, Finding, Followers, NoticeRow, StreamRow } from './snapshot.ts';

/** @param wanted cursors that must be there, whatever else is */
export function checkFollowers(
  events: readonly ReadEvent[],
  streams: readonly StreamRow[],
  followers: Followers,
  wanted: readonly string[],
): Finding[] {
  const head = events.at(-1)?.position ?? 0;
  const at = new Map(followers.cursors.map(({ name, position }) => [name, position]));
  const behind = wanted.filter((name) => at.get(name) !== head);
  const ofCategory = (category: string) => {
    const ids = new Set(
      streams.filter((stream) => stream.category === category).map(({ streamId }) => streamId),
    );
    return groupBy(
      events.filter(({ streamId }) => ids.has(streamId)),
      ({ streamId }) => streamId,
    );
  };
  return [
    ...behind.map((name): Finding => ({
      code: 'cursor-behind',
      detail: `${name} is at ${at.get(name) ?? 0} of ${head}`,
    })),
    ...(followers.parked > 0
      ? [{ code: 'event-parked' as const, detail: `${followers.parked} events are parked` }]
      : []),
    ...compare('assignments', boardOf(ofCategory('assignment')), followers.assignments),
    ...compare('campaigns', campaignsOf(ofCategory('campaign'), events), followers.campaigns),
    ...compare(
      'units',
      [...ofCategory('unit')].map(([id, stream]) => ({ id, ...ends(stream) })),
      followers.units,
    ),
    ...checkNotices(events, followers.notices),
  ];
}

const ends = (stream: readonly ReadEvent[]) => ({
  version: stream.at(-1)?.version ?? 0,
  lastPosition: stream.at(-1)?.position ?? 0,
});

function boardOf(assignments: ReadonlyMap<string, readonly ReadEvent[]>): BoardRow[] {
  return [...assignments].map(([id, stream]) => {
    const row = { status: 'NONE', acknowledgedAt: '', reviewVersion: 0, planVersion: 0, remindersSent: 0 };
    const standing = new Map<unknown, number>();
    for (const { type, at, data } of stream) {
      row.status = statusAfter(row.status, type);
      if (type === 'AcknowledgementRecorded') row.acknowledgedAt = at;
      if (type === 'SelfReviewSubmitted') row.reviewVersion = Number(data['version']);
      if (type === 'PlanSubmitted') row.planVersion = Number(data['version']);
      if (type === 'ReminderSent') row.remindersSent += 1;
      if (type === 'EscalationRaised') standing.set(data['phase'], Number(data['step']));
      if (type === 'EscalationCleared') standing.delete(data['phase']);
    }
    return { id, ...row, escalationStep: Math.max(0, ...standing.values()), ...ends(stream) };
  });
}

const isPausedAfter = (stream: readonly ReadEvent[]): boolean =>
  stream.findLast(({ type }) => type === 'CampaignPaused' || type === 'CampaignResumed')?.type ===
  'CampaignPaused';

const CAMPAIGN_AFTER: Readonly<Record<string, string>> = {
  CampaignDrafted: 'DRAFT',
  CampaignIssued: 'ISSUED',
  ReviewingOpened: 'REVIEWING',
};

function campaignsOf(
  campaigns: ReadonlyMap<string, readonly ReadEvent[]>,
  events: readonly ReadEvent[],
): BoardRow[] {
  const assigned = groupBy(
    events.filter(({ type }) => type === 'UnitAssigned'),
    ({ data }) => String(data['campaignId']),
  );
  return [...campaigns].map(([id, stream]) => {
    const own = assigned.get(id) ?? [];
    const { version, lastPosition } = ends(stream);
    return {
      id,
      status: stream.reduce((status, { type }) => CAMPAIGN_AFTER[type] ?? status, ''),
      paused: isPausedAfter(stream),
      assignedCount: own.length,
      version,
      lastPosition: Math.max(lastPosition, own.at(-1)?.position ?? 0),
    };
  });
}

function compare(name: string, folded: readonly BoardRow[], table: readonly BoardRow[]): Finding[] {
  const text = (row: BoardRow | undefined): string =>
    row === undefined ? 'no row' : JSON.stringify(row, Object.keys(row).toSorted());
  const rows = new Map(table.map((row) => [row.id, row]));
  const differing = folded.filter((row) => text(row) !== text(rows.get(row.id)));
  const differs = (detail: string): Finding => ({ code: 'read-model-differs', detail: `${name}: ${detail}` });
  return [
    ...differing.map((row) => differs(`the log gives ${text(row)}, the table has ${text(rows.get(row.id))}`)),
    ...(table.length === folded.length ? [] : [differs(`${table.length} rows instead of ${folded.length}`)]),
  ];
}

const TO_EVERY_UNIT = new Set(['CampaignPaused', 'CampaignResumed', 'DeadlineExtended', 'CampaignAmended']);
const TO_UNIT = new Set([
  'UnitAssigned',
  'UnitExempted',
  'UnitDeadlineExtended',
  'SelfReviewReturned',
  'SelfReviewAccepted',
  'PlanReturned',
  'PlanApproved',
  'VerificationRecorded',
  'ReminderSent',
]);
const TO_ADMINISTRATORS = new Set(['SelfReviewSubmitted', 'PlanSubmitted', 'ActionReportedDone']);

function audiencesOf({ type, data }: ReadEvent): string[] {
  if (TO_UNIT.has(type)) return ['UNIT'];
  if (TO_ADMINISTRATORS.has(type)) return ['ADMINISTRATORS'];
  if (type !== 'EscalationRaised') return [];
  const to = data['to'] as readonly string[];
  return [
    ...(to.includes('UNIT') ? ['UNIT'] : []),
    ...(to.some((recipient) => recipient !== 'UNIT') ? ['ADMINISTRATORS'] : []),
  ];
}

function checkNotices(events: readonly ReadEvent[], notices: readonly NoticeRow[]): Finding[] {
  const key = (position: number, audience: string, unitId: string) =>
    `${position} to ${audience} about ${unitId}`;
  const written = groupBy(notices, (notice) => key(notice.position, notice.audience, notice.unitId));
  const taking = new Map<string, Set<string>>();
  const wanted = events.flatMap((event) => {
    const { type, position, data } = event;
    const campaignId = String(data['campaignId']);
    const unitId = String(data['unitId']);
    const units = taking.get(campaignId) ?? new Set();
    taking.set(campaignId, units);
    if (type === 'UnitAssigned') units.add(unitId);
    if (type === 'UnitExempted') units.delete(unitId);
    // Who takes part at that moment: neither who comes later nor who was let go.
    if (TO_EVERY_UNIT.has(type)) return [...units].map((each) => key(position, 'UNIT', each));
    return audiencesOf(event).map((audience) => key(position, audience, unitId));
  });
  const twice = [...written].filter(([, again]) => again.length > 1);
  const missing = wanted.filter((notice) => !written.has(notice));
  const extra = written.size - (wanted.length - missing.length);
  return [
    ...twice.map(([notice]): Finding => ({ code: 'notice-twice', detail: notice })),
    ...missing.map((notice): Finding => ({ code: 'notice-missing', detail: notice })),
    ...(extra > 0 ? [{ code: 'notice-twice' as const, detail: `${extra} notices that no event gives` }] : []),
  ];
}
