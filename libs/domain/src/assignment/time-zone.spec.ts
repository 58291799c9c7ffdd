import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const ANSWER = fileURLToPath(new URL('test-zone-answer.ts', import.meta.url));
// Jest's own options would make every child a virtual-module one.
const { NODE_OPTIONS: _, ...env } = process.env;

/** A zone is the process's: setting it within one changes nothing, so each answer comes from a process of its own. */
async function toldIn(zone: string) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', '@oxc-node/core/register', ANSWER],
    { env: { ...env, TZ: zone } },
  );
  const [hour = '', told = ''] = stdout.split('\n');
  return { hour, told };
}

it('AC-54: the same events give the same deadline states, score, level and reasons, whatever zone the machine is in', async () => {
  const west = await toldIn('America/Los_Angeles');
  const east = await toldIn('Pacific/Kiritimati');
  // The machines are elsewhere indeed: otherwise this would prove nothing.
  expect([west.hour, east.hour]).toEqual(['17', '14']);
  expect(JSON.parse(west.told)).toMatchObject({
    cycle: [{ waiting: [{ overdueDays: 0 }] }, {}, { waiting: [{ overdueDays: 1 }] }],
    monitoring: {
      overdue: [
        [false, false],
        [true, true],
      ],
    },
    result: { kind: 'rating-result/1', score: expect.any(String) },
  });
  expect(east.told).toBe(west.told);
}, 60_000);
