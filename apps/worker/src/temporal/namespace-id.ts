import type { Client } from '@temporalio/client';

/** The id Temporal made when the namespace was created: a Temporal that lost its database has another one. */
export async function namespaceIdOf({ connection, options }: Client): Promise<string> {
  const { namespaceInfo } = await connection.workflowService.describeNamespace({
    namespace: options.namespace,
  });
  const id = namespaceInfo?.id;
  if (!id) throw new Error(`Temporal says nothing about its namespace ${options.namespace}.`);
  return id;
}
