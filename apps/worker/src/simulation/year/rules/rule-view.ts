import type { Instant } from '@dondoc/domain/calendar/day.ts';
import type { WorkingCalendar } from '@dondoc/domain/calendar/working-calendar.ts';
import { localText } from '@dondoc/domain/calendar/zoned-time.ts';
import type { DomainEvent, EventType } from '@dondoc/domain/events.ts';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import type { Refused } from '../../say.ts';
import { ZONE } from '../../simulated-campaign.ts';
import type { Of } from '../notices.ts';

export type Logged = RecordedEvent<DomainEvent>;

/** Where the rule was seen: an event of a unit by its place in the unit's record, or a refusal, which leaves none. */
export type Example = { unit: string; at: string; what: string; version: number | null };
/** `violations`: how often the log contradicts the rule. Anything but 0 is a fault of the product. */
export type RuleAtWork = {
  rule: string;
  says: string;
  counts: Readonly<Record<string, number>>;
  example: Example | null;
  violations: number;
};

export type RulesInput = {
  /** In the order of the log. */
  events: readonly Logged[];
  refused: readonly Refused[];
  /** The calendar that was in force at an instant. */
  calendarAt: (at: Instant) => WorkingCalendar;
  codes: ReadonlyMap<string, string>;
};

/** What each rule is looked up with. */
export function ruleView(input: RulesInput) {
  const { events, refused, codes, calendarAt } = input;
  const refusals = (rule: string) => refused.filter((one) => one.rule === rule);
  return {
    events,
    calendarAt,
    refusals,
    of: <Type extends EventType>(...types: Type[]): Of<Type>[] =>
      inOrder(events.filter((event): event is Of<Type> & Logged => types.includes(event.type as Type))),
    eventExample: (event: (RecordedEvent & DomainEvent) | undefined): Example | null =>
      event === undefined ? null : exampleOf(codes, event),
    refusalExample: (rule: string): Example | null => {
      const [first] = refusals(rule);
      if (first === undefined) return null;
      const unit = codes.get(first.unitId) ?? first.unitId;
      return { unit, at: localText(first.at, ZONE), what: `refused: ${first.code}`, version: null };
    },
  };
}
export type RuleView = ReturnType<typeof ruleView>;

/** Coincident events of different units may be committed in any order: by instant, unit and version it is always the same. */
function inOrder<Event extends RecordedEvent>(events: readonly Event[]): Event[] {
  const key = ({ at, streamId, version }: Event) => `${at} ${streamId} ${String(version).padStart(6, '0')}`;
  return events.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function exampleOf(
  codes: ReadonlyMap<string, string>,
  { type, at, version, data }: RecordedEvent & DomainEvent,
): Example {
  const unitId = 'unitId' in data ? data.unitId : '';
  const about = 'actionId' in data ? ` ${data.actionId}` : 'period' in data ? ` ${data.period}` : '';
  const unit = unitId === '' ? 'all units' : (codes.get(unitId) ?? unitId);
  return { unit, at: localText(at, ZONE), what: `${type}${about}`, version };
}

export const total = <Item>(items: readonly Item[], of: (item: Item) => number) =>
  items.reduce((sum, item) => sum + of(item), 0);
