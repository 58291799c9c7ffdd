import { requireInPerson } from '../../authority.ts';
import { isDay, addDays } from '../../calendar/day-arithmetic.ts';
import { addWorkingDays } from '../../calendar/working-days.ts';
import { dayOf, startOfDay } from '../../calendar/zoned-time.ts';
import { DomainError } from '../../domain-error.ts';
import { isBlank } from '../../text.ts';
import { superseding } from './decision.ts';
import type { RatingState } from './rating-state.ts';
import {
  type CommandOf,
  idsOf,
  requireDecisionNo,
  requireRater,
  requireStatus,
  requireSubject,
  requireUnlocked,
} from './rating-step.ts';
import type { RatingContext } from './rating.commands.ts';
import type { RatingEvent } from './rating.events.ts';

/** the level to everybody. Points and comments stay with the subject and those who rate. Allowed under the lock. */
export function publish(
  { at, actor }: CommandOf<'Publish'>,
  state: RatingState,
  context: RatingContext,
): RatingEvent[] {
  requireRater(actor, context);
  if (state.status === 'PUBLISHED') return [];
  requireStatus(state, 'DECIDED', 'SUPERSEDED');
  const { official } = state;
  if (official === null) return [];
  const publishedOn = dayOf(at, context.zone);
  return [{ type: 'RatingPublished', data: { ...idsOf(context), level: official.level, publishedOn } }];
}

/** the answer is due so many working days after receipt; the day of receipt is not counted. Allowed under the lock. */
export function receivePetition(
  { at, actor, data: { receivedOn, text } }: CommandOf<'ReceivePetition'>,
  state: RatingState,
  context: RatingContext,
): RatingEvent[] {
  if (actor.role === 'UNIT') requireSubject(actor, context);
  else requireRater(actor, context);
  if (isBlank(text)) {
    throw new DomainError('petition-invalid', 'The petition says what is contested.', { path: '/text' });
  }
  const today = dayOf(at, context.zone);
  const published = state.publishedOn ?? '';
  if (!isDay(receivedOn) || receivedOn > today || receivedOn < published) {
    throw new DomainError('petition-invalid', `It was received on a day from ${published} to ${today}.`, {
      path: '/receivedOn',
    });
  }
  requireStatus(state, 'PUBLISHED');
  const { petitionWorkingDays } = context.period;
  const { on: answerBy } = addWorkingDays(context.calendar, receivedOn, petitionWorkingDays);
  const answerEndsAt = startOfDay(addDays(answerBy, 1), context.zone);
  const petitionNo = state.petitions + 1;
  return [
    {
      type: 'PetitionReceived',
      data: { ...idsOf(context), petitionNo, receivedOn, answerBy, answerEndsAt, text },
    },
  ];
}

/** Its answer is late. Once for each petition. */
export function raiseOverdue(
  { at, actor }: CommandOf<'RaiseOverduePetition'>,
  { petition }: RatingState,
  context: RatingContext,
): RatingEvent[] {
  requireRater(actor, context);
  if (petition === null || petition.overdue || at < petition.answerEndsAt) return [];
  const { no: petitionNo, answerBy } = petition;
  return [{ type: 'PetitionOverdue', data: { ...idsOf(context), petitionNo, answerBy } }];
}

/** Confirms, or supersedes with a decision of its own. Confirming changes no level and is allowed under the lock. */
export function answerPetition(
  { at, actor, data }: CommandOf<'AnswerPetition'>,
  state: RatingState,
  context: RatingContext,
): RatingEvent[] {
  requireRater(actor, context);
  requireInPerson(actor, 'The answer to a petition');
  const { outcome, answerNo, answeredOn, note, superseding: by } = data;
  const { petition } = state;
  if (petition === null) throw new DomainError('no-petition', 'No petition waits for an answer.');
  requireDecisionNo(answerNo, '/answerNo');
  if (!isDay(answeredOn) || answeredOn < petition.receivedOn || answeredOn > dayOf(at, context.zone)) {
    throw new DomainError(
      'petition-invalid',
      `It is answered on a day from ${petition.receivedOn} to today.`,
      {
        path: '/answeredOn',
      },
    );
  }
  if ((outcome === 'SUPERSEDED') !== (by !== null)) {
    throw new DomainError(
      'petition-invalid',
      'SUPERSEDED comes with the new decision, CONFIRMED without one.',
      {
        path: '/superseding',
      },
    );
  }
  const answered: RatingEvent = {
    type: 'PetitionAnswered',
    data: { ...idsOf(context), petitionNo: petition.no, outcome, answerNo, answeredOn, note },
  };
  if (by === null) return [answered];
  requireUnlocked(context);
  return [answered, superseding({ at, ...by, reason: note }, state, context)];
}
