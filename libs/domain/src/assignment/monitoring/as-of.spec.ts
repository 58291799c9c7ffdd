import { describe, expect, it } from '@jest/globals';
import type { Instant } from '../../calendar/day.ts';
import { at } from '../../campaign/test-campaigns.ts';
import { assignmentDecider } from '../assignment.decider.ts';
import type { AssignmentCommand } from '../assignment.commands.ts';
import type { AssignmentEvent } from '../assignment.events.ts';
import { requireAssigned } from '../assignment-step.ts';
import { contextOf, stateOf } from '../test-assignments.ts';
import { actionStandings } from './action-standing.ts';
import { standingEvidence } from './monitoring-state.ts';
import { approved, ask, file, grant, progress, withdraw } from './test-monitoring.ts';

type Logged = { when: Instant; event: AssignmentEvent };

/** A year of one unit, each event with the instant it was decided at: what the log holds. */
function told(...commands: AssignmentCommand[]): Logged[] {
  const start: Logged[] = approved().map((event) => ({ when: at('2026-03-27'), event }));
  return commands.reduce<Logged[]>((log, next) => {
    const state = stateOf(log.map(({ event }) => event));
    const events = assignmentDecider.decide(next, state, contextOf());
    return [...log, ...events.map((event) => ({ when: next.at, event }))];
  }, start);
}

function asOf(log: readonly Logged[], instant: Instant) {
  const assignment = requireAssigned(
    stateOf(log.flatMap(({ when, event }) => (when <= instant ? [event] : []))),
  );
  const [action] = actionStandings(assignment);
  const files = assignment.monitoring.evidence.map(({ sha256, withdrawn }) => ({
    file: sha256[0],
    stands: withdrawn === null,
  }));
  const proving = standingEvidence(assignment.monitoring, 'a1').map(({ sha256 }) => sha256[0]);
  return { percent: action?.percent, due: action?.due, files, proving };
}

describe('The record of a unit as an auditor asks for it (AC-55)', () => {
  const log = told(
    progress(40, at('2026-05-04')),
    file('1'.repeat(64)),
    withdraw('1'.repeat(64)),
    progress(70, at('2026-06-10')),
    ask('2026-07-31', at('2026-06-15')),
    grant(),
  );
  const evening = (day: string): Instant => at(day, '23:59:59');

  it('stands at an instant as it stood then, whatever came later', () => {
    expect(asOf(log, evening('2026-03-31'))).toEqual({
      percent: 0,
      due: '2026-06-30',
      files: [],
      proving: [],
    });
    expect(asOf(log, evening('2026-05-04'))).toMatchObject({
      percent: 40,
      files: [{ file: '1', stands: true }],
      proving: ['1'],
    });
    const more = told(progress(40, at('2026-05-04')), file('1'.repeat(64)));
    expect(asOf(more, evening('2026-05-04'))).toEqual(asOf(log, evening('2026-05-04')));
  });

  it('differs between two instants by the events between them, withdrawn evidence among them', () => {
    const between = log.filter(({ when }) => when > evening('2026-03-31') && when <= evening('2026-06-30'));
    expect(between.map(({ event }) => event.type)).toEqual([
      'ProgressReported',
      'EvidenceAttached',
      'EvidenceWithdrawn',
      'ProgressReported',
      'ActionExtensionRequested',
      'ActionExtensionGranted',
    ]);
    expect(asOf(log, evening('2026-06-30'))).toEqual({
      percent: 70,
      due: '2026-07-31',
      // Taken back, and still there for the auditor; it proves nothing any more.
      files: [{ file: '1', stands: false }],
      proving: [],
    });
  });
});
