import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { at } from '../../campaign/test-campaigns.ts';
import * as unit from '../test-assignments.ts';
import { command, contextOf, ids, report, stateOf, verify } from '../test-assignments.ts';
import { assignmentDecider } from '../assignment.decider.ts';
import type { AssignmentEvent } from '../assignment.events.ts';
import { requireAssigned } from '../assignment-step.ts';
import { standingEvidence } from './monitoring-state.ts';
import { afterApproval, approved, file, files, pdf, progress, withdraw } from './test-monitoring.ts';

const given = (...history: AssignmentEvent[]) => specificationFor(assignmentDecider)(contextOf(), ...history);
const one = '1'.repeat(64);
const two = '2'.repeat(64);
const standing = (...history: AssignmentEvent[]) =>
  standingEvidence(requireAssigned(stateOf(history)).monitoring, 'a1').map(({ sha256 }) => sha256[0]);

describe('Evidence of an action', () => {
  it('is put on record once, however often the same file comes', () => {
    given(...approved())
      .when(file())
      .then({
        type: 'EvidenceAttached',
        data: {
          ...ids,
          actionId: 'a1',
          sha256: one,
          size: 12,
          mediaType: 'application/pdf',
          title: 'Quyết định.pdf',
          supersedes: null,
          attachedAt: at('2026-05-04'),
        },
      });
    given(...afterApproval(file()))
      .when(file())
      .thenNothingHappens();
  });

  it('comes many at once: all or none, each once', () => {
    expect(
      given(...approved())
        .when(files(pdf(one), pdf(two), pdf(one)))
        .events(),
    ).toHaveLength(2);
    given(...approved())
      .when(files(pdf(one), pdf(two, { title: ' ' })))
      .thenRefuses('evidence-invalid');
  });

  it('has versions: the newer takes the place, and gives it back when it is withdrawn', () => {
    const versions = afterApproval(file(), file(two, { supersedes: one }));
    expect(standing(...versions)).toEqual(['2']);
    expect(standing(...afterApproval(file(), file(two, { supersedes: one }), withdraw(two)))).toEqual(['1']);
    given(...afterApproval(file()))
      .when(file(two, { supersedes: '3'.repeat(64) }))
      .thenRefuses('evidence-invalid');
  });

  it('is withdrawn with a reason, stays on record, and may come again', () => {
    const withdrawn = afterApproval(file(), withdraw());
    expect(standing(...withdrawn)).toEqual([]);
    expect(requireAssigned(stateOf(withdrawn)).monitoring.evidence).toMatchObject([
      { withdrawn: 'Nhầm tệp.' },
    ]);
    given(...withdrawn)
      .when(withdraw())
      .thenNothingHappens();
    given(...afterApproval(file()))
      .when(withdraw(one, ' '))
      .thenRefuses('reason-missing');
    expect(
      given(...withdrawn)
        .when(file())
        .events(),
    ).toHaveLength(1);
    given(...approved())
      .when(withdraw())
      .thenRefuses('unknown-evidence');
  });

  it('that was withdrawn proves nothing (R-06)', () => {
    given(...afterApproval(file(), withdraw()))
      .when(report())
      .thenRefuses('evidence-invalid');
    const evidence = [{ sha256: one, title: 'Quyết định' }];
    const history = afterApproval(file(), report({ evidence }), { ...withdraw(), at: at('2026-05-05') });
    given(...history)
      .when(verify('ACCEPTED'))
      .thenRefuses('evidence-missing', { rule: 'R-06' });
  });

  it('is the unit’s own, of an open action', () => {
    given(...approved())
      .when({ ...file(), actor: unit.AUTHORITY })
      .thenRefuses('forbidden-role');
    for (const next of [file(), withdraw()]) {
      given(...unit.reported('ACCEPTED'))
        .when(next)
        .thenRefuses('action-closed');
    }
  });
});

describe('Progress and what comes after the verdict', () => {
  it('AC-41: 100 % is not done, and the unit cannot verify it', () => {
    const all = afterApproval(progress(100));
    expect(requireAssigned(stateOf(all)).remediation).toEqual([]);
    given(...all)
      .when({ ...verify('ACCEPTED'), actor: unit.UNIT })
      .thenRefuses('own-record', { rule: 'R-05' });
  });

  it('takes whole percents with a word to them', () => {
    for (const percent of [-1, 101, 1.5]) {
      given(...approved())
        .when(progress(percent))
        .thenRefuses('progress-invalid');
    }
  });

  it('a partial result may say how much, and closes nothing', () => {
    const [event] = given(...unit.reported())
      .when(verify('PARTIAL', { percent: 60 }))
      .events();
    expect(event).toMatchObject({ type: 'VerificationRecorded', data: { verdict: 'PARTIAL', percent: 60 } });
    for (const wrong of [verify('PARTIAL', { percent: 100 }), verify('ACCEPTED', { percent: 60 })]) {
      given(...unit.reported())
        .when(wrong)
        .thenRefuses('percent-invalid');
    }
  });

  const effect = (isEffective: boolean, on = '2026-11-02', note = 'Tái diễn.') =>
    command('CheckEffectiveness', { actionId: 'a1', on, isEffective, note }, at('2026-11-03'));

  it('the effect is checked after the verification, by the authority', () => {
    expect(
      given(...unit.reported('ACCEPTED'))
        .when(effect(false))
        .events(),
    ).toMatchObject([{ type: 'EffectivenessChecked', data: { isEffective: false } }]);
    given(...unit.reported())
      .when(effect(true))
      .thenRefuses('not-verified');
    given(...unit.reported('ACCEPTED'))
      .when({ ...effect(true), actor: unit.UNIT })
      .thenRefuses('own-record');
    given(...unit.reported('ACCEPTED'))
      .when(effect(false, '2026-11-04'))
      .thenRefuses('effectiveness-invalid');
  });

  const carry = (toYear = 2027) =>
    command('CarryActionOver', { actionId: 'a1', toYear, reason: 'Chưa xong.' }, at('2026-12-20'));

  it('what is not finished is carried over once, by the authority, into a later year', () => {
    expect(
      given(...approved())
        .when(carry())
        .events(),
    ).toMatchObject([{ type: 'ActionCarriedOver', data: { toYear: 2027 } }]);
    given(...approved())
      .when(carry(2026))
      .thenRefuses('carry-over-invalid');
    given(...afterApproval(carry()))
      .when(progress())
      .thenRefuses('action-carried-over');
    given(...unit.reported('ACCEPTED'))
      .when(carry())
      .thenRefuses('action-closed');
  });
});
