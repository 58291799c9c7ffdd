import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { at } from '../campaign/test-campaigns.ts';
import * as unit from './test-assignments.ts';
import { command, contextOf, ids } from './test-assignments.ts';
import { assignmentDecider } from './assignment.decider.ts';
import type { AssignmentEvent, Ballot } from './assignment.events.ts';

const given = (...history: AssignmentEvent[]) => specificationFor(assignmentDecider)(contextOf(), ...history);
const path = (at: string) => ({ errors: expect.arrayContaining([expect.objectContaining({ path: at })]) });

describe('Record the review meeting (R-03)', () => {
  const held = { heldOn: '2026-03-10', summoned: 12, present: 11 };
  const meet = (more: Partial<typeof held> = {}) =>
    command('RecordReviewMeeting', { ...held, ...more }, at('2026-03-11'));

  it('records when it was held and who came', () => {
    given(...unit.acknowledged())
      .when(meet())
      .then({ type: 'ReviewMeetingRecorded', data: { ...ids, ...held, ballots: [] } });
  });

  it('corrects the record, and does nothing when it says the same', () => {
    given(...unit.met())
      .when(meet({ present: 12 }))
      .then({ type: 'ReviewMeetingRecorded', data: { ...ids, ...held, present: 12, ballots: [] } });
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

  const collective = (
    tallies: readonly [Ballot['tallies'][number]['level'], number][],
    invalid = 0,
  ): Ballot => ({
    position: null,
    tallies: tallies.map(([level, votes]) => ({ level, votes })),
    invalid,
  });
  const ballot = (present: number, ...ballots: Ballot[]) =>
    command(
      'RecordReviewMeeting',
      { heldOn: '2026-03-10', summoned: 15, present, ballots },
      at('2026-03-11'),
    );

  it('keeps the tallies of its secret ballots, and a correction of them', () => {
    const counted = collective([
      ['EXCELLENT', 9],
      ['GOOD', 4],
    ]);
    const [recorded] = given(...unit.acknowledged())
      .when(ballot(15, counted))
      .events();
    expect(recorded).toMatchObject({ data: { ballots: [counted] } });
    given(...unit.acknowledged(), recorded as AssignmentEvent)
      .when(ballot(15, counted))
      .thenNothingHappens();
    expect(
      given(...unit.acknowledged(), recorded as AssignmentEvent)
        .when(ballot(15, { ...counted, invalid: 2 }))
        .events(),
    ).toHaveLength(1);
  });

  it('refuses more votes than people (R-26, AC-52: 15 present, 9+4+1+0, 2 invalid)', () => {
    const levels: Parameters<typeof collective>[0] = [
      ['EXCELLENT', 9],
      ['GOOD', 4],
      ['COMPLETED', 1],
      ['NOT_COMPLETED', 0],
    ];
    given(...unit.acknowledged())
      .when(ballot(15, collective(levels, 2)))
      .thenRefuses('ballot-invalid', { rule: 'R-26', ...path('/ballots/0') });
    expect(
      given(...unit.acknowledged())
        .when(ballot(15, collective(levels, 1)))
        .events(),
    ).toHaveLength(1);
  });

  it.each<[string, Ballot[]]>([
    ['/ballots/0/position', [{ ...collective([['GOOD', 1]]), position: ' ' }]],
    ['/ballots/1/position', [collective([['GOOD', 1]]), collective([['GOOD', 2]])]],
    ['/ballots/0/tallies', [collective([])]],
    ['/ballots/0/tallies/0/votes', [collective([['GOOD', -1]])]],
    ['/ballots/0/tallies/0/votes', [collective([['GOOD', 0.5]])]],
    [
      '/ballots/0/tallies/1/level',
      [
        collective([
          ['GOOD', 1],
          ['GOOD', 1],
        ]),
      ],
    ],
    ['/ballots/0/tallies/0/level', [collective([['SUPERB' as never, 1]])]],
    ['/ballots/0/invalid', [collective([['GOOD', 1]], -1)]],
  ])('refuses a ballot that is wrong at %s', (where, ballots) => {
    given(...unit.acknowledged())
      .when(ballot(15, ...ballots))
      .thenRefuses('ballot-invalid', path(where));
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
