import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { workflowBundle } from '@dondoc/worker/temporal/workflow-bundle.ts';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';

type History = { events: RecordedEvent[] };
type RecordedEvent = {
  workflowTaskCompletedEventAttributes?: { sdkMetadata?: { coreUsedFlags?: number[] } };
  startChildWorkflowExecutionInitiatedEventAttributes?: { workflowType: { name: string } };
};

const folder = join(import.meta.dirname, 'histories');
const names = readdirSync(folder)
  .map((file) => basename(file, '.json'))
  .toSorted();
const recorded = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as History;

// A workflow that was started by yesterday's code goes on with today's: the same history must lead to the same commands.
describe('Histories recorded on a real server', () => {
  let bundle: Awaited<ReturnType<typeof workflowBundle>>;
  const replay = (history: History) => Worker.runReplayHistory({ workflowBundle: bundle }, history);

  beforeAll(async () => {
    // The broken history is reported by Core on its own, beside the error that the test is about.
    Runtime.install({
      logger: new DefaultLogger('ERROR'),
      telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
    });
    bundle = await workflowBundle({
      cacheDir: join(tmpdir(), 'dondoc-test-bundles'),
      logger: new DefaultLogger('ERROR'),
    });
  }, 60_000);

  it('are there for every workflow type', () => {
    expect(names).toEqual([
      'directive-campaign',
      'petition-clock',
      'remediation-monitor',
      'shard-launcher',
      'unit-cycle',
      'unit-cycle-escalated',
      'year-end-scoring',
      // Begun before there were ratings: such a workflow may still be open.
      'year-end-scoring-before-ratings',
    ]);
  });

  it.each(names)(
    '%s replays',
    async (name) => {
      await expect(replay(recorded(name))).resolves.toBeUndefined();
    },
    20_000,
  );

  it.each(names)('%s carries the flags without which a replay would not compare types', (name) => {
    const flags = recorded(name).events.flatMap(
      (event) => event.workflowTaskCompletedEventAttributes?.sdkMetadata?.coreUsedFlags ?? [],
    );
    expect(flags).toContain(1);
  });

  it('fail when the code would do something else: here, start another kind of child', async () => {
    const broken = recorded('shard-launcher');
    for (const event of broken.events) {
      const started = event.startChildWorkflowExecutionInitiatedEventAttributes;
      if (started) started.workflowType.name = 'anotherCycle';
    }
    await expect(replay(broken)).rejects.toThrow(DeterminismViolationError);
  }, 20_000);
});
