import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { fold } from '../../decider.ts';
import { DomainError } from '../../domain-error.ts';
import { isRated, type Level, rankOf } from '../level.ts';
import { ratingDecider } from './rating.decider.ts';
import { evolveRating, NOT_RATED_YET, type RatingState } from './rating-state.ts';
import type { RatingCommand, RatingContext } from './rating.commands.ts';
import type { RatingEvent } from './rating.events.ts';
import { admin, command, context, period, provisional, unitActor } from './test-rating-process.ts';

const rated = fc.constantFrom<'EXCELLENT' | 'GOOD' | 'NOT_COMPLETED'>('EXCELLENT', 'GOOD', 'NOT_COMPLETED');
const level = fc.oneof(rated, fc.constant<Level>('UNDETERMINED'));
const number = fc.constantFrom('1-QĐ', '2-QĐ', '3-QĐ', ' ');
const day = fc.constantFrom('2026-12-18', '2026-12-20', '2027-02-01');
const maybeReason = fc.constantFrom(null, 'Có lý do');

const commands: fc.Arbitrary<RatingCommand> = fc.oneof(
  fc
    .record({ score: fc.constantFrom('95', '80'), level: rated })
    .map((data) => command('RateSelf', data, unitActor)),
  fc
    .constantFrom('77', '88', '99')
    .map((ref) => command('ImportFacts', { facts: { countedViolations: [ref] }, source: { ref } })),
  fc
    .record({
      score: fc.constantFrom('95', '80'),
      level: rated,
      general: fc.constant(null),
      explanation: maybeReason,
    })
    .map((data) => command('Appraise', data)),
  fc
    .record({ level, digest: fc.constantFrom('a', 'b') })
    .map((said) => command('RecordProvisional', provisional(said.level, said.digest))),
  fc
    .record({ group: fc.constant('XA'), selected: fc.boolean(), capVersion: fc.constantFrom(1, 2) })
    .map((data) => command('ApplyCap', data)),
  fc
    .record({ level, decisionNo: number, decidedOn: day, reason: maybeReason })
    .map((data) => command('Decide', data)),
  fc.constant(command('Publish', {})),
  fc
    .record({ receivedOn: day, text: fc.constant('Xin xem lại') })
    .map((data) => command('ReceivePetition', data)),
  fc.constant({ ...command('RaiseOverduePetition', {}), at: '2027-01-04T02:00:00.000Z' } as RatingCommand),
  fc
    .record({
      outcome: fc.constantFrom('CONFIRMED' as const, 'SUPERSEDED' as const),
      answerNo: number,
      answeredOn: fc.constant('2026-12-21'),
      note: fc.constant('Đã xem'),
      superseding: fc.option(fc.record({ level, decisionNo: number, decidedOn: day })),
    })
    .map((data) => command('AnswerPetition', data)),
  fc
    .record({ level, decisionNo: number, decidedOn: day, reason: fc.constant('Sai dữ liệu') })
    .map((data) => command('Supersede', data)),
);
// Most random orders stop early; beginning with a usual course leads the others deep into the year.
const course = [
  command('RecordProvisional', provisional('EXCELLENT', 'a')),
  command('ApplyCap', { group: 'XA', selected: true, capVersion: 1 }),
  command('Decide', { level: 'EXCELLENT', decisionNo: '1-QĐ', decidedOn: '2026-12-20', reason: null }),
  command('Publish', {}),
  command('ReceivePetition', { receivedOn: '2026-12-21', text: 'Xin xem lại' }),
];
const story = fc
  .tuple(fc.nat(course.length), fc.array(commands, { maxLength: 25 }))
  .map(([usual, others]) => [...course.slice(0, usual), ...others]);

type Step = { asked: RatingCommand; before: RatingState; events: readonly RatingEvent[]; after: RatingState };

/** What each command made of the rating, refusals left out; a refusal that is no DomainError is a fault and stays one. */
function played(asked: readonly RatingCommand[], given: RatingContext = context()): Step[] {
  let state = NOT_RATED_YET;
  const steps: Step[] = [];
  for (const each of asked) {
    try {
      const events = ratingDecider.decide(each, state, given);
      const after = events.reduce(evolveRating, state);
      steps.push({ asked: each, before: state, events, after });
      state = after;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return steps;
}
const check = (holds: (steps: Step[], all: RatingEvent[]) => void, numRuns = 300) =>
  fc.assert(
    fc.property(story, (asked) => {
      const steps = played(asked);
      holds(
        steps,
        steps.flatMap(({ events }) => events),
      );
    }),
    { numRuns },
  );
const has = (events: readonly RatingEvent[], ...types: RatingEvent['type'][]) =>
  events.some(({ type }) => types.includes(type));
const INPUTS = ['RatingFactsImported', 'AppraisalRecorded', 'ProvisionalLevelComputed'] as const;
const APPROVED = ['CAPPED', 'DECIDED', 'PUBLISHED', 'PETITIONED', 'CONFIRMED', 'SUPERSEDED'];

describe('Whatever is asked of a rating, in whatever order', () => {
  it('nothing is published but a level that was decided and is not void', () => {
    check((steps) => {
      for (const { before, events } of steps)
        for (const event of events)
          if (event.type === 'RatingPublished') {
            expect(before.isVoided).toBe(false);
            expect(before.official?.level).toBe(event.data.level);
          }
    });
  });

  it('a level is decided on a result that is computed, fresh, capped, and never above it', () => {
    check((steps) => {
      for (const { before, events } of steps)
        for (const event of events) {
          if (event.type !== 'RatingDecided' && event.type !== 'RatingSuperseded') continue;
          expect([before.provisional === null, before.isStale]).toEqual([false, false]);
          const given = before.cap?.level ?? before.provisional?.level ?? 'UNDETERMINED';
          const to = event.data.level;
          expect(to).not.toBe('UNDETERMINED');
          if (isRated(given) && isRated(to)) expect(rankOf(to)).toBeGreaterThanOrEqual(rankOf(given));
          if (to === 'EXCELLENT') expect(before.cap?.selected).toBe(true);
          if (to !== given) expect((event.data.reason ?? '').trim()).not.toBe('');
        }
    });
  });

  it('an input that changes after an approval makes it void at once, and nothing else does (R-20)', () => {
    check((steps) => {
      for (const { before, events, after } of steps) {
        const isChanged = has(events, ...INPUTS);
        const isVoided = has(events, 'RatingApprovalVoided');
        expect(isVoided).toBe(isChanged && APPROVED.includes(before.status));
        if (isVoided) expect([after.status, after.cap]).toEqual(['PROVISIONAL', null]);
      }
    });
  });

  it('decides once; every later decision supersedes the one before and is numbered anew (R-23)', () => {
    check((_steps, all) => {
      const decisions = all.flatMap((event) =>
        event.type === 'RatingDecided' || event.type === 'RatingSuperseded' ? [event] : [],
      );
      for (const [index, event] of decisions.entries()) {
        expect(event.type).toBe(index === 0 ? 'RatingDecided' : 'RatingSuperseded');
        if (event.type === 'RatingSuperseded') {
          expect(event.data.supersedes).toBe(decisions[index - 1]?.data.decisionNo);
          expect(event.data.decisionNo).not.toBe(event.data.supersedes);
        }
      }
      const { official, earlier } = fold(ratingDecider, all);
      expect(
        [...earlier, ...(official === null ? [] : [official])].map(({ decisionNo }) => decisionNo),
      ).toEqual(decisions.map(({ data }) => data.decisionNo));
    });
  });

  it('answers every petition once, warns of each once, and counts them', () => {
    check((_steps, all) => {
      const numbers = (type: 'PetitionReceived' | 'PetitionOverdue' | 'PetitionAnswered') =>
        all.flatMap((event) => (event.type === type ? [event.data.petitionNo] : []));
      const received = numbers('PetitionReceived');
      expect(received).toEqual(received.map((_, index) => index + 1));
      for (const later of [numbers('PetitionOverdue'), numbers('PetitionAnswered')]) {
        expect(new Set(later).size).toBe(later.length);
        expect(later.filter((no) => !received.includes(no))).toEqual([]);
      }
    });
  });

  it('the same command again writes nothing', () => {
    check((steps) => {
      for (const { asked, after } of steps) {
        const again = () => ratingDecider.decide(asked, after, context());
        try {
          expect(again()).toEqual([]);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
        }
      }
    });
  });

  it('under the lock no input, cap or level changes (R-21)', () => {
    const locked = context({ period: period({ lock: { reason: 'Chốt số liệu' } }) });
    fc.assert(
      fc.property(story, fc.array(commands, { maxLength: 15 }), (before, then) => {
        const state = played(before).at(-1)?.after ?? NOT_RATED_YET;
        for (const asked of then) {
          try {
            const events = ratingDecider.decide(asked, state, locked);
            expect(
              has(
                events,
                ...INPUTS,
                'SelfRatingRecorded',
                'RatingCapped',
                'RatingDecided',
                'RatingSuperseded',
              ),
            ).toBe(false);
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('nobody of the unit itself rates it, and nobody else speaks for it (R-05)', () => {
    check((steps) => {
      for (const { asked, before } of steps) {
        const own = { ...asked, actor: { ...admin, unitId: 'u1' } } as RatingCommand;
        if (asked.type === 'RateSelf') continue;
        expect(() => ratingDecider.decide(own, before, context())).toThrow(DomainError);
      }
    }, 60);
  });
});
