// Positions are dense, every leaf is the hash of its envelope, every envelope names the leaf before it in its stream.
import { envelopeOf, groupBy, leafHash } from './envelope-reading.ts';
import type { Finding, LogRow, LogSnapshot, StreamRow } from './snapshot.ts';

/** @param log rows in the order of their positions */
export function checkLog({ rows, streams }: LogSnapshot): Finding[] {
  const heads = new Map(streams.map((stream) => [stream.streamId, stream]));
  const byStream = groupBy(rows, ({ streamId }) => streamId);
  const unknown = streams.filter(({ streamId }) => !byStream.has(streamId));
  return [
    ...checkPositions(rows),
    ...[...byStream].flatMap(([streamId, events]) => checkStream(events, heads.get(streamId))),
    ...unknown.map(({ streamId }) => broken(`stream ${streamId} has a head and no event`)),
  ];
}

function checkPositions(rows: readonly LogRow[]): Finding[] {
  const wrong = rows.findIndex(({ position }, index) => position !== index + 1);
  if (wrong === -1) return [];
  const detail = `row ${wrong + 1} of the log has position ${rows[wrong]?.position}`;
  return [{ code: 'position-gap', detail }];
}

function checkStream(rows: readonly LogRow[], head: StreamRow | undefined): Finding[] {
  const findings: Finding[] = [];
  let previous = '';
  for (const [index, row] of rows.entries()) {
    const { sid, sv, id, type, prev } = envelopeOf(row);
    const where = `position ${row.position}`;
    if (row.version !== index + 1)
      findings.push({ code: 'position-gap', detail: `${where} is version ${row.version}, not ${index + 1}` });
    if (leafHash(row.envelope) !== row.leafHash) findings.push(broken(`the leaf at ${where} is another`));
    if (prev !== previous) findings.push(broken(`${where} does not name the leaf before it`));
    if (sid !== row.streamId || sv !== row.version || id !== row.eventId || type !== row.type)
      findings.push(broken(`the columns at ${where} are not those of the envelope`));
    previous = row.leafHash;
  }
  const last = rows.at(-1);
  if (head?.version !== last?.version || head?.headHash !== previous)
    findings.push(broken(`the head of stream ${last?.streamId} is not its last event`));
  return findings;
}

const broken = (detail: string): Finding => ({ code: 'chain-broken', detail });
