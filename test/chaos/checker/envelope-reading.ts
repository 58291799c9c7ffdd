// The checker's own reading of an envelope; nothing here comes from the code that writes them.
import { createHash } from 'node:crypto';

import type { LogRow } from './snapshot.ts';

export type Envelope = Readonly<{
  at: string;
  cause?: string;
  data: Readonly<Record<string, unknown>>;
  id: string;
  prev: string;
  sid: string;
  sv: number;
  type: string;
}>;
export type ReadEvent = LogRow & Readonly<{ at: string; cause: string; data: Envelope['data'] }>;

export const envelopeOf = (row: LogRow): Envelope => JSON.parse(row.envelope) as Envelope;

export function readEvents(rows: readonly LogRow[]): ReadEvent[] {
  return rows.map((row) => {
    const { at, cause, data } = envelopeOf(row);
    return { ...row, at, cause: cause ?? '', data };
  });
}

/** RFC 6962, section 2.1: SHA-256 of 0x00 and the entry's bytes. */
export function leafHash(envelope: string): string {
  return createHash('sha256')
    .update(Buffer.from([0]))
    .update(envelope, 'utf8')
    .digest('hex');
}

export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
