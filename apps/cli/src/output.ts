/** What a command says: its answer on stdout, everything else on stderr. */
export type Output = {
  line: (text?: string) => void;
  json: (value: unknown) => void;
  /** A sentence that is not the answer. */
  note: (text: string) => void;
  /** How far a long command is; the next one takes its place. Only where a person looks on. */
  progress: (text: string) => void;
};
type Stream = { write: (text: string) => unknown; isTTY?: boolean };

export function createOutput(stdout: Stream, stderr: Stream): Output {
  let isShowing = false;
  const clear = () => {
    if (isShowing) stderr.write('\r\u001b[K');
    isShowing = false;
  };
  return {
    line(text = '') {
      clear();
      stdout.write(`${text}\n`);
    },
    json(value) {
      clear();
      stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    note(text) {
      clear();
      stderr.write(`${text}\n`);
    },
    progress(text) {
      if (stderr.isTTY !== true) return;
      stderr.write(`\r\u001b[K${text}`);
      isShowing = true;
    },
  };
}
