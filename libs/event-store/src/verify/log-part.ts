import type { Position } from '../event-store.ts';

/** `position` is where to look; the last one before it when something is missing at the end. */
export type LogFault = { position: Position; fault: string };

/** In words of 32 bits. */
export const ID_WORDS = 4;
export const HASH_WORDS = 8;

/**
 * Consecutive rows of the log whose bytes have been checked, each by itself: what the rows around them must agree with, as
 * columns that a thread can hand over without a copy.
 */
export type LogPart = {
  size: number;
  position: Float64Array;
  /** committed_at in microseconds since 1970. */
  at: Float64Array;
  version: Int32Array;
  /** Four words a row, as are … */
  stream: Uint32Array;
  /** … eight: the leaf hash of the stream's event before, as the stored bytes name it. */
  previous: Uint32Array;
  previousIs: Uint8Array;
  leaf: Uint32Array;
  /** What is wrong with single rows. */
  faults: LogFault[];
};

/** Whether `previous` holds a hash, the event says it is the first of its stream, or its bytes say nothing that can be read. */
export const PREVIOUS = { NONE: 0, HASH: 1, UNREADABLE: 2 } as const;

export function createLogPart(capacity: number): LogPart {
  return {
    size: 0,
    position: new Float64Array(capacity),
    at: new Float64Array(capacity),
    version: new Int32Array(capacity),
    stream: new Uint32Array(capacity * ID_WORDS),
    previous: new Uint32Array(capacity * HASH_WORDS),
    previousIs: new Uint8Array(capacity),
    leaf: new Uint32Array(capacity * HASH_WORDS),
    faults: [],
  };
}

/** What goes over to another thread instead of being copied. */
export const buffersOf = ({ position, at, version, stream, previous, previousIs, leaf }: LogPart) =>
  [position, at, version, stream, previous, previousIs, leaf].map(({ buffer }) => buffer as ArrayBuffer);
