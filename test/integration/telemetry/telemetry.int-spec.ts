import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openPorts } from '@dondoc/api/open-ports.ts';
import { LETTER } from '@dondoc/api/testing/directive-letter.ts';
import { draftOf, UNIT_STEPS } from '@dondoc/api/testing/running-campaign.ts';
import { startTestApi, type Person, type TestApi } from '@dondoc/api/testing/test-api.ts';
import { rebuildTemporal } from '@dondoc/activities/relay-cursor.ts';
import type { StuckView } from '@dondoc/contracts/stuck.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import { unitIdOf } from '@dondoc/event-store/stream-ids.ts';
import { startTracing } from '@dondoc/telemetry/start-tracing.ts';
import { createLogger } from '@dondoc/telemetry/logger.ts';
import type { Metrics } from '@dondoc/telemetry/metrics.ts';
import { parseExposition } from '@dondoc/telemetry/testing/exposition.ts';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import { openParts } from '@dondoc/worker/open-parts.ts';
import { installTemporalRuntime } from '@dondoc/worker/temporal/install-runtime.ts';
import { freePort } from '../process/free-port.ts';
import { unitWorkflowId } from '@dondoc/workflows/workflow-ids.ts';
import { Client, Connection } from '@temporalio/client';
import { Pool } from 'pg';
import { describeWith } from '../process/servers.ts';
import { until } from '../process/until.ts';
import { startCollector, type Span } from './collector.ts';

const MARK = 'bí-mật-7319';
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const now = () => new Date().toISOString();
// The clock is the real one here, so the dates are a year away from whatever day it is.
const year = new Date().getUTCFullYear() + 1;
const later = (draft: ReturnType<typeof draftOf>) => ({
  ...draft,
  reviewYear: year,
  monitoringYear: year + 1,
  deadlines: draft.deadlines.map((each) => ({ ...each, on: `${year}${each.on.slice(4)}` })),
  cutOffOn: `${year}-12-31`,
});
/** The same body with a mark in every text a person writes. */
const marked = <Body>(body: Body): Body =>
  JSON.parse(
    JSON.stringify(body, (key, value: unknown) =>
      ['text', 'cause', 'limitation', 'measure', 'lead', 'deliverable'].includes(key)
        ? `${String(value)} ${MARK}`
        : value,
    ),
  ) as Body;

describeWith('TEST_TEMPORAL_ADDRESS', 'Telemetry of a whole installation', (temporalAddress) => {
  let api: TestApi;
  let apiMetrics: Metrics;
  let collector: Awaited<ReturnType<typeof startCollector>>;
  let workerUrl: string;
  let administrator: Person;
  let unit: Person;
  let campaign: string;
  let log = '';
  let clock = now;
  let pool: Pool;
  const closing: (() => Promise<unknown>)[] = [];

  const scrape = async () =>
    `${await apiMetrics.expose()}${await (await fetch(`${workerUrl}/metrics`)).text()}`;
  const workerFigure = async (name: string, labels: Record<string, string> = {}) => {
    const families = parseExposition(await (await fetch(`${workerUrl}/metrics`)).text());
    return families
      .get(name)
      ?.samples.find((sample) =>
        Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
      )?.value;
  };
  const spansOf = (traceId: string) => collector.spans.filter((span) => span.traceId === traceId);
  const named = (spans: readonly Span[], name: string) => spans.find((span) => span.name === name);

  beforeAll(async () => {
    process.env['OTEL_BSP_SCHEDULE_DELAY'] = '100';
    collector = await startCollector();
    const database = await testDatabase();
    pool = new Pool({ connectionString: database.appUrl });
    const port = await freePort();
    workerUrl = `http://127.0.0.1:${port}`;
    const config = {
      databaseUrl: database.appUrl,
      dataKey: randomBytes(32),
      temporalAddress,
      temporalNamespace: 'default',
      host: '127.0.0.1',
      port: 1,
      mailFrom: 'don-doc@localhost',
      logLevel: 'trace',
      metricsHost: '127.0.0.1',
      metricsPort: port,
      otlpEndpoint: collector.endpoint,
      dataDir: tmpdir(),
      evidenceMaxBytes: 1_048_576,
    } as const;
    const logger = createLogger({
      name: 'test',
      level: 'trace',
      to: { write: (line) => void (log += line) },
    });
    const tracing = await startTracing({ endpoint: collector.endpoint, service: 'dondoc-worker' });
    const { ports, metrics, close } = await openPorts(config, logger);
    apiMetrics = metrics;
    installTemporalRuntime(logger);
    api = await startTestApi({ ...ports, clock: () => clock() });
    // Sessions begin by the test's own clock.
    api.setClock(now());
    const worker = await openParts(config, logger);
    closing.push(
      () => worker.stop(),
      () => api.close(),
      close,
      () => tracing.stop(),
      () => pool.end(),
      () => database.stop(),
    );
    await worker.ready;
  });
  afterAll(async () => {
    for (const close of closing) await close();
    collector.close();
  });

  it('sees one trace from the HTTP request of a client to the activity, through log, relay and workflow', async () => {
    administrator = await api.person('ADMINISTRATOR');
    await api.post('/v1/units/import', administrator, {
      csv: 'code,name,addressee_category,kind,peer_group,parent,mail\nHU-A,Huyện ủy An Lão,d,DISTRICT_COMMITTEE,DISTRICT,,an-lao@example.vn\nHU-B,Huyện ủy Ba Tơ,d,DISTRICT_COMMITTEE,DISTRICT,,\n',
    });
    const directive = await api.post('/v1/directives', administrator, { text: LETTER });
    const draft = later(draftOf(directive.body.directiveId));
    const drafted = await api.post('/v1/campaigns', administrator, draft);
    campaign = `/v1/campaigns/${drafted.body.campaignId}`;
    const client = { traceparent: `00-${TRACE}-00f067aa0ba902b7-01` };
    expect((await api.post(`${campaign}/launch`, administrator, {}, client)).status).toBe(200);

    const spans = await until(
      () => spansOf(TRACE),
      (seen) => named(seen, 'activity settleAssignment') !== undefined,
      { what: 'activity of the unit in the trace of the launch' },
    );
    const chain = [
      'POST /v1/campaigns/:campaignId/launch',
      'append',
      'relay START_CAMPAIGN',
      'activity settleCampaign',
    ].map((name) => named(spans, name));
    expect(chain.map((span) => span?.parentSpanId)).toEqual([
      '00f067aa0ba902b7',
      ...chain.slice(0, -1).map((span) => span?.spanId),
    ]);
    expect(named(spans, 'follow assigner')).toBeDefined();
    await until(
      () => spansOf(TRACE),
      (seen) => named(seen, 'follow projection:campaigns') !== undefined,
      { what: 'the read model in the trace of the launch' },
    );
  });

  it('carries the trace of a judgement to the workflow that it wakes, not to the launch', async () => {
    unit = await api.person('UNIT', 'HU-A');
    const own = `${campaign}/assignments/HU-A`;
    const meeting = { ...UNIT_STEPS.meeting, heldOn: dayOf(now(), 'Asia/Ho_Chi_Minh') };
    const steps = [
      [unit, 'acknowledge', {}],
      [unit, 'review-meeting', meeting],
      [unit, 'review', marked(UNIT_STEPS.review)],
      [administrator, 'review/return', { version: 1, reasons: [{ item: '1', text: `Chưa rõ ${MARK}` }] }],
    ] as const;
    const trace = '5af92f3577b34da6a3ce929d0e0e4700';
    for (const [who, path, body] of steps) {
      const headers: Record<string, string> =
        who === unit ? {} : { traceparent: `00-${trace}-00f067aa0ba902b7-01` };
      const answer = await api.post(`${own}/${path}`, who, body, headers);
      expect({ path, status: answer.status, body: answer.body }).toMatchObject({ path, status: 200 });
    }
    const spans = await until(
      () => spansOf(trace),
      (seen) => named(seen, 'activity settleAssignment') !== undefined,
      { what: 'activity in the trace of the judgement' },
    );
    expect(named(spans, 'activity settleAssignment')?.parentSpanId).toBe(
      named(spans, 'relay WAKE_UNIT')?.spanId,
    );
  });

  it('says nothing that a person wrote in logs, figures or spans, also when a submission is refused', async () => {
    const own = `${campaign}/assignments/HU-A`;
    const refused = await api.post(`${own}/plan`, unit, marked(UNIT_STEPS.plan));
    expect(refused.status).toBe(409);
    expect((await api.post(`${own}/review`, unit, marked(UNIT_STEPS.review))).status).toBe(200);
    expect((await api.post(`${own}/review/accept`, administrator, { version: 2 })).status).toBe(200);
    const plan = marked(UNIT_STEPS.plan);
    const [action] = plan.actions;
    const sent = { actions: [{ ...action, due: `${year + 1}-03-31` }] };
    expect((await api.post(`${own}/plan`, unit, sent)).body).toMatchObject({ version: expect.any(Number) });
    expect((await api.post(`${own}/plan/approve`, administrator, { version: 1 })).status).toBe(200);

    await until(
      () => collector.spans,
      (seen) =>
        seen.some(({ name }) => name === 'POST /v1/campaigns/:campaignId/assignments/:unit/plan/approve'),
      { what: 'span of the last step' },
    );
    const everything = { log, spans: collector.received(), figures: await scrape() };
    expect(everything.log).toContain('Worker state changed');
    expect(everything.spans).toContain('relay WAKE_UNIT');
    for (const personal of [MARK, 'Huyện ủy An Lão', 'an-lao@example.vn', 'Thiếu nhân sự', unit.token]) {
      for (const text of Object.values(everything)) expect(text).not.toContain(personal);
    }
  });

  it('counts what happened, in figures that Prometheus can read', async () => {
    const families = parseExposition(await apiMetrics.expose());
    const launches = families
      .get('dondoc_http_requests_total')
      ?.samples.filter(({ labels }) => labels['route'] === '/v1/campaigns/:campaignId/launch');
    expect(launches).toEqual([expect.objectContaining({ value: 1 })]);
    expect(families.get('dondoc_append_duration_seconds')?.type).toBe('histogram');
    expect(families.get('dondoc_append_batch_events')?.samples.at(-1)?.value).toBeGreaterThan(0);

    const isOne = (value: number | undefined) => value === 1;
    await until(
      () => workerFigure('dondoc_open_workflows', { type: 'directiveCampaign' }),
      (n) => (n ?? 0) > 0,
      {
        what: 'count of the campaign’s workflow',
      },
    );
    await until(
      () => workerFigure('dondoc_mails', { state: 'captured' }),
      (n) => (n ?? 0) > 0,
      {
        what: 'mail of the launch',
      },
    );
    await until(() => workerFigure('dondoc_metrics_source_up', { source: 'temporal' }), isOne, {
      what: 'Temporal',
    });
    for (const cursor of ['assigner', 'notices', 'temporal', 'projection:assignments']) {
      await until(
        () => workerFigure('dondoc_cursor_lag_positions', { cursor }),
        (n) => n === 0,
        { what: cursor },
      );
    }
    expect(await workerFigure('dondoc_overdue_units', { phase: 'REVIEW' })).toBe(0);
  });

  it('finds a unit whose workflow is gone, and none once Temporal is rebuilt from the log', async () => {
    clock = () => new Date(Date.now() + 3_600_000).toISOString();
    const stuck = async () => (await api.get(`${campaign}/stuck`, administrator)).body as StuckView;
    const seen = (view: StuckView) =>
      view.units.map(({ unitCode, waitsFor, keeper }) => [unitCode, waitsFor, keeper]);
    const nobody = (view: StuckView) => view.units.length === 0;
    await until(stuck, nobody, { what: 'running workflows of all' });

    const connection = await Connection.connect({ address: temporalAddress });
    const client = new Client({ connection });
    const campaignId = campaign.split('/').at(-1) ?? '';
    await client.workflow.getHandle(unitWorkflowId(campaignId, unitIdOf('HU-B'))).terminate('lost');
    const found = await until(stuck, (view) => !nobody(view), { what: 'missing workflow' });
    expect(seen(found)).toEqual([['HU-B', 'ACKNOWLEDGEMENT', 'MISSING']]);
    expect(found.keeper).toBe('RUNNING');

    await rebuildTemporal(pool);
    await until(stuck, nobody, { what: 'rebuilt workflow' });
    await connection.close();
  });

  it('finds the worker ready, part by part', async () => {
    const answer = await fetch(`${workerUrl}/health/ready`);
    const { checks } = (await answer.json()) as { checks: { name: string; ok: boolean }[] };
    expect(checks.map(({ name, ok }) => [name, ok])).toEqual([
      ['database', true],
      ['migrations', true],
      ['temporal', true],
      ['followers', true],
      ['clock', true],
    ]);
  });
});
