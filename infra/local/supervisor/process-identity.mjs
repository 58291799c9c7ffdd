// A process is its pid and the moment it started: pids are reused, pairs are not. Plain JavaScript, shared with the guardian.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 50;
const FIRM_MS = 2_000;

/**
 * When the process started, in whatever unit the system counts (only compared for equality); null when there is no such
 * process. A zombie has ended: only its parent has not asked yet.
 * @param {number} pid
 * @returns {string | null}
 */
export function startOf(pid) {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
    } catch {
      return null;
    }
  }
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line === '' || line.startsWith('Z') ? null : line.replace(/^\S+\s+/, '').replaceAll(/\s+/g, '_');
  } catch {
    return null;
  }
}

/**
 * @param {{ pid: number, started: string }} identity
 */
export function isRunning({ pid, started }) {
  return startOf(pid) === started;
}

/**
 * Asks the process and its group to end, waits, then insists: gentle signal, SIGQUIT (PostgreSQL's own emergency stop, which
 * also ends its backends), SIGKILL.
 * @param {{ pid: number, started: string }} identity leader of its own process group
 * @param {NodeJS.Signals} gentle
 * @param {number} gentleMs how long the orderly end may take
 */
export async function endProcess(identity, gentle, gentleMs) {
  for (const [signal, patience] of [
    [gentle, gentleMs],
    ['SIGQUIT', FIRM_MS],
    ['SIGKILL', FIRM_MS],
  ]) {
    if (!isRunning(identity)) break;
    // PostgreSQL's backends take orders from their postmaster only; SIGINT to each would merely cancel its query.
    signalProcess(signal === 'SIGINT' ? identity.pid : -identity.pid, signal);
    for (const until = Date.now() + patience; Date.now() < until && isRunning(identity);)
      await pause(LOOK_EVERY_MS);
  }
}

function signalProcess(target, signal) {
  try {
    process.kill(target, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
