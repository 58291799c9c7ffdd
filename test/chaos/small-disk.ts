// The data directory on a file system of its own, small enough to be filled: ext4 in a file, mounted on a loop device inside a
// mount namespace that ends with us. Needs root; without it the disk is the machine's and the fault is not possible.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const SIZE = '2200M';
const NAMESPACE = 'CHAOS_MOUNT_NAMESPACE';

/** Runs this very command again below `unshare --mount`, where that is possible; null: it is not, or we are there already. */
export function insideNamespace(): number | null {
  if (process.env[NAMESPACE] === '1' || process.getuid?.() !== 0 || !canUnshare()) return null;
  const { status } = spawnSync(
    'unshare',
    ['--mount', '--propagation', 'private', process.execPath, ...process.execArgv, ...process.argv.slice(1)],
    { stdio: 'inherit', env: { ...process.env, [NAMESPACE]: '1' } },
  );
  return status ?? 1;
}

const canUnshare = (): boolean => spawnSync('unshare', ['--mount', 'true'], { stdio: 'ignore' }).status === 0;

export type SmallDisk = Readonly<{ folder: string; fill(): void; empty(): void; remove(): void }>;

/** null: no such disk can be made here. */
export function mountSmallDisk(home: string): SmallDisk | null {
  if (process.env[NAMESPACE] !== '1') return null;
  const image = join(home, 'disk.img');
  const folder = join(home, 'disk');
  const ballast = join(folder, 'ballast');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  try {
    execFileSync('truncate', ['-s', SIZE, image]);
    execFileSync('mkfs.ext4', ['-q', '-F', '-m', '0', image], { stdio: 'ignore' });
    execFileSync('mount', ['-o', 'loop', image, folder], { stdio: 'ignore' });
  } catch {
    return null;
  } finally {
    // The mount keeps it: when the last of us ends, however, its space is free again.
    rmSync(image, { force: true });
  }
  return {
    folder,
    fill() {
      // Twice: what the first leaves free is less than a megabyte, and that goes too.
      for (const unit of ['1048576', '4096']) {
        const free = Number(execFileSync('stat', ['-f', '-c', '%a', folder], { encoding: 'utf8' })) * 4096;
        const length = Math.floor(free / Number(unit)) * Number(unit);
        if (length > 0)
          spawnSync('fallocate', ['-l', String(length), `${ballast}-${unit}`], { stdio: 'ignore' });
      }
    },
    empty() {
      for (const unit of ['1048576', '4096']) rmSync(`${ballast}-${unit}`, { force: true });
    },
    remove() {
      spawnSync('umount', ['-l', folder], { stdio: 'ignore' });
    },
  };
}
