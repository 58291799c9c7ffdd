import { describe, expect, it } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { temporalWindow } from './temporal-window.ts';

/** A client whose server answers, or does not. */
const client = (answers: boolean): Client =>
  ({
    options: { namespace: 'default' },
    workflow: { count: () => Promise.resolve({ count: 2 }) },
    connection: {
      withDeadline: (_at: number, ask: () => unknown) => ask(),
      workflowService: {
        describeNamespace: () =>
          answers
            ? Promise.resolve({ namespaceInfo: { id: 'n1' } })
            : Promise.reject(new Error('unavailable')),
      },
    },
  }) as unknown as Client;
const polling = (state: string) => ({
  states: () => [
    { queue: 'process', state },
    { queue: 'effects', state: 'RUNNING' },
  ],
});

describe('Temporal, as health sees it', () => {
  it('is well when it answers and both queues are polled', async () => {
    const window = temporalWindow();
    window.show({ client: client(true), workers: polling('RUNNING') });
    await expect(window.sight.check()).resolves.toBe('answers; polling process, effects');
    await expect(window.sight.openWorkflows()).resolves.toMatchObject({ unitCycle: 2, directiveCampaign: 2 });
  });

  it('is not, before it was reached', async () => {
    const { sight } = temporalWindow();
    await expect(sight.check()).rejects.toThrow('is not connected: the worker has not reached it yet');
    await expect(sight.openWorkflows()).resolves.toBeNull();
  });

  it('is not once the part that runs on it has ended, and says what ended it', async () => {
    const window = temporalWindow();
    window.show({ client: client(true), workers: polling('RUNNING') });
    window.show(null, new Error('the poller failed'));
    await expect(window.sight.check()).rejects.toThrow('is not connected: the poller failed');
  });

  it('is not while a queue is not polled', async () => {
    const window = temporalWindow();
    window.show({ client: client(true), workers: polling('DRAINING') });
    await expect(window.sight.check()).rejects.toThrow('is not polled: process DRAINING');
  });

  it('is not while the server is silent', async () => {
    const window = temporalWindow();
    window.show({ client: client(false), workers: polling('RUNNING') });
    await expect(window.sight.check()).rejects.toThrow('does not answer: unavailable');
  });
});
