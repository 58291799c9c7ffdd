import { describe, expect, it } from '@jest/globals';
import { fold } from '../../decider.ts';
import { presetFor } from '../presets/presets.ts';
import { ratingDecider } from './rating.decider.ts';
import {
  adoptedPolicy,
  admin,
  capped,
  command,
  computed,
  context,
  decided,
  decisionOf,
  given,
  history,
  ids,
  period,
  provisional,
  published,
  unitActor,
} from './test-rating-process.ts';

const self = command('RateSelf', { score: '95', level: 'EXCELLENT' }, unitActor);
const appraisal = (
  score: string,
  level: 'EXCELLENT' | 'GOOD' = 'EXCELLENT',
  explanation: string | null = null,
) => command('Appraise', { score, level, general: null, explanation });
const locked = { period: period({ lock: { reason: 'Chốt số liệu' } }) };
const facts = (source = { ref: '88-BC/VPTU' }) =>
  command('ImportFacts', { facts: { discipline: [] }, source });

describe('The self-rating', () => {
  it('is recorded, and the same again is nothing', () => {
    given()
      .when(self)
      .then({ type: 'SelfRatingRecorded', data: { ...ids, score: '95', level: 'EXCELLENT' } });
    given([self]).when(self).thenNothingHappens();
  });

  it('is the unit’s alone', () => {
    given()
      .when({ ...self, actor: admin })
      .thenRefuses('forbidden-role');
    given()
      .when({ ...self, actor: { ...unitActor, unitId: 'u2' } })
      .thenRefuses('not-your-unit');
  });

  it.each(['101', '-1', '9,5', ''])('is refused at %p points', (score) => {
    given()
      .when(command('RateSelf', { score, level: 'GOOD' }, unitActor))
      .thenRefuses('points-invalid', { path: '/score' });
  });
});

describe('The appraisal (R-25)', () => {
  it.each([
    ['4.99 points', '90.01', 'EXCELLENT', false],
    ['5 points', '90', 'EXCELLENT', true],
    ['another level', '95', 'GOOD', true],
  ] as const)('at a deviation of %s', (_, score, level, mustExplain) => {
    const said = given([self]);
    if (mustExplain) said.when(appraisal(score, level)).thenRefuses('explanation-missing', { rule: 'R-25' });
    else expect(said.when(appraisal(score, level)).events()).toHaveLength(1);
    expect(said.when(appraisal(score, level, 'Thiếu minh chứng')).events()).toHaveLength(1);
  });

  it('is not for somebody of the unit itself (R-05)', () => {
    given()
      .when({ ...appraisal('90'), actor: { ...admin, unitId: 'u1' } })
      .thenRefuses('own-record', { rule: 'R-05' });
  });
});

describe('Facts from outside', () => {
  it('name their document', () => {
    given()
      .when(facts({ ref: ' ' }))
      .thenRefuses('basis-missing', { path: '/source/ref' });
    expect(given().when(facts()).events()).toMatchObject([{ type: 'RatingFactsImported' }]);
  });

  it('void what was decided before them, visibly (R-20)', () => {
    expect(given(decided).when(facts()).events()).toMatchObject([
      { type: 'RatingFactsImported' },
      { type: 'RatingApprovalVoided', data: { was: 'DECIDED', cause: 'FACTS_IMPORTED' } },
    ]);
    const state = fold(ratingDecider, history([...decided, facts()]));
    expect(state).toMatchObject({ status: 'PROVISIONAL', isVoided: true, official: { level: 'EXCELLENT' } });
  });
});

describe('The provisional result', () => {
  it('is nothing when it is the same, and voids the cap when it is not (R-20)', () => {
    given([computed()]).when(computed()).thenNothingHappens();
    const other = command('RecordProvisional', provisional('GOOD', 'b'));
    expect(given([computed(), capped()]).when(other).events()).toMatchObject([
      { type: 'RatingApprovalVoided', data: { was: 'CAPPED', cause: 'RESULT_CHANGED' } },
      { type: 'ProvisionalLevelComputed', data: { level: 'GOOD' } },
    ]);
  });
});

describe('The decision', () => {
  const decide = (...more: Parameters<typeof decisionOf>) => command('Decide', decisionOf(...more));

  it('takes the level that the rules and the cap gave', () => {
    expect(given([computed(), capped()]).when(decide()).events()).toMatchObject([
      { type: 'RatingDecided', data: { level: 'EXCELLENT', decisionNo: '12-QĐ/TU', undecidedBelow: [] } },
    ]);
  });

  it.each([
    ['without a result', [], decide(), 'not-provisional'],
    ['before the cap', [computed()], decide(), 'not-capped'],
    ['after an input that came later', [computed(), facts()], decide(), 'provisional-stale'],
    ['without the cap’s place', [computed(), capped(false)], decide(), 'not-selected'],
    ['above the rules', [computed('COMPLETED'), capped(false)], decide('GOOD', 'x'), 'above-provisional'],
    ['below the rules and silent', [computed('GOOD'), capped(false)], decide('COMPLETED'), 'reason-missing'],
    ['UNDETERMINED', [computed('UNDETERMINED'), capped(false)], decide('UNDETERMINED'), 'level-undetermined'],
    [
      'a second time',
      decided,
      command('Decide', { ...decisionOf('GOOD', 'x'), decisionNo: '13' }),
      'already-decided',
    ],
    [
      'without a number',
      [computed(), capped()],
      command('Decide', { ...decisionOf(), decisionNo: ' ' }),
      'decision-incomplete',
    ],
    [
      'in the future',
      [computed(), capped()],
      command('Decide', { ...decisionOf(), decidedOn: '2026-12-22' }),
      'decision-incomplete',
    ],
  ])('is refused %s', (_, before, now, code) => {
    given(before).when(now).thenRefuses(code);
  });

  it('may lower a level, or settle one that the rules leave open, with a reason (R-17)', () => {
    expect(
      given([computed('GOOD'), capped(false)])
        .when(decide('COMPLETED', 'Vi phạm'))
        .events(),
    ).toHaveLength(1);
    expect(
      given([computed('UNDETERMINED'), capped(false)])
        .when(decide('GOOD', 'Bất khả kháng'))
        .events(),
    ).toHaveLength(1);
  });

  it('does not rest on rules that nobody adopted (R-28)', () => {
    given([computed(), capped()], { policy: presetFor('VN-UNIT-366-335', '/policy') })
      .when(decide())
      .thenRefuses('proposals-not-adopted', { rule: 'R-28' });
  });

  it('does not rest on a result from before the rules were adopted: it names another document', () => {
    const unitPolicy = { document: adoptedPolicy, sha256: 'b'.repeat(64) };
    given([computed(), capped()], { period: period({ unitPolicy, personPolicy: unitPolicy }) })
      .when(decide())
      .thenRefuses('provisional-stale', { rule: 'R-20' });
  });

  it('AC-28: waits for the units below, or warns where the period says so (R-22)', () => {
    const below = { undecidedBelow: ['xa-1'] };
    given([computed(), capped()], below)
      .when(decide())
      .thenRefuses('lower-units-undecided', { units: ['xa-1'] });
    const warned = given([computed(), capped()], { ...below, period: period({ lowerFirst: 'WARN' }) });
    expect(warned.when(decide()).events()).toMatchObject([{ data: { undecidedBelow: ['xa-1'] } }]);
  });

  it('AC-27: no head is above the unit, and the unit comes first (R-19)', () => {
    const subject = { ...ids, subjectId: 'p1', headsUnit: true };
    const before = [computed(), capped()];
    given(before, { subject, unitLevel: 'GOOD' })
      .when(decide())
      .thenRefuses('head-above-unit', { unitLevel: 'GOOD' });
    given(before, { subject, unitLevel: null }).when(decide()).thenRefuses('unit-undecided');
    expect(given(before, { subject, unitLevel: 'GOOD' }).when(decide('GOOD', 'R-19')).events()).toHaveLength(
      1,
    );
  });
});

describe('After the decision', () => {
  const petition = command('ReceivePetition', { receivedOn: '2026-12-21', text: 'Xem lại' });
  const answer = (
    outcome: 'CONFIRMED' | 'SUPERSEDED',
    superseding: { level: 'GOOD'; decisionNo: string; decidedOn: string } | null,
  ) =>
    command('AnswerPetition', {
      outcome,
      answerNo: '9-CV/TU',
      answeredOn: '2026-12-21',
      note: 'Đã xem',
      superseding,
    });
  const newDecision = { level: 'GOOD', decisionNo: '44-QĐ/TU', decidedOn: '2026-12-21' } as const;

  it('publishes once', () => {
    expect(given(decided).when(command('Publish', {})).events()).toMatchObject([{ type: 'RatingPublished' }]);
    given(published).when(command('Publish', {})).thenNothingHappens();
    given([computed()]).when(command('Publish', {})).thenRefuses('wrong-step');
  });

  it('AC-35: a petition of Wednesday 11/02/2026 is answered by Friday 27/02/2026, across Tết (R-24)', () => {
    const state = fold(
      ratingDecider,
      history(
        published.map(
          (each) =>
            ({
              ...each,
              at: '2026-02-11T02:00:00.000Z',
              data: 'decidedOn' in each.data ? { ...each.data, decidedOn: '2026-02-10' } : each.data,
            }) as typeof each,
        ),
      ),
    );
    const [received] = ratingDecider.decide(
      {
        type: 'ReceivePetition',
        at: '2026-02-11T03:00:00.000Z',
        actor: unitActor,
        data: { receivedOn: '2026-02-11', text: 'x' },
      },
      state,
      context(),
    );
    expect(received).toMatchObject({
      data: { answerBy: '2026-02-27', answerEndsAt: '2026-02-27T17:00:00.000Z' },
    });
  });

  it('tells once that the answer of a petition is overdue', () => {
    const raise = command('RaiseOverduePetition', {});
    given([...published, petition])
      .when(raise)
      .thenNothingHappens();
    const late = { ...raise, at: '2027-01-06T02:00:00.000Z' };
    expect(
      given([...published, petition])
        .when(late)
        .events(),
    ).toMatchObject([{ type: 'PetitionOverdue' }]);
    given([...published, petition, late])
      .when(late)
      .thenNothingHappens();
  });

  it('confirms, or supersedes with a decision of its own', () => {
    const open = [...published, petition];
    expect(given(open).when(answer('CONFIRMED', null)).events()).toMatchObject([
      { type: 'PetitionAnswered' },
    ]);
    expect(given(open).when(answer('SUPERSEDED', newDecision)).events()).toMatchObject([
      { type: 'PetitionAnswered', data: { outcome: 'SUPERSEDED' } },
      { type: 'RatingSuperseded', data: { from: 'EXCELLENT', level: 'GOOD', supersedes: '12-QĐ/TU' } },
    ]);
    given(open).when(answer('SUPERSEDED', null)).thenRefuses('petition-invalid', { path: '/superseding' });
    given(published).when(answer('CONFIRMED', null)).thenRefuses('no-petition');
  });

  it('AC-26: what superseded stays beside what is superseded', () => {
    const supersede = command('Supersede', { ...newDecision, reason: 'Xác nhận khắc phục sai sự thật' });
    const state = fold(ratingDecider, history([...published, supersede]));
    expect(state).toMatchObject({
      status: 'SUPERSEDED',
      official: { level: 'GOOD' },
      earlier: [{ level: 'EXCELLENT', decisionNo: '12-QĐ/TU' }],
      publishedOn: null,
    });
    given(decided)
      .when(command('Supersede', { ...newDecision, reason: ' ' }))
      .thenRefuses('reason-missing');
    given(decided)
      .when(command('Supersede', { ...newDecision, decisionNo: '12-QĐ/TU', reason: 'x' }))
      .thenRefuses('decision-reused');
  });
});

describe('The lock (R-21)', () => {
  it.each([
    ['a self-rating', [], self],
    ['facts', [], facts()],
    ['an appraisal', [], appraisal('90')],
    ['a result', [], computed()],
    ['a cap', [computed()], capped()],
    ['a decision', [computed(), capped()], command('Decide', decisionOf())],
    [
      'a superseding',
      decided,
      command('Supersede', { ...decisionOf('GOOD'), decisionNo: '44', reason: 'x' }),
    ],
  ])('refuses %s', (_, before, now) => {
    given(before, locked).when(now).thenRefuses('period-locked', { rule: 'R-21' });
  });

  it('lets pass what changes neither an input nor a level', () => {
    expect(given(decided, locked).when(command('Publish', {})).events()).toHaveLength(1);
    const petition = command('ReceivePetition', { receivedOn: '2026-12-21', text: 'Xem lại' });
    expect(given(published, locked).when(petition).events()).toHaveLength(1);
  });
});

describe('A deputy of an administrator', () => {
  const deputy = { ...admin, id: 'vice', onBehalfOf: admin.id, delegationId: 'd1' };
  const answer = command('AnswerPetition', {
    outcome: 'CONFIRMED',
    answerNo: '9-CV/TU',
    answeredOn: '2026-12-21',
    note: 'Giữ nguyên',
    superseding: null,
  });

  it.each([
    ['an appraisal', [], appraisal('90')],
    ['facts', [], facts()],
    ['a result', [], computed()],
    ['publication', decided, command('Publish', {})],
    ['a petition', published, command('ReceivePetition', { receivedOn: '2026-12-21', text: 'Xem lại' })],
  ])('takes %s', (_, before, now) => {
    expect(
      given(before)
        .when({ ...now, actor: deputy })
        .events(),
    ).toHaveLength(1);
  });

  it.each([
    ['the places of a cap', [computed()], capped()],
    ['an official level', [computed(), capped()], command('Decide', decisionOf())],
    [
      'a superseding level',
      decided,
      command('Supersede', { ...decisionOf('GOOD'), decisionNo: '44', reason: 'x' }),
    ],
    ['the answer to a petition', published, answer],
  ])('leaves %s to the authority', (_, before, now) => {
    given(before)
      .when({ ...now, actor: deputy })
      .thenRefuses('act-not-delegable');
  });

  it('judges no unit of its own in another’s name (R-05)', () => {
    given()
      .when({ ...appraisal('90'), actor: { ...deputy, deputyUnitId: 'u1' } })
      .thenRefuses('own-record');
  });
});
