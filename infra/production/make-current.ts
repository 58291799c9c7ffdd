// After a roll-out: the version in the environment becomes the current one (infra/adr/0017). Run as the chart's hook, or by hand:
//   node --import @oxc-node/core/register infra/production/make-current.ts
// With the build id of the version before, it is the way back.
import { loadTemporalConfig } from '@dondoc/config/temporal-config.ts';
import { ConfigError } from '@dondoc/config/variable-kinds.ts';
import { makeCurrent } from '@dondoc/worker/temporal/current-version.ts';
import { Client, Connection } from '@temporalio/client';

const PATIENCE_MS = 180_000;

try {
  const { temporalAddress: address, temporalNamespace, temporalDeployment } = loadTemporalConfig(process.env);
  if (temporalDeployment === undefined) {
    throw new ConfigError(
      'Set TEMPORAL_DEPLOYMENT_NAME and TEMPORAL_WORKER_BUILD_ID: they name the version.',
    );
  }
  const connection = await Connection.connect({ address });
  try {
    const client = new Client({ connection, namespace: temporalNamespace });
    await makeCurrent(client, temporalDeployment, PATIENCE_MS);
  } finally {
    await connection.close();
  }
  process.stdout.write(`${JSON.stringify({ event: 'version is current', ...temporalDeployment })}\n`);
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
