import { describe, expect, it } from '@jest/globals';
import { VN_2026_11 } from '../calendar/vn-calendar.ts';
import { assignmentLamp, type AssignmentLampFacts } from './assignment-lamp.ts';

const facts: AssignmentLampFacts = {
  status: 'ACKNOWLEDGED',
  dueOn: '2026-12-14',
  escalationLevel: 'MONITOR',
};
const lamp = (more: Partial<AssignmentLampFacts>, today = '2026-12-01') => {
  const { colour, reasons } = assignmentLamp({ ...facts, ...more }, { today, calendar: VN_2026_11 });
  return `${colour} ${reasons.join(' ')}`;
};

describe('The lamp of an assignment', () => {
  it.each<[string, Partial<AssignmentLampFacts>, string, string]>([
    ['on its way', {}, '2026-12-04', 'GREEN ON_TRACK'],
    ['five working days before', {}, '2026-12-07', 'AMBER DUE_SOON'],
    ['on the due day', {}, '2026-12-14', 'AMBER DUE_SOON'],
    ['the day after', {}, '2026-12-15', 'RED OVERDUE'],
    ['urged and late', { escalationLevel: 'URGE' }, '2026-12-16', 'RED OVERDUE URGED'],
    ['a check proposed', { escalationLevel: 'CHECK' }, '2026-12-30', 'RED CHECK_PROPOSED OVERDUE'],
    ['returned', { status: 'REVIEW_RETURNED' }, '2026-12-01', 'AMBER RETURNED'],
    ['submitted', { status: 'REVIEW_SUBMITTED', dueOn: null }, '2027-01-20', 'GREEN AWAITS_VERDICT'],
    ['through', { status: 'PLAN_APPROVED', dueOn: null }, '2027-01-20', 'GREEN PLAN_APPROVED'],
    ['exempted while late', { status: 'EXEMPTED', dueOn: null }, '2027-01-20', 'GREEN EXEMPTED'],
    ['due beyond what the calendar knows', { dueOn: '2031-06-30' }, '2026-12-01', 'GREEN ON_TRACK'],
  ])('%s', (_name, more, today, shown) => expect(lamp(more, today)).toBe(shown));
});
