// From a bare clone to running TypeScript: checks Node, installs the packages of package-lock.json when they are missing or
// old, then hands over in the same process, so that the pid a person sees is the pid that does the work.
// Plain JavaScript without packages on purpose; it must parse on old versions of Node to be able to refuse them.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = [20, 19];
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** @param {string} entry file beside this one that takes over, with process.argv as given */
export async function boot(entry) {
  refuseOldNode();
  try {
    const { installPackages } = await import('./packages.mjs');
    await installPackages(root);
  } catch (error) {
    if (error.name !== 'Refusal') throw error;
    process.stderr.write(`dondoc: ${error.message}\n`);
    process.exit(1);
  }
  await import('@oxc-node/core/register');
  await import(`./${entry}`);
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  process.stderr.write(
    `dondoc: this is Node ${process.versions.node}, and Node ${OLDEST_NODE.join('.')} or newer is needed.\n`,
  );
  process.exit(1);
}
