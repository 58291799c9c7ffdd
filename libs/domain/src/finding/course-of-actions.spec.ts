import { describe, expect, it } from '@jest/globals';
import type { Verdict } from '../assignment/assignment.events.ts';
import { courseOfActions, type ActionOnFinding } from './course-of-actions.ts';

const planned: ActionOnFinding = { percent: 0, remediation: undefined };
const begun: ActionOnFinding = { percent: 30, remediation: undefined };
const report = { version: 1, evidence: [], note: '' };
const reported: ActionOnFinding = {
  percent: 100,
  remediation: { actionId: 'a1', report, verification: null },
};
const judged = (verdict: Verdict): ActionOnFinding => ({
  percent: 50,
  remediation: {
    actionId: 'a1',
    report,
    verification: { version: 1, verdict, note: '', evidence: [], percent: null },
  },
});

describe('How far a finding is, by the actions that answer it', () => {
  it.each<[string, ActionOnFinding[], string | null]>([
    ['no action', [], null],
    ['planned', [planned], 'PLANNED'],
    ['begun', [begun], 'IN_PROGRESS'],
    ['reported done', [reported], 'REPORTED_DONE'],
    ['rejected', [judged('REJECTED')], 'IN_PROGRESS'],
    ['partly accepted', [judged('PARTIAL')], 'PARTIALLY_REMEDIED'],
    ['accepted, to be closed by the authority', [judged('ACCEPTED')], 'REPORTED_DONE'],
    ['one of two done', [judged('ACCEPTED'), planned], 'IN_PROGRESS'],
    ['one of two begun', [begun, planned], 'IN_PROGRESS'],
    ['one of two reported', [reported, begun], 'IN_PROGRESS'],
    ['all reported', [reported, judged('ACCEPTED')], 'REPORTED_DONE'],
    ['one of two partly accepted', [judged('PARTIAL'), judged('ACCEPTED')], 'PARTIALLY_REMEDIED'],
  ])('%s', (_, actions, status) => {
    expect(courseOfActions(actions)).toBe(status);
  });
});
