type Fields = Record<string, unknown>;

// These may hold more than a case names.
const CONTAINED = new Set(['carriedOver', 'warnings', 'insufficient', 'skipped']);
const BLAMING = ['FIRED', 'FAILED', 'HOLE', 'DEMOTED'];

/**
 * Where an answer is not what a case expects, one sentence each; empty: as expected. Objects match by the keys given, lists as a
 * whole. `reasonsInclude`: a reason with this code is there; `reasonsExclude`: none with it blames; `partPoints`: points by part.
 */
export function differencesFrom(expected: Readonly<Fields>, answer: unknown): string[] {
  const { reasonsInclude = [], reasonsExclude = [], partPoints = {}, ...rest } = expected;
  const told = isFields(answer) ? answer : {};
  const reasons = listOf(told['reasons']);
  const codes = reasons.map(({ code }) => code);
  const blamed = reasons.filter(({ outcome }) => BLAMING.includes(String(outcome))).map(({ code }) => code);
  const points = Object.fromEntries(
    listOf(told['parts']).map((part) => [String(part['code']), part['points']]),
  );
  return [
    ...Object.entries(rest).flatMap(([name, wanted]) =>
      CONTAINED.has(name)
        ? missingFrom(told[name], wanted, `/${name}`)
        : differences(wanted, told[name], `/${name}`),
    ),
    ...missingFrom(codes, reasonsInclude, '/reasons'),
    ...asList(reasonsExclude)
      .filter((code) => blamed.includes(code))
      .map((code) => `/reasons: ${String(code)} blames, and must not`),
    ...differences(partPoints, points, '/parts'),
  ];
}

function differences(wanted: unknown, found: unknown, path: string): string[] {
  if (isFields(wanted) && isFields(found)) {
    return Object.entries(wanted).flatMap(([name, value]) =>
      differences(value, found[name], `${path}/${name}`),
    );
  }
  const [must, is] = [JSON.stringify(wanted), JSON.stringify(found)];
  return must === is ? [] : [`${path}: expected ${must}, answered ${is ?? 'nothing'}`];
}

function missingFrom(found: unknown, wanted: unknown, path: string): string[] {
  const known = asList(found);
  return asList(wanted)
    .filter((one) => !known.some((each) => differences(one, each, path).length === 0))
    .map((one) => `${path}: expected ${JSON.stringify(one)} in it`);
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly Fields[] => asList(value).filter(isFields);
