import { requireSteward } from '../authority.ts';
import { isDay } from '../calendar/day-arithmetic.ts';
import type { Decider } from '../decider.ts';
import { DomainError } from '../domain-error.ts';
import { faultsOf, refuseFaults } from '../faults.ts';
import { isBlank, repeated } from '../text.ts';
import type { DirectiveCommand } from './directive.commands.ts';
import type { DirectiveContent, DirectiveEvent } from './directive.events.ts';

/** What a second registration must be held against; null: not registered yet. */
export type DirectiveState = { directiveId: string; sourceSha256: string } | null;

export const directiveDecider: Decider<DirectiveCommand, DirectiveState, DirectiveEvent> = {
  category: 'directive',
  initialState: null,
  evolve: (_state, { data }) => ({ directiveId: data.directiveId, sourceSha256: data.sourceSha256 }),
  decide: ({ actor, data }, state) => {
    requireSteward(actor);
    if (state?.sourceSha256 === data.sourceSha256) return [];
    if (state) {
      throw new DomainError(
        'directive-exists',
        'A directive of this number is registered with another text. Register the corrected text as its own directive.',
        { directiveId: state.directiveId, sourceSha256: state.sourceSha256 },
      );
    }
    requireComplete(data);
    return [{ type: 'DirectiveIssued', data }];
  },
};

/** Throws 'directive-incomplete': without number, issuer, date and something asked for there is nothing to follow up. */
function requireComplete({ number, issuer, issuedOn, requirements, sourceSha256 }: DirectiveContent): void {
  const doubled = new Set(repeated(requirements.map(({ no }) => no)));
  refuseFaults('directive-incomplete', 'directive-content', [
    ...faultsOf([
      ['/number/seq', Number.isSafeInteger(number.seq) && number.seq > 0, 'must be a whole number above 0'],
      ['/number/type', !isBlank(number.type), 'must name the type of document'],
      ['/number/issuer', !isBlank(number.issuer), 'must name who numbered the document'],
      ['/issuer', issuer.some((line) => !isBlank(line)), 'must name the issuing body'],
      ['/issuedOn', isDay(issuedOn), 'must be a day of the calendar, YYYY-MM-DD'],
      ['/requirements', requirements.length > 0, 'must hold at least one requirement'],
      [
        '/sourceSha256',
        /^[0-9a-f]{64}$/.test(sourceSha256),
        'must be the SHA-256 of the text in lower-case hex',
      ],
    ]),
    ...requirements.flatMap(({ no, text }, index) =>
      faultsOf([
        [`/requirements/${index}/no`, !isBlank(no), 'must not be blank'],
        [`/requirements/${index}/no`, !doubled.has(no), `is used twice (${no})`],
        [`/requirements/${index}/text`, !isBlank(text), 'must not be blank'],
      ]),
    ),
  ]);
}
