import type { LogEvent, LogHead } from '@dondoc/contracts/log.ts';
import { createLogChecker } from '@dondoc/event-store/log-checker.ts';
import type { LogReport } from '@dondoc/event-store/verify/log-chain.ts';
import type { Api } from './api.ts';

/**
 * Downloads the log and proves it here, trusting nothing the server says about it: each position, leaf hash, version and link
 * is worked out again from the stored bytes. The head is asked for first, so events that come meanwhile make no difference;
 * what was downloaded must end in it. Reading takes an administrator or an auditor.
 */
export async function proveLog(
  api: Api,
  onProgress: (events: number, of: number) => void,
  /** Sees each event that is looked at. What it says is proved for its `envelope` alone. */
  onEvent: (event: LogEvent) => void = () => undefined,
): Promise<LogReport> {
  const head = await api.get<LogHead>('/v1/log/head');
  const checker = createLogChecker();
  for await (const { items } of api.pages<LogEvent>('/v1/log/events')) {
    for (const event of items) {
      if (event.position > head.position) break;
      const { position, streamId, version, eventId, type, committedAt, envelope, leafHash } = event;
      checker.check([position, streamId, version, eventId, type, committedAt, envelope, leafHash]);
      onEvent(event);
    }
    onProgress(checker.events(), head.position);
    if ((items.at(-1)?.position ?? 0) >= head.position) break;
  }
  const report = checker.finish(null);
  if (report.head === head.position && report.headHash === head.leafHash) return report;
  const fault = `the log says it ends at ${head.position} with ${head.leafHash || 'nothing'}; what it gave ends at ${report.head} with ${report.headHash || 'nothing'}`;
  return { ...report, ok: false, faults: [...report.faults, { position: report.head, fault }] };
}
