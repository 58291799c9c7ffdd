import { describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { createHintSender } from './hint-sender.ts';

/** A connection that answers when it is told to. */
function slowConnection() {
  const payloads: string[] = [];
  const answers: { resolve(): void; reject(error: Error): void }[] = [];
  const send = (payload: string) => {
    payloads.push(payload);
    return new Promise<void>((resolve, reject) => answers.push({ resolve, reject }));
  };
  const hasSent = async (count: number) => {
    while (payloads.length < count) await delay(1);
  };
  return { payloads, send, answers, hasSent };
}

const noFault = (error: unknown) => {
  throw error;
};

describe('hints to followers', () => {
  it('tells a first position at once', async () => {
    const { payloads, send, hasSent } = slowConnection();
    const sender = createHintSender(send, noFault);
    sender.announce(7);
    await hasSent(1);
    expect(payloads).toEqual(['7']);
    sender.close();
  });

  it('sends nothing while the last hint has no answer, then the newest position alone', async () => {
    const { payloads, send, answers, hasSent } = slowConnection();
    const sender = createHintSender(send, noFault);
    sender.announce(1);
    await hasSent(1);
    for (const position of [2, 3, 4]) sender.announce(position);
    await delay(30);
    expect(payloads).toEqual(['1']);
    answers[0]?.resolve();
    await hasSent(2);
    expect(payloads).toEqual(['1', '4']);
    sender.close();
  });

  it('sends what must be told in its turn, not across a hint', async () => {
    const { payloads, send, answers, hasSent } = slowConnection();
    const sender = createHintSender(send, noFault);
    sender.announce(1);
    await hasSent(1);
    const told = sender.send('shredded:a');
    await delay(10);
    expect(payloads).toEqual(['1']);
    answers[0]?.resolve();
    await hasSent(2);
    answers[1]?.resolve();
    await told;
    expect(payloads).toEqual(['1', 'shredded:a']);
    sender.close();
  });

  it('goes on after a hint that failed, and tells of the fault', async () => {
    const { payloads, send, answers, hasSent } = slowConnection();
    const faults: unknown[] = [];
    const sender = createHintSender(send, (error) => faults.push(error));
    sender.announce(1);
    await hasSent(1);
    sender.announce(2);
    answers[0]?.reject(new Error('connection lost'));
    await hasSent(2);
    expect(payloads).toEqual(['1', '2']);
    expect(faults).toEqual([new Error('connection lost')]);
    sender.close();
  });
});
