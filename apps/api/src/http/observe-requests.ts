import { inSpan } from '@dondoc/telemetry/tracing.ts';
import { propagation, ROOT_CONTEXT, SpanKind } from '@opentelemetry/api';
import type { NextFunction, Request, Response } from 'express';
import { Counter, Histogram, type Registry } from 'prom-client';

export type HttpMetrics = ReturnType<typeof httpMetrics>;

/** Requests by route and status, and how long they took. The route is the pattern, never the path: a path names units. */
export function httpMetrics(registry: Registry) {
  const registers = [registry];
  return {
    requests: new Counter({
      name: 'dondoc_http_requests_total',
      help: 'Requests answered.',
      labelNames: ['method', 'route', 'status'] as const,
      registers,
    }),
    duration: new Histogram({
      name: 'dondoc_http_request_duration_seconds',
      help: 'From the first byte of a request until its answer was sent.',
      labelNames: ['method', 'route'] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
  };
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/** First of all middleware: measures every request and opens its span, in the trace of the client's `traceparent` if it sent one. */
export function observeRequests(metrics: HttpMetrics) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const method = METHODS.has(request.method) ? request.method : 'OTHER';
    const stop = metrics.duration.startTimer();
    const parent = propagation.extract(ROOT_CONTEXT, request.headers);
    const options = { kind: SpanKind.SERVER, attributes: { 'http.request.method': method }, parent };
    void inSpan(method, options, async (span) => {
      const answered = new Promise<void>((resolve) => response.once('close', resolve));
      next();
      await answered;
      const route = routeOf(request);
      const status = String(response.statusCode);
      metrics.requests.inc({ method, route, status });
      stop({ method, route });
      span.updateName(`${method} ${route}`);
      span.setAttributes({ 'http.route': route, 'http.response.status_code': response.statusCode });
    });
  };
}

/** Known once the router has found it; a refusal before that, and an address that is none, count as one. */
export function routeOf({ route }: Request): string {
  const path: unknown = (route as { path?: unknown } | undefined)?.path;
  return typeof path === 'string' ? path : 'none';
}
