// What was acknowledged is in the log, where the answer said; what was sent is there once at most, however often it was sent.
import { groupBy } from './envelope-reading.ts';
import type { ReadEvent } from './envelope-reading.ts';
import type { Acknowledged, Finding, Sent } from './snapshot.ts';

/** @param scripted how the command ids of the load generator begin; others (the set-up's, the clock's) were not scripted */
export function checkCommands(
  events: readonly ReadEvent[],
  acknowledged: readonly Acknowledged[],
  sent: readonly Sent[],
  scripted: RegExp,
): Finding[] {
  return [
    ...acknowledged.flatMap((answer) => checkAcknowledged(events, answer)),
    ...checkOnce(events),
    ...checkSent(events, sent, scripted),
  ];
}

function checkAcknowledged(
  events: readonly ReadEvent[],
  { commandId, streamId, version, position }: Acknowledged,
): Finding[] {
  if (position === null) return [];
  const event = events[position - 1];
  const isThere = event?.cause === commandId && event.streamId === streamId && event.version === version;
  if (isThere) return [];
  const found = event === undefined ? 'nothing' : `${event.type} of ${event.cause}`;
  return [{ code: 'ack-lost', detail: `${commandId} was acknowledged at ${position}; there is ${found}` }];
}

/** A command writes one run of versions in a stream; a second run is a second application. */
function checkOnce(events: readonly ReadEvent[]): Finding[] {
  const findings: Finding[] = [];
  const ids = new Set<string>();
  for (const { eventId, position } of events) {
    if (ids.has(eventId)) findings.push(twice(`the event ${eventId} again at position ${position}`));
    ids.add(eventId);
  }
  const runs = groupBy(events, ({ cause, streamId }) => `${cause} in ${streamId}`);
  for (const [command, run] of runs) {
    const first = run[0]?.position ?? 0;
    if (run.some(({ position }, index) => position !== first + index))
      findings.push(twice(`${command} wrote at positions ${run.map(({ position }) => position).join(', ')}`));
  }
  return findings;
}

function checkSent(events: readonly ReadEvent[], sent: readonly Sent[], scripted: RegExp): Finding[] {
  const expected = new Map(sent.map(({ commandId, writes }) => [commandId, writes]));
  const written = groupBy(
    events.filter(({ cause }) => scripted.test(cause)),
    ({ cause }) => cause,
  );
  return [...written].flatMap(([commandId, run]): Finding[] => {
    const writes = expected.get(commandId);
    if (writes === undefined) return [{ code: 'unsent-command', detail: `nobody sent ${commandId}` }];
    const count = run.filter(({ type }) => type === writes).length;
    return count === 1 ? [] : [twice(`${commandId} wrote ${writes} ${count} times`)];
  });
}

const twice = (detail: string): Finding => ({ code: 'applied-twice', detail });
