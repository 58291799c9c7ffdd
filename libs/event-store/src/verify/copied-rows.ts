import type { ClientBase, Submittable } from 'pg';

/** Signature, flags and length of extension: what stands before the first row of a binary COPY. */
const HEADER_BYTES = 19;
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');

type Connection = { query(text: string): void };

/**
 * Runs `COPY … TO STDOUT (FORMAT binary)` and gives each row where it lies in what came from the socket: no text, no objects. PostgreSQL
 * sends one row a message; `take` gets the message, where the row's first field begins, and must be done with it when it returns.
 */
export function copyRows(
  client: ClientBase,
  select: string,
  take: (bytes: Buffer, from: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let isFirst = true;
    let fault: unknown = null;
    const query = {
      submit(connection: Connection): void {
        connection.query(`COPY (${select}) TO STDOUT (FORMAT binary)`);
      },
      handleCopyData({ chunk }: { chunk: Buffer }) {
        if (fault !== null) return;
        try {
          if (isFirst && !chunk.subarray(0, SIGNATURE.length).equals(SIGNATURE))
            throw new Error('PostgreSQL sent no binary COPY.');
          const from = isFirst ? HEADER_BYTES : 0;
          isFirst = false;
          // The trailer has -1 in the place of the number of fields.
          if (chunk.length > from && chunk.readInt16BE(from) >= 0) take(chunk, from + 2);
        } catch (error) {
          // Told when the server has sent the rest: the connection must stay in step.
          fault = error;
        }
      },
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => (fault === null ? resolve() : reject(fault as Error)),
      handleError: (error: Error) => reject(error),
    };
    client.query(query as unknown as Submittable);
  });
}
