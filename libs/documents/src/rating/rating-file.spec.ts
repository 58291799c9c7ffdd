import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { CapResult } from '@dondoc/contracts/cap-case.ts';
import { RatingResult } from '@dondoc/contracts/rating-case.ts';
import { PRESETS } from '@dondoc/domain/rating/presets/presets.ts';
import { VN_UNIT_366_335 as UNIT } from '@dondoc/domain/rating/presets/vn-unit-366-335.ts';
import { capRatingFile, evaluateRatingFile } from './rating-file.ts';
import { readPolicy } from './read-policy.ts';
import { expectAnswer, fixtureCases } from './test-cases.ts';

type Fields = Record<string, unknown>;

describe('Rating cases', () => {
  it.each(fixtureCases('rating').map((one) => [one.id, one.title, one] as const))(
    '%s: %s',
    (_id, _title, { input, expect: wanted }) => {
      const { result } = evaluateRatingFile(input);
      expectAnswer(result, wanted);
      expect(RatingResult.safeParse(result).error).toBeUndefined();
    },
  );
});

describe('Cap cases', () => {
  it.each(fixtureCases('cap').map((one) => [one.id, one.title, one] as const))(
    '%s: %s',
    (_id, _title, { input, expect: wanted }) => {
      const { result } = capRatingFile(input);
      expectAnswer(result, wanted);
      expect(CapResult.safeParse(result).error).toBeUndefined();
    },
  );
});

type Golden = { input: { policy: string }; result: unknown; document: unknown };
const golden = (code: string): Golden =>
  JSON.parse(
    readFileSync(new URL(`../../../../test/fixtures/rating-golden/${code}.json`, import.meta.url), 'utf8'),
  );

// A preset is never edited: a campaign holds its SHA-256, and an old result must come out again to the byte.
describe('Golden files', () => {
  it.each(PRESETS.map(({ code }) => code))('%s: document and answer are what they were', (code) => {
    const { input, result, document } = golden(code);
    const same = (value: unknown) => JSON.stringify(value, null, 2);
    expect(same(readPolicy(code).document)).toBe(same(document));
    expect(same(evaluateRatingFile(input).result)).toBe(same(result));
  });

  it.each(PRESETS.map(({ code }) => code))(
    '%s: the exported document is imported with the same digest',
    (code) => {
      const { input, document } = golden(code);
      const imported = evaluateRatingFile({ ...input, policy: document });
      expect(imported.result).toEqual(evaluateRatingFile(input).result);
    },
  );
});

const run = promisify(execFile);
const PROGRAM = `
  import { evaluateRatingFile } from ${JSON.stringify(new URL('rating-file.ts', import.meta.url).href)};
  const inputs = JSON.parse(process.argv[1]);
  process.stdout.write(JSON.stringify(inputs.map((input) => evaluateRatingFile(input).result)));
`;

describe('Golden files, on another machine', () => {
  it.each(['UTC', 'America/New_York', 'Pacific/Kiritimati'])(
    'AC-54: a process in the time zone %s gives the same bytes for every preset',
    async (TZ) => {
      const all = PRESETS.map(({ code }) => golden(code));
      const inputs = JSON.stringify(all.map(({ input }) => input));
      const loader = import.meta.resolve('@oxc-node/core/register');
      const args = ['--import', loader, '--input-type=module', '--eval', PROGRAM, inputs];
      const { stdout } = await run(process.execPath, args, {
        cwd: import.meta.dirname,
        env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ },
      });
      expect(stdout).toBe(JSON.stringify(all.map(({ result }) => result)));
    },
    60_000,
  );
});

describe('Refused, with the JSON pointer', () => {
  const [first] = fixtureCases('rating');
  const good = first?.input as Fields;
  const facts = good['facts'] as Fields;
  const tasks = { assigned: 20, done: 20, onTime: 20, exceeded: 7, exempted: [] };
  const exempted = (more: object) => [
    { id: 'x1', count: 1, basis: 'FORCE_MAJEURE', decisionNo: '1', ...more },
  ];
  const finding = { id: 'f1', severity: 'LOW', due: '2026-06-30', verification: 'NONE' };
  const action = { id: 'a1', due: '2026-06-30', doneOn: null, lateTimes: 0 };
  const override = (set: Fields) => ({ policy: { base: 'VN-UNIT-366-335', set } });
  const withFacts = (more: Fields) => ({ facts: { ...facts, ...more } });

  it.each<[path: string, Fields]>([
    ['/kind', { kind: 'rating-case/2' }],
    ['/nonsense', { nonsense: 1 }],
    ['/year', { year: '2026' }],
    ['/year', { year: 2026.5 }],
    ['/cutOff', { cutOff: '2026-12-14' }],
    ['/cutOff', { cutOff: '2026-12-14T23:59:59' }],
    ['/cutOff', { cutOff: '2024-12-14T23:59:59+07:00' }],
    ['/policy', { policy: 'VN-999' }],
    ['/policy', { policy: undefined }],
    ['/policy/kind', { policy: {} }],
    ['/policy/base', { policy: { base: 'X', set: {} } }],
    ['/policy/set/~1nowhere', override({ '/nowhere': 1 })],
    ['/policy/set/~1cap~1ratio', override({ '/cap/ratio': 0.2 })],
    ['/policy/set/~1cap~1ratio', override({ '/cap/ratio': '1.2' })],
    ['/policy/set/~1bands~10/atLeast', override({ '/bands/0': { ...UNIT.bands[0], atLeast: 'x' } })],
    ['/policy/nonsense', { policy: { ...UNIT, nonsense: true } }],
    ['/policy/scale/decimals', { policy: { ...UNIT, scale: { ...UNIT.scale, decimals: 99 } } }],
    ['/subject/role', { subject: { kind: 'PERSON', id: 'p1' }, policy: 'VN-PERSON-335' }],
    ['/subject/role', { subject: { kind: 'UNIT', id: 'u1', role: 'HEAD' } }],
    ['/subject/kind', { subject: { kind: 'PERSON', id: 'p1', role: 'STAFF' } }],
    ['/subject/kind', { policy: 'VN-PERSON-335' }],
    ['/subject/id', { subject: { kind: 'UNIT', id: ' ' } }],
    ['/facts/moons', withFacts({ moons: 3 })],
    ['/facts/score', withFacts({ score: 92.4 })],
    ['/facts/score', withFacts({ score: '100.01' })],
    ['/facts/score', withFacts({ score: '-1' })],
    ['/facts/score', withFacts({ score: '9e1' })],
    ['/facts/score', withFacts({ score: '092.40' })],
    ['/facts/score', withFacts({ score: '92,40' })],
    ['/facts/general', withFacts({ general: '30.01' })],
    ['/facts/general', withFacts({ general: 27 })],
    ['/facts/general/G1', withFacts({ general: { G1: '10.5' } })],
    ['/facts/general/G9', withFacts({ general: { G9: '1' } })],
    [
      '/facts/general/G1',
      withFacts({ general: { G1: { planQuality: '3', itemsVerified: 1, itemsDue: 1, recurrence: false } } }),
    ],
    [
      '/facts/general/G3/planQuality',
      withFacts({
        general: { G3: { planQuality: '3.1', itemsVerified: 1, itemsDue: 1, recurrence: false } },
      }),
    ],
    [
      '/facts/general/G3/itemsVerified',
      withFacts({ general: { G3: { planQuality: '3', itemsVerified: 2, itemsDue: 1, recurrence: false } } }),
    ],
    [
      '/facts/general/G3/moons',
      withFacts({
        general: { G3: { planQuality: '3', itemsVerified: 1, itemsDue: 1, recurrence: false, moons: 1 } },
      }),
    ],
    ['/facts/results/a', withFacts({ results: { a: '1.01' } })],
    ['/facts/results/f', withFacts({ results: { f: '1' } })],
    ['/facts/tasks/done', withFacts({ tasks: { ...tasks, done: 21 } })],
    ['/facts/tasks/onTime', withFacts({ tasks: { ...tasks, done: 19, exceeded: 0 } })],
    ['/facts/tasks/exceeded', withFacts({ tasks: { ...tasks, exceeded: 21 } })],
    ['/facts/tasks/assigned', withFacts({ tasks: { ...tasks, assigned: -1 } })],
    ['/facts/tasks/assigned', withFacts({ tasks: { ...tasks, assigned: '20' } })],
    ['/facts/tasks/done', withFacts({ tasks: { ...tasks, exempted: exempted({}) } })],
    [
      '/facts/tasks/exempted',
      withFacts({
        tasks: { assigned: 1, done: 0, onTime: 0, exceeded: 0, exempted: exempted({ count: 2 }) },
      }),
    ],
    [
      '/facts/tasks/exempted/0/decisionNo',
      withFacts({ tasks: { ...tasks, done: 19, onTime: 19, exempted: exempted({ decisionNo: undefined }) } }),
    ],
    [
      '/facts/tasks/exempted/0/decisionNo',
      withFacts({ tasks: { ...tasks, done: 19, onTime: 19, exempted: exempted({ decisionNo: '  ' }) } }),
    ],
    [
      '/facts/tasks/exempted/0/basis',
      withFacts({ tasks: { ...tasks, done: 19, onTime: 19, exempted: exempted({ basis: 'RAIN' }) } }),
    ],
    ['/facts/findings/1/id', withFacts({ findings: [finding, finding] })],
    ['/facts/findings/0/due', withFacts({ findings: [{ ...finding, due: '2026-02-30' }] })],
    ['/facts/findings/0/severity', withFacts({ findings: [{ ...finding, severity: 'HUGE' }] })],
    ['/facts/findings/0/verifiedOn', withFacts({ findings: [{ ...finding, verification: 'ACCEPTED' }] })],
    [
      '/facts/findings/0/notRemediable/decisionNo',
      withFacts({ findings: [{ ...finding, notRemediable: { on: '2026-06-30' } }] }),
    ],
    ['/facts/actions/1/id', withFacts({ actions: [action, action] })],
    ['/facts/actions/0/lateTimes', withFacts({ actions: [{ ...action, lateTimes: -1 }] })],
    [
      '/facts/actions/0/objectiveCause/decisionNo',
      withFacts({ actions: [{ ...action, objectiveCause: {} }] }),
    ],
    ['/facts/procedure/0/due', withFacts({ procedure: [{ what: 'PLAN', due: '2026-06-30', on: null }] })],
    [
      '/facts/procedure/0/what',
      withFacts({ procedure: [{ what: 'PARTY', due: '2026-06-30T00:00:00Z', on: null }] }),
    ],
    [
      '/facts/discipline/0/form',
      withFacts({
        discipline: [{ id: 'd', violation: 'v', of: 'SELF', form: 'FROWN', by: 'PARTY', on: '2026-01-01' }],
      }),
    ],
    ['/facts/countedViolations/1', withFacts({ countedViolations: ['v1', 'v1'] })],
    [
      '/facts/subordinates/0/level',
      withFacts({ subordinates: [{ id: 's', level: 'BEST', disciplined: false }] }),
    ],
    ['/facts/quarters/0', withFacts({ quarters: ['BEST'] })],
    ['/facts/grades/X', withFacts({ grades: { X: 'XS' } })],
    ['/facts/targets/done', withFacts({ targets: { assigned: 1, done: 2, exceeded: 0, keyMissed: false } })],
  ])('%s', (path, more) => {
    const input: unknown = JSON.parse(JSON.stringify({ ...good, ...more }));
    expect(() => evaluateRatingFile(input)).toThrow(
      expect.objectContaining({ name: 'DomainError', details: expect.objectContaining({ path }) }),
    );
  });

  it.each<[path: string, unknown]>([
    ['', null],
    ['', []],
    ['', 'VN-UNIT-366-335'],
    ['/kind', {}],
  ])('what is no case at all, at %j', (path, input) => {
    expect(() => evaluateRatingFile(input)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ path }) }),
    );
  });

  it.each<[path: string, Fields]>([
    ['/group', { group: undefined }],
    ['/cap/ratio', { cap: { ratio: 0.2 } }],
    ['/cap/rounding', { cap: { rounding: 'UP' } }],
    ['/cap/denominator', { cap: { denominator: 'EVERYBODY' } }],
    ['/cap/exceptional/moons', { cap: { exceptional: { moons: 1 } } }],
    ['/counts/good', { counts: { candidates: 1, good: -1 } }],
    ['/counts/good', { counts: { candidates: 1 } }],
    ['/members', { counts: undefined }],
    ['/members/0/level', { counts: undefined, members: [{ id: 'u1', level: 'BEST' }] }],
    ['/members/0/score', { counts: undefined, members: [{ id: 'u1', level: 'GOOD', score: 9 }] }],
    ['/policy/base', { policy: { base: 'X', set: {} } }],
    ['/policy', { policy: 'GENERIC-AUDIT' }],
  ])('in a group: %s', (path, more) => {
    const group = {
      kind: 'cap-case/1',
      policy: 'VN-UNIT-366-335',
      group: 'g1',
      counts: { candidates: 1, good: 1 },
    };
    const input: unknown = JSON.parse(JSON.stringify({ ...group, ...more }));
    expect(() => capRatingFile(input)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ path }) }),
    );
  });
});
