import { context, propagation, trace } from '@opentelemetry/api';

type Tracing = { stop(): Promise<void> };

/**
 * Exports spans over OTLP/HTTP to `endpoint` (what OTEL_EXPORTER_OTLP_ENDPOINT says, without `/v1/traces`); without one it
 * does nothing and loads nothing. Once a process, before anything is traced. Headers, sampling and the like are set by
 * OpenTelemetry's own variables: OTEL_EXPORTER_OTLP_HEADERS, OTEL_TRACES_SAMPLER.
 */
export async function startTracing(options: {
  endpoint: string | undefined;
  service: 'dondoc-api' | 'dondoc-worker';
}): Promise<Tracing> {
  if (options.endpoint === undefined) return { stop: () => Promise.resolve() };
  const [sdk, { OTLPTraceExporter }, { resourceFromAttributes }, { AsyncLocalStorageContextManager }, core] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-base'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/core'),
    ]);
  const exporter = new OTLPTraceExporter({ url: `${options.endpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new sdk.BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': options.service }),
    spanProcessors: [new sdk.BatchSpanProcessor(exporter)],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new core.W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return {
    async stop() {
      // A collector that is gone must not keep the process from ending.
      await provider.shutdown().catch(() => undefined);
      trace.disable();
      propagation.disable();
      context.disable();
    },
  };
}
