/** Ends a command with an exit code: 2 the input was refused, 1 a fault of the program or the server. */
export class CliError extends Error {
  override readonly name = 'CliError';
  constructor(
    readonly exitCode: 1 | 2,
    message: string,
    /** Printed on stdout when the command was called with --json. */
    readonly json: unknown = { error: { code: exitCode === 2 ? 'refused' : 'fault', path: '', message } },
  ) {
    super(message);
  }
}
