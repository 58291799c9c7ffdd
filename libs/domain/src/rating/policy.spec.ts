import { describe, expect, it } from '@jest/globals';
import { overridden } from './override-policy.ts';
import { presetFor, PRESETS } from './presets/presets.ts';
import { VN_UNIT_366_335 as UNIT } from './presets/vn-unit-366-335.ts';
import type { RatingPolicy } from './rating-policy.ts';
import { excellent, outcomeOf, measured, rate } from './test-ratings.ts';
import { faultsOfPolicy, proposalsOf } from './validate-policy.ts';

describe('The presets', () => {
  it.each(PRESETS.map((preset) => [preset.code, preset] as const))('%s has no fault', (_code, preset) => {
    expect(faultsOfPolicy(preset)).toEqual([]);
  });

  it('say of every rule where it comes from', () => {
    for (const { bands, criteria, triggers, conditions, ceilings } of PRESETS)
      for (const { citation } of [...bands, ...criteria, ...triggers, ...conditions, ...ceilings])
        expect(citation.length).toBeGreaterThan(15);
  });

  it('keep the weights that are our own apart (R-28), until an authority adopts them', () => {
    expect(proposalsOf(UNIT)).toEqual(UNIT.criteria.map((_, index) => `/criteria/${index}`));
    expect(proposalsOf({ ...UNIT, adoption: { decisionNo: '9-QĐ/TU', on: '2026-01-05' } })).toEqual([]);
    expect(proposalsOf(presetFor('VN-PERSON-335', ''))).toEqual([]);
  });

  it('are found by code, and an unknown one is refused', () => {
    expect(() => presetFor('VN-999', '/policy')).toThrow(expect.objectContaining({ code: 'unknown-policy' }));
  });
});

describe('A clone', () => {
  const clone = (set: Record<string, unknown>) => overridden({ base: UNIT.code, set }) as RatingPolicy;

  it('differs in what was set, and leaves the preset alone', () => {
    const strict = clone({ '/bands/0/atLeast': '95', '/code': 'LOCAL-1' });
    expect([strict.code, strict.bands[0]?.atLeast, UNIT.bands[0]?.atLeast]).toEqual(['LOCAL-1', '95', '90']);
    expect(rate(excellent, { policy: strict }).level).toBe('GOOD');
  });

  it('can append to a list and set a field to null', () => {
    const [first] = UNIT.triggers;
    const more = clone({ '/triggers/-': { ...first, code: 'DQ-X' }, '/cap': null });
    expect([more.triggers.length, more.cap]).toEqual([UNIT.triggers.length + 1, null]);
  });

  it('can leave a failed condition to the authority instead of demoting', () => {
    const stern = clone({ '/fallThrough/kind': 'UNDETERMINED' });
    const facts = { ...excellent, tasks: { assigned: 20, done: 20, onTime: 20, exceeded: 4 } };
    expect(rate(facts, { policy: stern }).level).toBe('UNDETERMINED');
  });

  it('says when its weights were adopted', () => {
    const adopted = clone({ '/adoption': { decisionNo: '9-QĐ/TU', on: '2026-01-05' } });
    const result = rate(measured, { policy: adopted });
    expect([outcomeOf(result, 'ADOPTED'), outcomeOf(result, 'PROPOSAL')]).toEqual(['CLEAR', undefined]);
  });

  it.each([
    '/bands/9/atLeast',
    '/nothing',
    'bands',
    '',
    '/cap/ratio/x',
    '/bands/-1/atLeast',
    '/bands/01/atLeast',
  ])('is refused at %j, which is no place', (place) => {
    expect(() => clone({ [place]: '1' })).toThrow(expect.objectContaining({ code: 'no-such-place' }));
  });
});

describe('A faulty policy', () => {
  const faults = (set: Record<string, unknown>) =>
    faultsOfPolicy(overridden({ base: UNIT.code, set }) as RatingPolicy).map(({ path }) => path);

  it.each<[string, Record<string, unknown>]>([
    ['/criteria', { '/criteria/0/weight': '11' }],
    ['/criteria/2/measure', { '/criteria/2/measure/planQuality': '4' }],
    ['/criteria/6/measure/steps', { '/criteria/6/measure/steps/0/points': '5' }],
    ['/criteria/1/code', { '/criteria/1/code': 'G1' }],
    ['/bands/1/atLeast', { '/bands/1/atLeast': '90' }],
    ['/bands/0/atLeast', { '/bands/0/atLeast': '101' }],
    ['/bands/2/level', { '/bands/2/level': 'GOOD' }],
    ['/cap/ratio', { '/cap/ratio': '20' }],
    ['/cap/exceptionalRatio', { '/cap/exceptionalRatio': '0.10' }],
    ['/cutOff/on', { '/cutOff/on': '02-30' }],
    ['/zone', { '/zone': 'Mars/Olympus' }],
    ['/calendar', { '/calendar/version': '1999' }],
    ['/effective/until', { '/effective/until': '2020-01-01' }],
    ['/triggers/1/signs/0/limit', { '/triggers/1/signs/0/limit': '70' }],
    ['/triggers/1/signs/0', { '/triggers/1/signs/0': { kind: 'GRADED', grade: 'K' } }],
    ['/ceilings/0/highest', { '/ceilings/0/highest': 'EXCELLENT' }],
    ['/conditions/0/levels', { '/conditions/0/levels': ['NOT_COMPLETED'] }],
    ['/conditions/3/requirement/limit', { '/conditions/3/requirement/limit': '1.5' }],
  ])('is told at %s', (path, set) => {
    expect(faults(set)).toContain(path);
  });
});
