import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { at } from '../campaign/test-campaigns.ts';
import * as unit from './test-assignments.ts';
import { command, contextOf, ids } from './test-assignments.ts';
import { assignmentDecider } from './assignment.decider.ts';
import type { AssignmentEvent } from './assignment.events.ts';

const given = (...history: AssignmentEvent[]) => specificationFor(assignmentDecider)(contextOf(), ...history);
const path = (at: string) => ({ errors: expect.arrayContaining([expect.objectContaining({ path: at })]) });

describe('Record the review meeting (R-03)', () => {
  const held = { heldOn: '2026-03-10', summoned: 12, present: 11 };
  const meet = (more: Partial<typeof held> = {}) =>
    command('RecordReviewMeeting', { ...held, ...more }, at('2026-03-11'));

  it('records when it was held and who came', () => {
    given(...unit.acknowledged())
      .when(meet())
      .then({ type: 'ReviewMeetingRecorded', data: { ...ids, ...held } });
  });

  it('corrects the record, and does nothing when it says the same', () => {
    given(...unit.met())
      .when(meet({ present: 12 }))
      .then({ type: 'ReviewMeetingRecorded', data: { ...ids, ...held, present: 12 } });
    given(...unit.met())
      .when(meet())
      .thenNothingHappens();
  });

  it('refuses a meeting of tomorrow, and more present than summoned', () => {
    given(...unit.acknowledged())
      .when(meet({ heldOn: '2026-03-12' }))
      .thenRefuses('meeting-invalid', { rule: 'R-03', ...path('/heldOn') });
    given(...unit.acknowledged())
      .when(meet({ heldOn: '2026-02-30' }))
      .thenRefuses('meeting-invalid', path('/heldOn'));
    given(...unit.acknowledged())
      .when(meet({ present: 13 }))
      .thenRefuses('meeting-invalid', path('/present'));
    given(...unit.acknowledged())
      .when(meet({ present: 0 }))
      .thenRefuses('meeting-invalid', path('/present'));
    given(...unit.acknowledged())
      .when(meet({ summoned: 1.5 }))
      .thenRefuses('meeting-invalid', path('/summoned'));
  });

  it('comes after the acknowledgement and before the submission', () => {
    given(...unit.assigned())
      .when(meet())
      .thenRefuses('wrong-step', { status: 'ASSIGNED' });
    given(...unit.reviewSubmitted())
      .when(meet({ present: 12 }))
      .thenRefuses('wrong-step');
  });
});
