import type { FollowerDefinition } from '@dondoc/event-store/follower.ts';
import { SpanKind, trace } from '@opentelemetry/api';
import { linksTo, type CommandTraces } from './command-traces.ts';
import { inSpan, NO_PARENT } from './tracing.ts';

/** Of a batch of many commands at most so many are linked: the limit of OpenTelemetry's default. */
const MOST_LINKS = 128;

/**
 * The same follower, traced: a batch of one traced command's events goes on in that command's trace; a batch of several
 * begins its own and links to theirs. Untraced events cost one look-up a batch, and nothing while tracing is off.
 */
export function observeFollower(definition: FollowerDefinition, traces: CommandTraces): FollowerDefinition {
  return {
    ...definition,
    async handle(events, tx) {
      const found = [...(await traces.recall(events.map(({ commandId }) => commandId))).values()];
      const [first] = found;
      if (first === undefined) return definition.handle(events, tx);
      const traceIds = new Set(found.map((each) => trace.getSpanContext(each)?.traceId));
      return inSpan(
        `follow ${definition.name}`,
        {
          kind: SpanKind.CONSUMER,
          attributes: { 'dondoc.events': events.length, 'dondoc.position': events.at(-1)?.position ?? 0 },
          ...(traceIds.size === 1
            ? { parent: first }
            : { parent: NO_PARENT, links: linksTo(found.slice(0, MOST_LINKS)) }),
        },
        () => definition.handle(events, tx),
      );
    },
  };
}
