import { deadlineOn } from '@dondoc/domain/deadline/make-deadline.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import type { Deadline, Phase } from '@dondoc/domain/deadline/deadline.ts';
import { DEFAULT_CADENCE } from '@dondoc/domain/escalation/cadence.ts';
import { NEWEST_CALENDAR } from '@dondoc/domain/calendar/calendars.ts';
import type { DomainEvent, EventType } from '@dondoc/domain/events.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { Level } from '@dondoc/domain/rating/level.ts';
import type { FindingContent } from '@dondoc/domain/finding/finding.events.ts';
import {
  assignmentIdOf,
  directiveIdOf,
  findingIdOf,
  findingsIdOf,
  postIdOf,
  ratingIdOf,
  ratingPeriodIdOf,
  unitIdOf,
} from '@dondoc/event-store/stream-ids.ts';
import type { LoggedEvent } from './projection.ts';

/** For specs: a small campaign of the real directive, written event by event. */
export const ZONE = 'Asia/Ho_Chi_Minh';
export const CAMPAIGN = '0d7c1a52-4f0e-4c55-9a1c-1889c0de0001';
const NUMBER = { raw: '1889-CV/TU', seq: 1889, type: 'CV', issuer: 'TU', term: '2020-2025' };
export const DIRECTIVE = directiveIdOf(NUMBER);
export const STARTED: Instant = '2023-12-01T01:00:00.000Z';

export type Entry = { streamId: string; category: string; at: Instant; event: DomainEvent };
export const deadline = (phase: Phase, on: Day): Deadline =>
  deadlineOn({ phase, on, relation: 'BY', basis: { ref: '1889-CV/TU' } }, ZONE);

type DataOf<Type extends EventType> = Extract<DomainEvent, { type: Type }>['data'];
const entry = (category: string, streamId: string, event: DomainEvent, at: Instant): Entry => ({
  category,
  streamId,
  event,
  at,
});

export function campaignEvent<Type extends EventType>(
  type: Type,
  data: Omit<DataOf<Type>, 'campaignId'>,
  at: Instant = STARTED,
  campaignId = CAMPAIGN,
): Entry {
  return entry('campaign', campaignId, { type, data: { campaignId, ...data } } as unknown as DomainEvent, at);
}

export function unitEvent<Type extends EventType>(
  code: string,
  type: Type,
  data: Omit<DataOf<Type>, 'campaignId' | 'unitId'>,
  at: Instant = STARTED,
  campaignId = CAMPAIGN,
): Entry {
  const unitId = unitIdOf(code);
  const event = { type, data: { campaignId, unitId, ...data } } as unknown as DomainEvent;
  return entry('assignment', assignmentIdOf(campaignId, unitId), event, at);
}

export const directiveIssued: Entry = entry(
  'directive',
  DIRECTIVE,
  {
    type: 'DirectiveIssued',
    data: {
      directiveId: DIRECTIVE,
      family: 'PARTY',
      number: NUMBER,
      abstract: 'V/v kiểm điểm năm 2023',
      issuer: ['Đảng Cộng sản Việt Nam', 'Tỉnh ủy Quảng Ngãi'],
      place: 'Quảng Ngãi',
      issuedOn: '2023-12-01',
      addressees: [],
      requirements: [],
      deadlines: [],
      distribution: [],
      signature: null,
      notStated: [],
      sourceSha256: '0'.repeat(64),
    },
  },
  STARTED,
);

export function unitRegistered(code: string, mail: string | null = null): Entry {
  const unitId = unitIdOf(code);
  const data = {
    unitId,
    code,
    name: `Huyện ủy ${code}`,
    kind: 'DISTRICT_COMMITTEE' as const,
    addresseeCategory: 'A',
    peerGroup: 'HU',
    parentCode: null,
    mail,
    validFrom: '2020-01-01',
    validTo: null,
  };
  return entry('unit', unitId, { type: 'UnitRegistered', data }, STARTED);
}

export function findingEvent<Type extends EventType>(
  code: string,
  type: Type,
  data: Omit<DataOf<Type>, 'unitId'>,
  at: Instant = STARTED,
): Entry {
  const unitId = unitIdOf(code);
  const event = { type, data: { unitId, ...data } } as unknown as DomainEvent;
  return entry('finding', findingsIdOf(unitId), event, at);
}

/** Of a unit, or of a post: `HU-BATO/Bí thư`. */
export function ratingEvent<Type extends EventType>(
  subject: string,
  type: Type,
  data: Omit<DataOf<Type>, 'campaignId' | 'unitId' | 'subjectId'>,
  at: Instant = STARTED,
): Entry {
  const [code = '', post] = subject.split('/');
  const unitId = unitIdOf(code);
  const subjectId = post === undefined ? unitId : postIdOf(unitId, post);
  const event = {
    type,
    data: { campaignId: CAMPAIGN, unitId, subjectId, ...data },
  } as unknown as DomainEvent;
  return entry('rating', ratingIdOf(CAMPAIGN, subjectId), event, at);
}

export function postsListed(peerGroup: string, ...posts: string[]): Entry {
  const listed = posts.map((subject) => {
    const [code = '', position = ''] = subject.split('/');
    const unitId = unitIdOf(code);
    const subjectId = postIdOf(unitId, position);
    return { subjectId, unitId, position, role: 'HEAD' as const, peerGroup, serviceMonths: null };
  });
  const data = { campaignId: CAMPAIGN, posts: listed, sourceRef: '5-TB/TU' };
  return entry('rating-period', ratingPeriodIdOf(CAMPAIGN), { type: 'PostsListed', data }, STARTED);
}

const RULES = { code: 'VN-UNIT-366-335', version: 2, sha256: '0'.repeat(64) };
export const provisional = (score: string | null, level: Level) => ({
  policy: RULES,
  cutPosition: 1,
  score,
  band: null,
  level,
  parts: [],
  reasons: [],
  insufficient: [],
  resultSha256: '0'.repeat(64),
});
export const decided = (level: Level, decisionNo = '12-QĐ/TU') => ({
  level,
  decisionNo,
  decidedOn: '2024-02-20',
  reason: null,
  policy: RULES,
  undecidedBelow: [],
});
export const petitioned = (petitionNo: number) => ({
  petitionNo,
  receivedOn: '2024-02-21',
  answerBy: '2024-03-01',
  answerEndsAt: '2024-03-01T17:00:00.000Z',
  text: 'Đề nghị xem lại.',
});

export const CONCLUSION = '0d7c1a52-4f0e-4c55-9a1c-1889c0de0002';

/** Item `no` of one inspection conclusion, against the unit. */
export function findingRegistered(code: string, no: string, more: Partial<FindingContent> = {}): Entry {
  const unitId = unitIdOf(code);
  return findingEvent(code, 'FindingRegistered', {
    findingId: findingIdOf({ unitId, conclusionId: CONCLUSION, item: no }),
    no,
    parentId: null,
    registeredOn: '2023-12-01',
    origin: {
      conclusionId: CONCLUSION,
      source: 'INSPECTION',
      number: '12/KL-TTr',
      issuer: 'Thanh tra tỉnh',
      signedOn: '2023-09-15',
      item: no,
    },
    text: `Chậm giải ngân ${no}.`,
    textSha256: '0'.repeat(64),
    position: null,
    severity: 'MEDIUM',
    amount: null,
    recommendation: 'OTHER',
    requiredAction: null,
    due: null,
    responsible: null,
    theme: null,
    repeatsFindingId: null,
    ...more,
  });
}

export const assigned = (code: string, at: Instant = STARTED, campaignId = CAMPAIGN): Entry =>
  unitEvent(
    code,
    'UnitAssigned',
    { directiveId: DIRECTIVE, code, category: 'A', peerGroup: 'HU', lateJoin: null },
    at,
    campaignId,
  );

/** A launched campaign with its three deadlines; the units are assigned and may work. */
export function launched(...codes: string[]): Entry[] {
  const units = codes.map((code) => ({ unitId: unitIdOf(code), code, category: 'A', peerGroup: 'HU' }));
  return [
    campaignEvent('CampaignDrafted', {
      directiveId: DIRECTIVE,
      title: 'Kiểm điểm năm 2023',
      reviewYear: 2023,
      monitoringYear: 2024,
      zone: ZONE,
      calendar: NEWEST_CALENDAR,
      policy: { code: 'VN-FIRST', version: 1 },
      cadence: DEFAULT_CADENCE,
      requirements: [],
      cutOffOn: '2024-02-15',
    }),
    campaignEvent('DeadlineSet', { deadline: deadline('ACKNOWLEDGE', '2023-12-08') }),
    campaignEvent('DeadlineSet', { deadline: deadline('REVIEW', '2023-12-20') }),
    campaignEvent('DeadlineSet', { deadline: deadline('PLAN', '2024-01-19') }),
    campaignEvent('AddresseesExpanded', { page: 1, units, basis: { ref: '1889-CV/TU' } }),
    campaignEvent('CampaignIssued', { unitCount: codes.length }),
    ...codes.map((code) => assigned(code)),
    campaignEvent('ReviewingOpened', { assigned: codes.length }),
  ];
}

export const timely = (phase: Phase, on: Day, isLate = false) => ({
  timeliness: { due: deadline(phase, on), originalOn: on, isLate, lateSeconds: isLate ? 60 : 0 },
});

/** The entries as the log would hand them out. */
export function logged(entries: readonly Entry[]): LoggedEvent[] {
  const versions = new Map<string, number>();
  return entries.map(({ streamId, category, at, event }, index) => {
    const version = (versions.get(streamId) ?? 0) + 1;
    versions.set(streamId, version);
    const envelope = { position: index + 1, streamId, category, version, at, committedAt: at, envelope: '' };
    const cause = {
      eventId: `event-${index + 1}`,
      commandId: `command-${index + 1}`,
      correlationId: CAMPAIGN,
    };
    return { ...event, ...envelope, ...cause, actor: { id: 'spec', role: 'SYSTEM' }, leafHash: '' };
  });
}

/** Appends the entries in this order, each as a command of its own; runs of different streams go in bulk. */
export async function appendAll(store: EventStore, entries: readonly Entry[]): Promise<void> {
  let bulk: Entry[] = [];
  for (const next of [...entries, null]) {
    if (next !== null && !bulk.some(({ streamId }) => streamId === next.streamId) && bulk.length < 1_000) {
      bulk.push(next);
      continue;
    }
    const streams = await Promise.all(bulk.map(({ streamId }) => store.readStream(streamId)));
    const outcomes = await store.appendMany(
      bulk.map(({ streamId, category, at, event }, index) => {
        const { version, headHash } = streams[index] ?? { version: 0, headHash: '' };
        return {
          streamId,
          category,
          at,
          events: [event],
          expectedVersion: version,
          previousHash: headHash,
          commandId: `${streamId}/${version}`,
          actor: { id: 'spec', role: 'SYSTEM' },
          correlationId: CAMPAIGN,
        };
      }),
    );
    for (const outcome of outcomes) if (outcome instanceof Error) throw outcome;
    bulk = next === null ? [] : [next];
  }
}
