import { DEFAULT_ZONE } from '../calendar/default-zone.ts';
import type { ActorRef } from '../actor.ts';
import { requireSteward } from '../authority.ts';
import { isDay } from '../calendar/day-arithmetic.ts';
import type { Instant } from '../calendar/day.ts';
import { dayOf } from '../calendar/zoned-time.ts';
import type { Decider } from '../decider.ts';
import { DomainError } from '../domain-error.ts';
import { faultsOf, refuseFaults } from '../faults.ts';
import { isBlank } from '../text.ts';
import { FINDING_SOURCES, type ConclusionContent, type ConclusionEvent } from './conclusion.events.ts';

export type ConclusionCommand = {
  type: 'RegisterConclusion';
  at: Instant;
  actor: ActorRef;
  data: { conclusionId: string } & ConclusionContent;
};
/** Null: not registered yet. A shredded subject is null as well, and then no longer compared. */
export type ConclusionState = ({ conclusionId: string } & ConclusionContent) | null;

/** A conclusion is signed paper: registered once, never corrected. The same again is nothing. */
export const conclusionDecider: Decider<ConclusionCommand, ConclusionState, ConclusionEvent> = {
  category: 'conclusion',
  initialState: null,
  evolve: (_state, { data }) => data,
  decide: ({ at, actor, data }, state) => {
    requireSteward(actor);
    requireValid(data, dayOf(at, DEFAULT_ZONE));
    if (state === null) return [{ type: 'ConclusionRegistered', data }];
    const differing = (['source', 'number', 'issuer', 'signedOn'] as const).filter(
      (field) => data[field] !== state[field],
    );
    if (differing.length === 0) return [];
    throw new DomainError(
      'conclusion-exists',
      `A conclusion of this number and issuer is registered with another ${differing.join(', ')}.`,
      { conclusionId: state.conclusionId, differing },
    );
  },
};

/** Throws 'conclusion-invalid' naming every fault. */
function requireValid({ source, number, issuer, signedOn }: ConclusionContent, today: string): void {
  refuseFaults(
    'conclusion-invalid',
    'conclusion-content',
    faultsOf([
      ['/source', FINDING_SOURCES.includes(source), `must be one of ${FINDING_SOURCES.join(', ')}`],
      ['/number', !isBlank(number), 'must not be blank'],
      ['/issuer', !isBlank(issuer), 'must name who concluded'],
      ['/signedOn', isDay(signedOn), 'must be a day of the calendar, YYYY-MM-DD'],
      ['/signedOn', signedOn <= today, `must not be in the future: today is ${today}`],
    ]),
  );
}
