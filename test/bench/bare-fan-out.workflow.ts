// The product's fan-out without the product: same shape, children that do nothing. Bundled for Temporal's sandbox.
import {
  continueAsNew,
  executeChild,
  ParentClosePolicy,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';

const UNITS_PER_SHARD = 500;
const UNITS_PER_PAGE = 100;
const SHARDS_IN_FLIGHT = 8;

/** Children are named `<workflow id>/<number>`. */
export async function bareRoot(units: number): Promise<void> {
  const { workflowId: root } = workflowInfo();
  const shards = Math.ceil(units / UNITS_PER_SHARD);
  let next = 0;
  const lane = async () => {
    while (next < shards) {
      const shard = next;
      next += 1;
      await executeChild(bareShard, {
        workflowId: `shard-of-${root}/${shard}`,
        parentClosePolicy: ParentClosePolicy.ABANDON,
        args: [{ root, from: shard * UNITS_PER_SHARD, to: Math.min(units, (shard + 1) * UNITS_PER_SHARD) }],
      });
    }
  };
  await Promise.all(Array.from({ length: SHARDS_IN_FLIGHT }, lane));
}

export async function bareShard({
  root,
  from,
  to,
}: {
  root: string;
  from: number;
  to: number;
}): Promise<void> {
  const page = Math.min(to, from + UNITS_PER_PAGE);
  await Promise.all(
    Array.from({ length: page - from }, (_, index) =>
      startChild(bareChild, {
        workflowId: `${root}/${from + index}`,
        parentClosePolicy: ParentClosePolicy.ABANDON,
      }),
    ),
  );
  if (page < to) await continueAsNew<typeof bareShard>({ root, from: page, to });
}

export function bareChild(): Promise<void> {
  return Promise.resolve();
}
