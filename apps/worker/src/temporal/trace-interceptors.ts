import { contextOf, traceparentOf } from '@dondoc/telemetry/command-traces.ts';
import { inSpan, NO_PARENT } from '@dondoc/telemetry/tracing.ts';
import { TRACE_HEADER } from '@dondoc/workflows/trace-header.ts';
import { context, SpanKind } from '@opentelemetry/api';
import { defaultPayloadConverter } from '@temporalio/common';
import type { Headers, WorkflowClientInterceptor } from '@temporalio/client';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';

/** What the relay starts or signals carries the trace it is done in. */
export const traceRelayed: WorkflowClientInterceptor = {
  start: (input, next) => next({ ...input, headers: withTrace(input.headers) }),
  signal: (input, next) => next({ ...input, headers: withTrace(input.headers) }),
};

/** An activity is a span in the trace of what woke its workflow; one that a timer brought about begins a trace. */
export const traceActivities: ActivityInterceptorsFactory = ({ info }) => ({
  inbound: {
    execute(input, next) {
      const { activityType, workflowExecution, attempt } = info;
      const attributes = {
        'temporal.workflow_id': workflowExecution?.workflowId ?? '',
        'temporal.attempt': attempt,
      };
      const parent = traceOf(input.headers);
      return inSpan(`activity ${activityType}`, { kind: SpanKind.CONSUMER, attributes, parent }, () =>
        next(input),
      );
    },
  },
});

function withTrace(headers: Headers): Headers {
  const traceparent = traceparentOf(context.active());
  if (traceparent === null) return headers;
  return { ...headers, [TRACE_HEADER]: defaultPayloadConverter.toPayload(traceparent) };
}

function traceOf(headers: Headers) {
  const header = headers[TRACE_HEADER];
  if (header === undefined) return NO_PARENT;
  const traceparent: unknown = defaultPayloadConverter.fromPayload(header);
  return typeof traceparent === 'string' ? contextOf(traceparent) : NO_PARENT;
}
