import { createLogChain, type LogReport } from './verify/log-chain.ts';
import { createLogPart, HASH_WORDS, ID_WORDS } from './verify/log-part.ts';
import { addRow, putHex, type LogRow } from './verify/row-by-text.ts';

const ROWS_A_PART = 1_000;

/** One row of es.stream. */
type StreamHead = [streamId: string, version: number, headHash: string];

/**
 * All that the log can prove by itself, row by row in log order; `finish` takes the rows of es.stream (stream, version, head
 * hash) as of the same moment, or null where only the events are at hand. Remembers one line a stream. For rows that came as text;
 * `verifyLog` reads the database's own bytes.
 */
export function createLogChecker() {
  const chain = createLogChain();
  let part = createLogPart(ROWS_A_PART);

  function flush(): void {
    chain.add(part);
    part = createLogPart(ROWS_A_PART);
  }

  return {
    check(row: LogRow): void {
      addRow(part, row);
      if (part.size === ROWS_A_PART) flush();
    },
    events: () => chain.events() + part.size,
    finish(heads: readonly StreamHead[] | null): LogReport {
      flush();
      return chain.finish(heads && inWords(heads));
    },
  };
}

function inWords(rows: readonly StreamHead[]) {
  const stream = new Uint32Array(rows.length * ID_WORDS);
  const leaf = new Uint32Array(rows.length * HASH_WORDS);
  for (const [index, [id, , hash]] of rows.entries()) {
    putHex(id.replaceAll('-', ''), stream, index * ID_WORDS, ID_WORDS);
    putHex(hash, leaf, index * HASH_WORDS, HASH_WORDS);
  }
  return { size: rows.length, stream, version: Int32Array.from(rows, ([, version]) => version), leaf };
}
