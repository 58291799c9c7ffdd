export type ProcessIdentity = Readonly<{ pid: number; started: string }>;
export function startOf(pid: number): string | null;
export function isRunning(identity: ProcessIdentity): boolean;
export function endProcess(
  identity: ProcessIdentity,
  gentle: NodeJS.Signals,
  gentleMs: number,
): Promise<void>;
