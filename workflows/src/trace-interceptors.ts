import type { Headers, WorkflowInterceptors } from '@temporalio/workflow';
import { TRACE_HEADER } from './trace-header.ts';

type WithHeaders = { readonly headers: Headers };

/**
 * Hands the trace of what woke the workflow (its start or a signal) on to what it does then: activities, children, its
 * next run. What a timer brings about is nobody's doing and begins a trace of its own. Only headers are added, which no
 * replay compares, and every promise is passed on as it is, so the commands and their order stay what they were.
 */
export const interceptors = (): WorkflowInterceptors => {
  let trace: Headers[string] | undefined;
  const takenFrom = ({ headers }: WithHeaders) => {
    trace = headers[TRACE_HEADER] ?? trace;
  };
  const handedOn = <Input extends WithHeaders>(input: Input): Input =>
    trace === undefined ? input : { ...input, headers: { ...input.headers, [TRACE_HEADER]: trace } };
  const forget = () => {
    trace = undefined;
  };
  return {
    inbound: [
      {
        execute(input, next) {
          takenFrom(input);
          return next(input);
        },
        handleSignal(input, next) {
          takenFrom(input);
          return next(input);
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => next(handedOn(input)),
        scheduleLocalActivity: (input, next) => next(handedOn(input)),
        startChildWorkflowExecution: (input, next) => next(handedOn(input)),
        continueAsNew: (input, next) => next(handedOn(input)),
        startTimer(input, next) {
          const fired = next(input);
          fired.then(forget, () => undefined);
          return fired;
        },
      },
    ],
  };
};
