import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { fold } from '../decider.ts';
import {
  acknowledge,
  after,
  assign,
  command as unitCommand,
  contextOf,
  remind,
  stateOf,
} from '../assignment/test-assignments.ts';
import { owedAmendments } from '../assignment/amendments.ts';
import { assignmentDecider } from '../assignment/assignment.decider.ts';
import { amendmentsOf } from './amendment.ts';
import { campaignDecider } from './campaign.decider.ts';
import type { CampaignEvent } from './campaign.events.ts';
import { at, BASIS, command, requirement, reviewing, WEEKDAYS } from './test-campaigns.ts';

const given = (...history: CampaignEvent[]) =>
  specificationFor(campaignDecider)({ calendar: WEEKDAYS }, ...history);
const amend = (
  changes: Extract<Parameters<typeof command<'AmendCampaign'>>[1], { changes: unknown }>['changes'],
) => command('AmendCampaign', { changes, effectiveOn: '2026-03-10', basis: BASIS }, at('2026-03-09'));
/** Requirement 1 becomes 1a, 2 is owed no more, 3 is new. */
const changes = [
  { kind: 'CHANGE', no: '1', requirement: requirement('1a', { text: 'Nói rõ hơn.' }) },
  { kind: 'RESCIND', no: '2' },
  { kind: 'ADD', requirement: requirement('3') },
] as const;
const amended = (): CampaignEvent[] => [
  ...reviewing(),
  ...campaignDecider.decide(amend(changes), fold(campaignDecider, reviewing()), { calendar: WEEKDAYS }),
];

describe('The difference an amendment makes', () => {
  it('is told requirement by requirement: added, changed in place of which, rescinded', () => {
    expect(amendmentsOf(amended())).toMatchObject([
      {
        number: 1,
        effectiveOn: '2026-03-10',
        differences: [
          { kind: 'CHANGED', no: '1a', replaces: '1', text: 'Nói rõ hơn.', was: requirement('1').text },
          { kind: 'ADDED', no: '3', was: null },
          { kind: 'RESCINDED', no: '2', text: null, was: expect.any(String) },
        ],
      },
    ]);
  });

  it('cannot change or rescind what is not asked', () => {
    given(...reviewing())
      .when(amend([{ kind: 'RESCIND', no: '9' }]))
      .thenRefuses('amendment-invalid', { path: '/changes/0/no' });
  });

  it('cannot rescind the last requirement', () => {
    given(...reviewing())
      .when(
        amend([
          { kind: 'RESCIND', no: '1' },
          { kind: 'RESCIND', no: '2' },
        ]),
      )
      .thenRefuses('amendment-invalid');
  });
});

describe('Acknowledge an amendment', () => {
  const before = after(contextOf(), assign(), acknowledge());
  const context = contextOf(amended());
  const unit = specificationFor(assignmentDecider);
  const ack = (number: number) => unitCommand('AcknowledgeAmendment', { number }, at('2026-03-10'));

  it('is owed by every unit that was assigned before it, once', () => {
    const data = { campaignId: context.terms.campaignId, unitId: 'unit-A01', number: 1 };
    unit(context, ...before)
      .when(ack(1))
      .then({ type: 'AmendmentAcknowledged', data });
    unit(context, ...before, { type: 'AmendmentAcknowledged', data })
      .when(ack(1))
      .thenNothingHappens();
    unit(context, ...before)
      .when(ack(2))
      .thenRefuses('unknown-amendment', { newest: 1 });
  });

  it('comes with the directive itself for a unit that acknowledges that later, or is assigned later', () => {
    const both = unit(context, ...after(contextOf(), assign()))
      .when(acknowledge(at('2026-03-10')))
      .events();
    expect(both.map(({ type }) => type)).toEqual(['AcknowledgementRecorded', 'AmendmentAcknowledged']);
    const late = stateOf(after(context, assign(at('2026-03-10'))));
    expect(late).toMatchObject({ amended: 1 });
  });

  it('stands in the reminders until it comes', () => {
    const state = stateOf(before);
    if (state.status === 'NONE') throw new Error('the unit is assigned');
    expect(owedAmendments(state, context.terms)).toEqual([1]);
    const morning = [...Array(40).keys()].map((day) =>
      at(`2026-03-${String((day % 28) + 1).padStart(2, '0')}`),
    );
    const sent = morning.flatMap((when) =>
      unit(context, ...before)
        .when(remind(when))
        .events(),
    );
    expect(sent.length).toBeGreaterThan(0);
    for (const { data } of sent) expect(data).toMatchObject({ amendments: [1] });
  });
});
