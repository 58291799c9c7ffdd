import type { HistoryEvent } from '@dondoc/contracts/log.ts';
import { minuteOf, table } from '../table.ts';

const SHOWN_OF_HASH = 12;

export const historyTable = (events: readonly HistoryEvent[]): string =>
  table(
    ['POSITION', 'VERSION', 'AT (+07:00)', 'BY', 'EVENT', 'LEAF'],
    events.map(({ position, version, at, actor, type, leafHash, by }) => [
      String(position),
      String(version),
      minuteOf(at),
      by === undefined ? actor.role : `${by} (${actor.role})`,
      type,
      leafHash.slice(0, SHOWN_OF_HASH),
    ]),
  );
