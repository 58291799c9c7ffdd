import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import * as fc from 'fast-check';
import { ADMIN, CLOCK } from '../campaign/test-campaigns.ts';
import { DomainError } from '../domain-error.ts';
import { findingDecider } from './finding.decider.ts';
import type { FindingCommand } from './finding.commands.ts';
import type { ClosedStatus, CourseStatus, FindingContent, FindingEvent } from './finding.events.ts';
import { evolveFindings, isOpen, type FindingsState } from './findings-state.ts';
import { closed, content, findingCommand, registered, unitId } from './test-findings.ts';

const given = (...history: FindingEvent[]) => specificationFor(findingDecider)(undefined, ...history);
const path = (at: string) => ({ errors: expect.arrayContaining([expect.objectContaining({ path: at })]) });
const register = (...findings: FindingContent[]) => findingCommand('RegisterFindings', { unitId, findings });
const because = { campaignId: 'campaign-1', eventId: 'event-1' };
const part = (item: string, more = {}) => ({
  findingId: `part-${item}`,
  text: `Phần ${item}.`,
  textSha256: 'd'.repeat(64),
  ...more,
});
const split = (...parts: ReturnType<typeof part>[]) =>
  findingCommand('SplitFinding', { findingId: 'finding-1', parts, reason: 'Hai việc khác nhau.' });

describe('Register findings', () => {
  it('numbers them in the register of the unit, after every number ever given', () => {
    given(registered('1'), closed('1'))
      .when(register(content('2'), content('3')))
      .then(registered('2'), registered('3'));
  });

  it('does nothing for what is registered with the same content', () => {
    given(registered('1'))
      .when(register(content('1')))
      .thenNothingHappens();
    given(registered('1'))
      .when(register(content('1'), content('2')))
      .then(registered('2'));
  });

  it('does nothing for a due day that comes back from the log with its fields in another order', () => {
    const due = { on: '2026-06-30', basis: { ref: '12/KL-TTr' } };
    given(registered('1', { due: { basis: due.basis, on: due.on } }))
      .when(register(content('1', { due })))
      .thenNothingHappens();
  });

  it('refuses to change what is registered, and names the field', () => {
    given(registered('1'))
      .when(register(content('1', { textSha256: 'e'.repeat(64) })))
      .thenRefuses('finding-invalid', path('/findings/0/text'));
    given(registered('1'))
      .when(register(content('1', { severity: 'HIGH' })))
      .thenRefuses('finding-invalid', path('/findings/0/severity'));
  });

  it.each<[string, Partial<FindingContent>]>([
    ['/findings/0/text', { text: ' ' }],
    ['/findings/0/text', { text: 'Chậm'.normalize('NFD') }],
    ['/findings/0/textSha256', { textSha256: 'abc' }],
    ['/findings/0/severity', { severity: 'URGENT' as never }],
    ['/findings/0/recommendation', { recommendation: 'SHOUT' as never }],
    ['/findings/0/amount', { amount: '1.5' }],
    ['/findings/0/amount', { amount: '-3' }],
    ['/findings/0/amount', { amount: '007' }],
    ['/findings/0/amount', { amount: '1e9' }],
    ['/findings/0/due/on', { due: { on: '2026-02-30', basis: { ref: '12/KL-TTr' } } }],
    ['/findings/0/due/on', { due: { on: '2025-09-14', basis: { ref: '12/KL-TTr' } } }],
    ['/findings/0/due/basis/ref', { due: { on: '2026-06-30', basis: { ref: ' ' } } }],
    ['/findings/0/repeatsFindingId', { repeatsFindingId: 'finding-9' }],
  ])('refuses content that is wrong at %s, and writes none of the others', (at, more) => {
    given()
      .when(register(content('1', more), content('2')))
      .thenRefuses('finding-invalid', path(at));
  });

  it('refuses one item named twice', () => {
    given()
      .when(register(content('1'), content('1')))
      .thenRefuses('finding-invalid', path('/findings/1/origin/item'));
  });

  it('never reopens a closed finding: its successor points back (AC-57)', () => {
    given(registered('1'), closed('1'))
      .when(register(content('2', { repeatsFindingId: 'finding-1' })))
      .then(registered('2', { repeatsFindingId: 'finding-1' }));
  });

  it('is for an administrator of another unit', () => {
    given()
      .when({ ...register(content('1')), actor: { id: 'x', role: 'UNIT', unitId } })
      .thenRefuses('forbidden-role');
    given()
      .when({ ...register(content('1')), actor: { id: 'x', role: 'ADMINISTRATOR', unitId } })
      .thenRefuses('own-record');
  });
});

describe('Split a compound finding', () => {
  it('numbers the parts under it and points from it to them', () => {
    const [first, second, third] = given(registered('1', { theme: 'T1' }))
      .when(split(part('a'), part('b')))
      .events();
    expect(first).toMatchObject({ type: 'FindingSplit', data: { into: ['part-a', 'part-b'] } });
    expect(second).toMatchObject({
      data: { no: '1.1', parentId: 'finding-1', theme: 'T1', text: 'Phần a.' },
    });
    expect(third).toMatchObject({ data: { no: '1.2', parentId: 'finding-1' } });
  });

  it('leaves the numbers of later findings alone, and does nothing the second time', () => {
    const history = [
      registered('1'),
      ...given(registered('1'))
        .when(split(part('a'), part('b')))
        .events(),
    ];
    given(...history)
      .when(register(content('2')))
      .then(registered('2'));
    given(...history)
      .when(split(part('a'), part('b')))
      .thenNothingHappens();
    given(...history)
      .when(split(part('a'), part('c')))
      .thenRefuses('finding-not-open', { status: 'SPLIT' });
  });

  it('refuses a single part, a part of another finding, and amounts beyond the whole', () => {
    given(registered('1'))
      .when(split(part('a')))
      .thenRefuses('split-invalid', path('/parts'));
    given(registered('1'), registered('2'))
      .when(split(part('a'), { ...part('b'), findingId: 'finding-2' }))
      .thenRefuses('split-invalid', path('/parts/1/findingId'));
    const tooMuch = split(part('a', { amount: '60000001' }), part('b', { amount: '40000000' }));
    given(registered('1', { amount: '100000000' }))
      .when(tooMuch)
      .thenRefuses('split-invalid', path('/parts'));
    given(registered('1'))
      .when(split(part('a', { amount: '1' }), part('b')))
      .thenRefuses('split-invalid', path('/parts'));
  });

  it('refuses one that is closed, and one that is not there', () => {
    given(registered('1'), closed('1'))
      .when(split(part('a'), part('b')))
      .thenRefuses('finding-not-open');
    given()
      .when(split(part('a'), part('b')))
      .thenRefuses('unknown-finding');
  });
});

describe('The course of a finding', () => {
  const advance = (to: CourseStatus) =>
    findingCommand('AdvanceFinding', { findingId: 'finding-1', to, because }, CLOCK);
  const close = (as: ClosedStatus, evidence = ['1'.repeat(64)], ref = '40/BC-TTr') =>
    findingCommand('CloseFinding', { findingId: 'finding-1', as, basis: { ref }, note: '', evidence });

  it('advances once, and not after it is closed', () => {
    given(registered('1'))
      .when(advance('RESPONDED'))
      .then({
        type: 'FindingAdvanced',
        data: { unitId, findingId: 'finding-1', from: 'OPEN', to: 'RESPONDED', because },
      });
    given(registered('1'), closed('1')).when(advance('RESPONDED')).thenNothingHappens();
    const planned = given(registered('1')).when(advance('PLANNED')).events();
    given(registered('1'), ...planned)
      .when(advance('RESPONDED'))
      .thenNothingHappens();
  });

  it('keeps what a verifier accepted in part when work is only reported again in a later campaign', () => {
    const partly = given(registered('1')).when(advance('PARTIALLY_REMEDIED')).events();
    given(registered('1'), ...partly)
      .when(advance('IN_PROGRESS'))
      .thenNothingHappens();
    const again = given(registered('1'), ...partly)
      .when(advance('REPORTED_DONE'))
      .events();
    expect(
      given(registered('1'), ...partly, ...again)
        .when(advance('IN_PROGRESS'))
        .events(),
    ).toHaveLength(1);
  });

  it('closes on evidence only, unless the authority decides that nothing can be done (R-06)', () => {
    given(registered('1'))
      .when(close('VERIFIED_CLOSED', []))
      .thenRefuses('evidence-missing', { rule: 'R-06' });
    given(registered('1')).when(close('VERIFIED_CLOSED')).then(closed('1'));
    expect(given(registered('1')).when(close('ACCEPTED_NOT_REMEDIABLE', [])).events()).toHaveLength(1);
    given(registered('1'))
      .when(close('NO_LONGER_APPLICABLE', [], ' '))
      .thenRefuses('basis-missing');
  });

  it('closes for good', () => {
    given(registered('1'), closed('1')).when(close('VERIFIED_CLOSED')).thenNothingHappens();
    given(registered('1'), closed('1')).when(close('NO_LONGER_APPLICABLE')).thenRefuses('finding-closed');
  });
});

describe('A register, whatever is asked of it', () => {
  const item = fc.constantFrom('1', '2', '3', '4');
  const commands: fc.Arbitrary<FindingCommand[]> = fc.array(
    fc.oneof(
      fc.array(item, { maxLength: 3 }).map((items) => register(...items.map((one) => content(one)))),
      fc.tuple(item, fc.uniqueArray(item, { maxLength: 3 })).map(([of, into]) =>
        findingCommand('SplitFinding', {
          findingId: `finding-${of}`,
          parts: into.map((one) => part(`${of}${one}`)),
          reason: 'x',
        }),
      ),
      item.map((one) =>
        findingCommand('AdvanceFinding', { findingId: `finding-${one}`, to: 'PLANNED', because }),
      ),
      item.map((one) =>
        findingCommand('CloseFinding', {
          findingId: `finding-${one}`,
          as: 'NO_LONGER_APPLICABLE',
          basis: { ref: 'x' },
          note: '',
          evidence: [],
        }),
      ),
    ),
    { maxLength: 25 },
  );

  it('never uses a number twice, never loses a finding and never opens a closed one', () => {
    fc.assert(
      fc.property(commands, (all) => {
        let state: FindingsState = [];
        for (const command of all) {
          const before = state;
          state = decided(command, state).reduce(evolveFindings, state);
          expect(new Set(state.map(({ no }) => no)).size).toBe(state.length);
          for (const finding of before) {
            const after = state.find(({ findingId }) => findingId === finding.findingId);
            expect(after?.no).toBe(finding.no);
            if (!isOpen(finding)) expect(after?.status).toBe(finding.status);
          }
        }
      }),
    );
  });

  function decided(command: FindingCommand, state: FindingsState): FindingEvent[] {
    try {
      return findingDecider.decide(command, state);
    } catch (error) {
      if (error instanceof DomainError) return [];
      throw error;
    }
  }
});

describe('A deputy of an administrator', () => {
  const deputy = { ...ADMIN, id: 'vice', onBehalfOf: ADMIN.id, delegationId: 'd1' };
  const close = (as: ClosedStatus) => {
    const how = { as, basis: { ref: '40/BC-TTr' }, note: '', evidence: ['1'.repeat(64)] };
    return findingCommand('CloseFinding', { findingId: 'finding-1', ...how }, deputy);
  };

  it('closes what is verified, and lets no finding go without', () => {
    expect(given(registered('1')).when(close('VERIFIED_CLOSED')).events()).toHaveLength(1);
    for (const as of ['ACCEPTED_NOT_REMEDIABLE', 'NO_LONGER_APPLICABLE'] as const)
      given(registered('1')).when(close(as)).thenRefuses('act-not-delegable');
  });
});
