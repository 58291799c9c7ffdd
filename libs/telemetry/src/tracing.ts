import { DomainError } from '@dondoc/domain/domain-error.ts';
import {
  context,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Span,
  type SpanOptions,
} from '@opentelemetry/api';

/**
 * Runs `work` in a span, a child of `parent` (default: of what is under way). Without a started tracing this is a call and
 * no more. A failure marks the span with the error's kind; its message may quote what somebody wrote and stays out.
 */
export function inSpan<Result>(
  name: string,
  { parent = context.active(), ...options }: SpanOptions & { parent?: Context },
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  return trace.getTracer('dondoc').startActiveSpan(name, options, parent, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: kindOf(error) });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Somebody will see this span: it is exported, not merely passed through. */
export const isTraced = (span: Span): boolean =>
  span.isRecording() && (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0;

/** Begins a trace of its own, whatever is under way. */
export const NO_PARENT = ROOT_CONTEXT;

function kindOf(error: unknown): string {
  if (error instanceof DomainError) return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
