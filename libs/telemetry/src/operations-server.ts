import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.ts';
import { readinessOf, type ReadinessCheck } from './readiness.ts';

const EXPOSITION = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * What operators' machines ask, on a port of its own that is no part of the public API: `/metrics`, `/health/live` (the
 * process answers; asks nothing else) and `/health/ready` (503 with the reason while a required part is away).
 * Rejects when the port cannot be had. It asks for no password, so it belongs on loopback or a private network.
 */
export async function startOperationsServer(options: {
  host: string;
  port: number;
  metrics: Metrics;
  readiness: readonly ReadinessCheck[];
  onFault: (error: unknown) => void;
}): Promise<{ port: number; close(): Promise<void> }> {
  const { metrics, readiness, onFault } = options;
  const answers: Readonly<Record<string, (response: ServerResponse) => Promise<void>>> = {
    '/metrics': async (response) => {
      const body = await metrics.expose();
      response.writeHead(200, { 'content-type': EXPOSITION }).end(body);
    },
    '/health/live': async (response) => sendJson(response, 200, { status: 'live' }),
    '/health/ready': async (response) => {
      const found = await readinessOf(readiness);
      sendJson(response, found.status === 'ready' ? 200 : 503, found);
    },
  };
  const server = createServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    const answer = answers[path];
    if (answer === undefined || request.method !== 'GET') {
      sendJson(response, 404, { paths: Object.keys(answers) });
      return;
    }
    answer(response).catch((error: unknown) => {
      onFault(error);
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { status: 'fault' });
    });
  });
  server.listen(options.port, options.host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections();
      if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}
