import { specificationFor } from '@dondoc/testing/given.ts';
import type { ActorRef } from '../../actor.ts';
import { calendarFor, NEWEST_CALENDAR } from '../../calendar/calendars.ts';
import { fold } from '../../decider.ts';
import type { Level } from '../level.ts';
import { pin } from '../test-ratings.ts';
import { presetFor } from '../presets/presets.ts';
import type { OpenPeriod } from './period-state.ts';
import type { RatingCommand, RatingContext } from './rating.commands.ts';
import { ratingDecider } from './rating.decider.ts';
import type { RatingEvent } from './rating.events.ts';

export const AT = '2026-12-21T02:00:00.000Z';
export const admin: ActorRef = { id: 'admin-1', role: 'ADMINISTRATOR' };
export const unitActor: ActorRef = { id: 'unit-1', role: 'UNIT', unitId: 'u1' };
export const ids = { campaignId: 'c1', unitId: 'u1', subjectId: 'u1' };

export const adoptedPolicy = {
  ...presetFor('VN-UNIT-366-335', '/policy'),
  adoption: { decisionNo: '31-QĐ/TU', on: '2026-10-01' },
};

export const period = (more: Partial<OpenPeriod> = {}): OpenPeriod => ({
  status: 'OPEN',
  campaignId: 'c1',
  year: 2026,
  unitPolicy: pin(adoptedPolicy),
  personPolicy: pin('VN-PERSON-335'),
  lowerFirst: 'BLOCK',
  petitionWorkingDays: 7,
  posts: [],
  below: {},
  mergedInto: {},
  caps: {},
  lock: null,
  ...more,
});

export const context = (more: Partial<RatingContext> = {}): RatingContext => ({
  subject: { ...ids, headsUnit: false },
  period: period(),
  policy: adoptedPolicy,
  calendar: calendarFor(NEWEST_CALENDAR),
  zone: 'Asia/Ho_Chi_Minh',
  undecidedBelow: [],
  ...more,
});

type DataOf<Type extends RatingCommand['type']> = Extract<RatingCommand, { type: Type }>['data'];
export const command = <Type extends RatingCommand['type']>(
  type: Type,
  data: DataOf<Type>,
  actor: ActorRef = admin,
): RatingCommand => ({ type, at: AT, actor, data }) as RatingCommand;

export const provisional = (level: Level = 'EXCELLENT', digest = 'a') => ({
  policy: { code: 'VN-UNIT-366-335', version: 1, sha256: '0'.repeat(64) },
  cutPosition: 10,
  score: '92.40',
  band: null,
  level,
  parts: [],
  reasons: [],
  insufficient: [],
  resultSha256: digest.repeat(64),
});
export const decisionOf = (level: Level = 'EXCELLENT', reason: string | null = null) => ({
  level,
  decisionNo: '12-QĐ/TU',
  decidedOn: '2026-12-20',
  reason,
});

/** The events of a rating that went through these commands. */
export function history(commands: readonly RatingCommand[], given: RatingContext = context()): RatingEvent[] {
  return commands.reduce<RatingEvent[]>(
    (events, each) => [...events, ...ratingDecider.decide(each, fold(ratingDecider, events), given)],
    [],
  );
}
export const computed = (level: Level = 'EXCELLENT') => command('RecordProvisional', provisional(level));
export const capped = (selected = true) => command('ApplyCap', { group: 'XA', selected, capVersion: 1 });
export const decided = [computed(), capped(), command('Decide', decisionOf())];
export const published = [...decided, command('Publish', {})];

export const given = (commands: readonly RatingCommand[] = [], more: Partial<RatingContext> = {}) =>
  specificationFor(ratingDecider)(context(more), ...history(commands));
