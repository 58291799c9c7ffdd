import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type Logger } from '@temporalio/worker';

const SOURCES = fileURLToPath(new URL('../../../../workflows/src/', import.meta.url));

/**
 * The workflow code as one file for Temporal's sandbox, made once for each state of the sources and kept in `cacheDir`:
 * webpack takes seconds, and a second start should not. Safe when two processes make it at once.
 */
export async function workflowBundle({ cacheDir, logger }: { cacheDir: string; logger?: Logger }) {
  const codePath = join(cacheDir, `workflows-${await fingerprint()}.js`);
  if (existsSync(codePath)) return { codePath };
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(SOURCES, 'index.ts'),
    workflowInterceptorModules: [join(SOURCES, 'trace-interceptors.ts')],
    ...(logger && { logger }),
  });
  await mkdir(cacheDir, { recursive: true });
  const unfinished = `${codePath}.${process.pid}`;
  await writeFile(unfinished, code);
  await rename(unfinished, codePath);
  return { codePath };
}

/** Changes with the sources and with the SDK, which must be the one that runs the bundle. */
async function fingerprint(): Promise<string> {
  const { version } = createRequire(import.meta.url)('@temporalio/worker/package.json') as {
    version: string;
  };
  const hash = createHash('sha256').update(version);
  const files = (await readdir(SOURCES, { recursive: true }))
    .filter((path) => path.endsWith('.ts'))
    .toSorted();
  for (const path of files) hash.update(path).update(await readFile(join(SOURCES, path)));
  return hash.digest('hex').slice(0, 16);
}
