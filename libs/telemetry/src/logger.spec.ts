import { spawnSync } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const PROGRAM = `
  import { createLogger } from ${JSON.stringify(join(import.meta.dirname, 'logger.ts'))};
  const logger = createLogger({ name: 'worker', level: 'info' });
  for (let line = 0; line < 3; line += 1) logger.warn({ line }, 'cannot be written');
  await new Promise((resolve) => setTimeout(resolve, 50));
  console.log('works on');
`;
const { NODE_OPTIONS: _, ...env } = process.env;

// Linux's own full disk; elsewhere there is none to write to.
const describeWithFullDisk = existsSync('/dev/full') ? describe : describe.skip;

describeWithFullDisk('The logger, when the disk of its log is full', () => {
  it('loses lines and not the program', () => {
    const full = openSync('/dev/full', 'w');
    const args = ['--import', '@oxc-node/core/register', '--input-type=module', '--eval', PROGRAM];
    const { status, stdout } = spawnSync(process.execPath, args, {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', full],
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'works on\n' });
  }, 20_000);
});
