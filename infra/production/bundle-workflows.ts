// Makes the workflow bundle of this release in a data folder, when an image is built: a worker with that DONDOC_DATA_DIR starts
// without webpack and without writing anything.
//   node --import @oxc-node/core/register infra/production/bundle-workflows.ts <folder>
import { join } from 'node:path';
import { workflowBundle } from '@dondoc/worker/temporal/workflow-bundle.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the data folder.');
const { codePath } = await workflowBundle({ cacheDir: join(folder, 'dondoc-workflow-bundles') });
process.stdout.write(`${codePath}\n`);
