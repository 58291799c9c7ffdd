import { assignmentDecider } from '../../assignment/assignment.decider.ts';
import { isMonitoringEvent } from '../../assignment/monitoring/monitoring.events.ts';
import type { Day, Instant } from '../../calendar/day.ts';
import type { CampaignTerms } from '../../campaign/campaign-terms.ts';
import { fold } from '../../decider.ts';
import type { FindingEvent } from '../../finding/finding.events.ts';
import type { ScoredEvent } from '../../scoring/scored-event.ts';
import type { RatingFacts } from '../rating-facts.ts';
import { actionFacts } from './action-facts.ts';
import { findingFacts } from './finding-facts.ts';
import { procedureFacts } from './procedure-facts.ts';
import type { RatingState } from './rating-state.ts';
import type { RatingEvent } from './rating.events.ts';

/** An event that a part rests on, as an auditor finds it in the log. */
export type SourceEvent = { type: string; eventId: string; position: number; at: Instant };
export type Located<Event> = Event & { eventId: string; position: number; at: Instant };
/** By the name that `evidence` of a result uses: an id, a fact's name, `REVIEW@<due>`. */
export type Sources = ReadonlyMap<string, readonly SourceEvent[]>;
export type RecordedFacts = { facts: RatingFacts; sources: Sources };

type Inputs = {
  /** What the log has of a unit, up to the cut; null for a post, which has imports alone. */
  unit: {
    /** Its stream in the campaign; empty: it takes no part. */
    assignment: readonly ScoredEvent[];
    /** Its register of findings. One that is empty says that there are none. */
    findings: readonly Located<FindingEvent>[];
  } | null;
  rating: readonly Located<RatingEvent>[];
  state: Pick<RatingState, 'facts' | 'appraisal'>;
  terms: CampaignTerms;
  year: { cutOff: string; lastDayBefore: Day };
};

/**
 * What the log says of one subject: procedure, actions and findings from their own events, the rest from imports and the appraisal.
 * An import stands in the place of what the log has, because it names its document. What nothing states stays absent: "not known".
 */
export function factsOf({ unit, rating, state, terms, year }: Inputs): RecordedFacts {
  const sources = new Map<string, SourceEvent[]>();
  const note: Note = (name, ...events) =>
    sources.set(name, [...(sources.get(name) ?? []), ...events.map(sourceOf)]);

  const own = unit === null ? {} : ofUnit(unit, { terms, year, note });
  for (const event of rating) noteImport(event, note);
  const { appraisal } = state;
  return {
    facts: { ...own, ...state.facts, ...(appraisal?.general ? { general: appraisal.general } : {}) },
    sources,
  };
}

type Note = (name: string, ...events: readonly SourceEvent[]) => unknown;
const sourceOf = ({ type, eventId, position, at }: SourceEvent): SourceEvent => ({
  type,
  eventId,
  position,
  at,
});

const movesCycle = (event: ScoredEvent): boolean =>
  !isMonitoringEvent(event) && event.type !== 'ActionReportedDone' && event.type !== 'VerificationRecorded';

function ofUnit(
  { assignment, findings }: NonNullable<Inputs['unit']>,
  { terms, year, note }: Pick<Inputs, 'terms' | 'year'> & { note: Note },
): RatingFacts {
  const register = findingFacts(findings, { ...year, zone: terms.zone });
  for (const { fact, because } of register) note(fact.id, ...because);
  // Of the state, only steps and deadlines count here; a year of reports moves neither, and folding it costs the most.
  const state = fold(assignmentDecider, assignment.filter(movesCycle));
  const found = { findings: register.map(({ fact }) => fact) };
  if (state.status === 'NONE' || state.status === 'EXEMPTED') return found;
  const steps = procedureFacts(assignment, state, terms);
  for (const { fact, because } of steps) note(`${fact.what}@${fact.due}`, ...because);
  const actions = actionFacts(assignment, terms.zone);
  for (const { fact, because } of actions ?? []) note(fact.id, ...because);
  return {
    ...found,
    procedure: steps.map(({ fact }) => fact),
    ...(actions === null ? {} : { actions: actions.map(({ fact }) => fact) }),
  };
}

/** Names every fact of an import after its ids, so that a part leads to the very event that stated them. */
function noteImport(event: Located<RatingEvent>, note: Note): void {
  if (event.type === 'AppraisalRecorded' && event.data.general !== null) note('general', event);
  if (event.type !== 'RatingFactsImported') return;
  for (const [name, value] of Object.entries(event.data.facts)) {
    note(name, event);
    if (!Array.isArray(value)) continue;
    for (const entry of value as readonly unknown[]) {
      if (typeof entry === 'object' && entry !== null && 'id' in entry) note(String(entry.id), event);
    }
  }
}
