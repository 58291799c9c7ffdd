// What binds the units of each campaign, from the campaign's own events: deadlines as they were moved, and pauses.
import type { ReadEvent } from './envelope-reading.ts';
import type { Cadence, Deadline, Phase } from './rung-days.ts';

/** Instants in milliseconds by the product's clock; `to` null: the clock still stands. */
export type Pause = Readonly<{
  from: number;
  to: number | null;
  days: number;
  /** positions of the events that begin and end it */
  between: readonly [number, number];
}>;
export type Terms = {
  cadence: Cadence;
  deadlines: Map<Phase, Readonly<{ deadline: Deadline; version: number }>>;
  /** every deadline that any phase ever had */
  ever: Deadline[];
  pauses: Pause[];
};

const NOT_FORESEEN = new Set([
  'AddresseeAdded',
  'CalendarVersionAdopted',
  'CampaignClosed',
  'CampaignCancelled',
  'RatingOpened',
  'ReviewSuggestionIssued',
  'ItemsTransferred',
]);

/** By campaign id. Throws on an act that the checker has no rules for: better no verdict than a wrong one. */
export function campaignTerms(events: readonly ReadEvent[]): Map<string, Terms> {
  const campaigns = new Map<string, Terms>();
  for (const event of events) {
    const { type, data } = event;
    if (NOT_FORESEEN.has(type)) throw new Error(`the checker's rules do not foresee a ${type}`);
    const campaignId = String(data['campaignId']);
    if (type === 'CampaignDrafted')
      campaigns.set(campaignId, {
        cadence: data['cadence'] as Cadence,
        deadlines: new Map(),
        ever: [],
        pauses: [],
      });
    const terms = campaigns.get(campaignId);
    if (terms !== undefined) applyTo(terms, event);
  }
  return campaigns;
}

function applyTo(terms: Terms, { type, data, position }: ReadEvent): void {
  const move = (deadline: Deadline): void => {
    const version = (terms.deadlines.get(deadline.phase)?.version ?? 0) + 1;
    terms.deadlines.set(deadline.phase, { deadline, version });
    terms.ever.push(deadline);
  };
  if (type === 'DeadlineSet') move(data['deadline'] as Deadline);
  if (type === 'DeadlineExtended') move(data['to'] as Deadline);
  if (type === 'CampaignPaused') {
    const from = Date.parse(String(data['pausedAt']));
    terms.pauses.push({ from, to: null, days: 0, between: [position, Number.POSITIVE_INFINITY] });
  }
  const pause = terms.pauses.at(-1);
  if (type === 'CampaignResumed' && pause !== undefined) {
    const to = Date.parse(String(data['resumedAt']));
    const between = [pause.between[0], position] as const;
    terms.pauses.splice(-1, 1, { ...pause, to, days: Number(data['pausedDays']), between });
    for (const deadline of data['deadlines'] as readonly Deadline[]) move(deadline);
  }
}
