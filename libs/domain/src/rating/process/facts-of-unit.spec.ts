import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  acknowledge,
  action,
  approvePlan,
  assign,
  command,
  contextOf,
  evidence,
  meet,
  submitReview,
  acceptReview,
  returnReview,
  verify,
} from '../../assignment/test-assignments.ts';
import { assignmentDecider } from '../../assignment/assignment.decider.ts';
import type { AssignmentCommand } from '../../assignment/assignment.commands.ts';
import { at, BASIS } from '../../campaign/test-campaigns.ts';
import { fold } from '../../decider.ts';
import type { FindingEvent } from '../../finding/finding.events.ts';
import { content } from '../../finding/test-findings.ts';
import type { ScoredEvent } from '../../scoring/scored-event.ts';
import { evaluateRating } from '../evaluate-rating.ts';
import { partOf, pin, tasks } from '../test-ratings.ts';
import { factsOf, type Located } from './facts-of-unit.ts';

const context = contextOf();
const CUT_OFF = '2026-12-14T23:59:59+07:00';
const year = { cutOff: CUT_OFF, lastDayBefore: '2025-12-14' };

/** The stream after these commands, as the log has it. */
function recorded(...commands: AssignmentCommand[]): ScoredEvent[] {
  return commands.reduce<ScoredEvent[]>((events, each) => {
    const decided = assignmentDecider.decide(each, fold(assignmentDecider, events), context);
    const first = events.length + 1;
    return [
      ...events,
      ...decided.map((event, index) => ({
        ...event,
        eventId: `e${first + index}`,
        position: first + index,
        at: each.at,
      })),
    ];
  }, []);
}
const located = (...events: (FindingEvent & { at: string })[]): Located<FindingEvent>[] =>
  events.map((event, index) => ({ ...event, eventId: `f${index + 1}`, position: 100 + index }));
const of = (assignment: readonly ScoredEvent[], findings: readonly Located<FindingEvent>[] = []) =>
  factsOf({
    unit: { assignment, findings },
    rating: [],
    state: { facts: {}, appraisal: null },
    terms: context.terms,
    year,
  });

const dated = [
  action('1', 'Chậm trả lời văn bản.'),
  action('2', 'Phối hợp chưa chặt chẽ.', { due: 'CONTINUOUS' }),
];
const planned = [
  assign(),
  acknowledge(),
  meet(),
  submitReview(),
  acceptReview(),
  command('SubmitPlan', { actions: dated }, at('2026-03-25')),
];

describe('The procedure (B4)', () => {
  it('is each submission against the deadline that bound it, with its event', () => {
    const { facts, sources } = of(recorded(...planned));
    expect(facts.procedure).toEqual([
      { what: 'REVIEW', due: '2026-03-20T23:59:59+07:00', on: '2026-03-12T09:00:00+07:00' },
      { what: 'PLAN', due: '2026-04-03T23:59:59+07:00', on: '2026-03-25T09:00:00+07:00' },
    ]);
    expect(sources.get('PLAN@2026-04-03T23:59:59+07:00')).toEqual([
      expect.objectContaining({ type: 'PlanSubmitted' }),
    ]);
  });

  it('counts what is owed and never came, and not what waits for the authority', () => {
    expect(of(recorded(assign())).facts.procedure).toEqual([
      { what: 'REVIEW', due: '2026-03-20T23:59:59+07:00', on: null },
      { what: 'PLAN', due: '2026-04-03T23:59:59+07:00', on: null },
    ]);
    const waiting = recorded(assign(), acknowledge(), meet(), submitReview());
    expect(of(waiting).facts.procedure?.map(({ what }) => what)).toEqual(['REVIEW']);
    const returned = recorded(assign(), acknowledge(), meet(), submitReview(), returnReview());
    expect(of(returned).facts.procedure?.filter(({ what }) => what === 'REVIEW')).toHaveLength(2);
  });

  it('takes no points for a deadline before the unit was told of it, whenever it was assigned', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (days) => {
        const told = new Date(Date.parse(at('2026-03-02')) + days * 86_400_000).toISOString();
        const late = { ...assign(told), data: { ...assign().data, lateJoin: BASIS } } as AssignmentCommand;
        const { facts } = of(recorded(late));
        return (facts.procedure ?? []).every(({ due }) => Date.parse(due) > Date.parse(told));
      }),
    );
  });
});

describe('The actions (B2)', () => {
  const reportOn = (day: string) =>
    command('ReportActionDone', { actionId: 'a1', evidence, note: '' }, at(day));
  const approved = [...planned, approvePlan()];

  it('are not known before a plan is approved', () => {
    expect(of(recorded(...planned)).facts.actions).toBeUndefined();
  });

  it('are done on the day of the report that was accepted; continuous work has no last day', () => {
    const events = recorded(...approved, reportOn('2026-05-04'), verify('ACCEPTED'));
    const { facts, sources } = of(events);
    expect(facts.actions).toEqual([{ id: 'a1', due: '2026-06-30', doneOn: '2026-05-04', lateTimes: 0 }]);
    expect(sources.get('a1')?.map(({ type }) => type)).toEqual([
      'PlanApproved',
      'VerificationRecorded',
      'ActionReportedDone',
    ]);
  });

  it('lose a step for a report that was rejected, and are not done while none is accepted', () => {
    const rejected = recorded(...approved, reportOn('2026-05-04'), verify('REJECTED'));
    expect(of(rejected).facts.actions).toMatchObject([{ doneOn: null, lateTimes: 1 }]);
  });
});

describe('The findings (B1)', () => {
  const due = { on: '2026-06-30', basis: BASIS };
  const registered = (item: string, more: object = {}): FindingEvent & { at: string } => ({
    type: 'FindingRegistered',
    data: {
      unitId: 'u',
      no: item,
      parentId: null,
      registeredOn: '2026-01-05',
      ...content(item, { due, ...more }),
    },
    at: at('2026-01-05'),
  });
  const closed = (
    item: string,
    on: string,
    as: 'VERIFIED_CLOSED' | 'ACCEPTED_NOT_REMEDIABLE' = 'VERIFIED_CLOSED',
  ): FindingEvent & { at: string } => ({
    type: 'FindingClosed',
    data: {
      unitId: 'u',
      findingId: `finding-${item}`,
      no: item,
      as,
      basis: { ref: '9-QĐ/TU' },
      note: '',
      evidence: [],
    },
    at: at(on),
  });

  it('come from the register: verified when closed, taken out by a decision, absent without a day', () => {
    const { facts, sources } = of(
      [],
      located(
        registered('1'),
        registered('2'),
        registered('3', { due: null }),
        registered('4'),
        closed('1', '2026-06-20'),
        closed('4', '2026-07-01', 'ACCEPTED_NOT_REMEDIABLE'),
      ),
    );
    expect(facts.findings).toMatchObject([
      { id: 'finding-1', verification: 'ACCEPTED', verifiedOn: '2026-06-20' },
      { id: 'finding-2', verification: 'NONE' },
      { id: 'finding-4', notRemediable: { decisionNo: '9-QĐ/TU', on: '2026-07-01' } },
    ]);
    expect(sources.get('finding-1')).toHaveLength(2);
  });

  it('leave out what ended in an earlier year, and see nothing after the cut-off', () => {
    const events = located(
      registered('1'),
      registered('2'),
      closed('1', '2025-11-01'),
      closed('2', '2026-12-20'),
    );
    expect(of([], events).facts.findings).toMatchObject([{ id: 'finding-2', verification: 'NONE' }]);
  });

  it('AC-44: one HIGH verified, two MEDIUM of which one verified, one LOW verified: 22.50 of 30', () => {
    const events = located(
      registered('1', { severity: 'HIGH' }),
      registered('2'),
      registered('3'),
      registered('4', { severity: 'LOW' }),
      closed('1', '2026-06-01'),
      closed('2', '2026-06-01'),
      closed('4', '2026-06-01'),
    );
    const { facts } = of(recorded(...planned, approvePlan()), events);
    const result = evaluateRating(
      {
        year: 2026,
        cutOff: CUT_OFF,
        subject: { kind: 'UNIT', id: 'u' },
        facts: { ...facts, general: '27', results: { a: '1', b: '1', c: '1' }, tasks: tasks(10) },
      },
      pin('VN-UNIT-366-335'),
    );
    expect(partOf(result, 'B1')?.points).toBe('22.50');
  });
});
