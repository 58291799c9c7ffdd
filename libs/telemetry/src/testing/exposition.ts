type Sample = { name: string; labels: Readonly<Record<string, string>>; value: number };
type Family = { type: string; help: string; samples: Sample[] };

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
// Prometheus reads a value as Go does, which knows NaN in any case; prom-client writes `Nan`.
const NAN = /^nan$/i;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/y;

/**
 * Reads Prometheus' text format 0.0.4 as strictly as Prometheus does: every sample belongs to a family that was announced
 * with HELP and TYPE, no series comes twice, histograms have `+Inf`. Throws Error naming the line.
 */
export function parseExposition(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('The last line must end with a line feed.');
  const families = new Map<string, Family>();
  const seen = new Set<string>();
  for (const line of text.split('\n')) {
    const comment = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line);
    if (comment) announce(families, comment);
    else if (line !== '' && !line.startsWith('#')) {
      const series = line.slice(0, line.lastIndexOf(' '));
      if (seen.has(series)) throw new Error(`Twice: ${line}`);
      seen.add(series);
      const sample = sampleOf(line);
      familyOf(families, sample.name, line).samples.push(sample);
    }
  }
  for (const [name, { type, samples }] of families) refuseOpenHistogram(name, type, samples);
  return families;
}

function announce(families: Map<string, Family>, [, what, name = '', rest = '']: RegExpExecArray): void {
  if (!NAME.test(name)) throw new Error(`No name of a metric: ${name}`);
  const family = families.get(name) ?? { type: '', help: '', samples: [] };
  if (what === 'TYPE' && !/^(counter|gauge|histogram|summary|untyped)$/.test(rest)) {
    throw new Error(`No type: ${rest}`);
  }
  families.set(name, what === 'TYPE' ? { ...family, type: rest } : { ...family, help: rest });
}

function sampleOf(line: string): Sample {
  const [, name = '', labelText = '', number = ''] = SAMPLE.exec(line) ?? [];
  const value = valueOf(number);
  if (name === '' || (Number.isNaN(value) && !NAN.test(number))) throw new Error(`No sample: ${line}`);
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < labelText.length) {
    const [, label = '', escaped = ''] = LABEL.exec(labelText) ?? [];
    if (label === '') throw new Error(`No labels: ${line}`);
    labels[label] = escaped.replace(/\\([\\"n])/g, (_, char: string) => (char === 'n' ? '\n' : char));
  }
  return { name, labels, value };
}

function valueOf(number: string): number {
  if (number === '+Inf') return Infinity;
  return number === '-Inf' ? -Infinity : Number(number);
}

function familyOf(families: Map<string, Family>, name: string, line: string): Family {
  const family = families.get(name) ?? families.get(name.replace(/_(bucket|sum|count)$/, ''));
  if (!family?.type || !family.help) throw new Error(`Not announced: ${line}`);
  return family;
}

function refuseOpenHistogram(name: string, type: string, samples: readonly Sample[]): void {
  if (type !== 'histogram' || samples.length === 0) return;
  if (!samples.some(({ labels }) => labels['le'] === '+Inf')) throw new Error(`${name} has no bucket +Inf.`);
}
