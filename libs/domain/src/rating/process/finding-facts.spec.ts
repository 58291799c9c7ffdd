import { describe, expect, it } from '@jest/globals';
import type { CourseStatus, FindingEvent } from '../../finding/finding.events.ts';
import { content } from '../../finding/test-findings.ts';
import { findingFacts } from './finding-facts.ts';

const FINDING = 'f0000000-0000-4000-8000-000000000001';
const CUT = { cutOff: '2026-12-14T23:59:59+07:00', lastDayBefore: '2025-12-14', zone: 'Asia/Ho_Chi_Minh' };
const due = { on: '2026-06-30', basis: { ref: '12/KL-TTr' } };
const finding = { ...content('1', { due }), findingId: FINDING };
const ends = { succession: 's1', on: '2026-08-01', basis: { ref: '1/QĐ' } };

const registered: FindingEvent = {
  type: 'FindingRegistered',
  data: { ...finding, unitId: 'old', no: '1', parentId: null, registeredOn: '2026-03-02' },
};
const transferred: FindingEvent = {
  type: 'FindingTransferred',
  data: { unitId: 'old', findingId: FINDING, no: '1', toUnitId: 'new', ...ends },
};
const inherited = (status: 'OPEN' | 'PARTIALLY_REMEDIED'): FindingEvent => ({
  type: 'FindingInherited',
  data: {
    ...finding,
    unitId: 'new',
    no: '4',
    registeredOn: '2026-03-02',
    status,
    from: { unitId: 'old', code: 'CU', no: '1' },
    succession: 's1',
  },
});
const at = (instant: string, ...events: FindingEvent[]) =>
  events.map((event, index) => ({ ...event, eventId: `e${index}`, position: index + 1, at: instant }));
const facts = (...events: ReturnType<typeof at>) => findingFacts(events, CUT).map(({ fact }) => fact);

describe('A finding whose unit was succeeded (R-12)', () => {
  it('counts with the successor, not with the old unit, from the handing over on', () => {
    expect(
      facts(...at('2026-03-02T02:00:00Z', registered), ...at('2026-08-01T02:00:00Z', transferred)),
    ).toEqual([]);
    expect(facts(...at('2026-08-01T02:00:00Z', inherited('OPEN')))).toMatchObject([
      { id: FINDING, due: '2026-06-30', verification: 'NONE' },
    ]);
  });

  it('keeps what was remedied in part', () => {
    expect(facts(...at('2026-08-01T02:00:00Z', inherited('PARTIALLY_REMEDIED')))).toMatchObject([
      { verification: 'PARTIAL', verifiedOn: '2026-08-01' },
    ]);
  });

  it('is answered for by the old unit, and by nobody twice, when it is handed over after the cut-off', () => {
    const later = '2026-12-20T02:00:00Z';
    expect(facts(...at('2026-03-02T02:00:00Z', registered), ...at(later, transferred))).toHaveLength(1);
    expect(facts(...at(later, inherited('OPEN')))).toEqual([]);
  });
});

describe('A finding on its course at the cut-off', () => {
  const advanced = (to: CourseStatus): FindingEvent => ({
    type: 'FindingAdvanced',
    data: {
      unitId: 'old',
      findingId: FINDING,
      from: 'OPEN',
      to,
      because: { campaignId: 'c1', eventId: 'e1' },
    },
  });
  const course = (...steps: CourseStatus[]) =>
    facts(
      ...at('2026-03-02T02:00:00Z', registered),
      ...steps.flatMap((to, index) => at(`2026-0${index + 4}-01T02:00:00Z`, advanced(to))),
    );

  it('counts what was accepted in part while a further report waits for its verdict, until one rejects it', () => {
    expect(course('REPORTED_DONE')).toMatchObject([{ verification: 'NONE', verifiedOn: null }]);
    expect(course('REPORTED_DONE', 'PARTIALLY_REMEDIED', 'REPORTED_DONE')).toMatchObject([
      { verification: 'PARTIAL', verifiedOn: '2026-05-01' },
    ]);
    expect(course('REPORTED_DONE', 'PARTIALLY_REMEDIED', 'REPORTED_DONE', 'IN_PROGRESS')).toMatchObject([
      { verification: 'NONE', verifiedOn: null },
    ]);
  });
});
