import { randomUUID } from 'node:crypto';
import type { AccountRole } from '@dondoc/contracts/session.ts';
import type { UnitEvent } from '@dondoc/domain/unit/unit.events.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { unitIdOf } from '@dondoc/event-store/stream-ids.ts';
import type { INestApplication } from '@nestjs/common';
import { Registry } from 'prom-client';
import request from 'supertest';
import type { AccountStore } from '../accounts/account.ts';
import type { Ports } from '../app.module.ts';
import { createApp } from '../http/create-app.ts';
import { httpMetrics } from '../http/observe-requests.ts';
import { newSessionToken, SESSION_HOURS, slidesFrom, tokenHashOf } from '../session/session-token.ts';
import { inMemoryAccounts, inMemoryAttempts, inMemoryIdempotency } from './in-memory-accounts.ts';
import { inMemoryViews } from './in-memory-views.ts';
import { inMemoryWebhooks } from './in-memory-webhooks.ts';

type Body = string | object;
type Headers = Readonly<Record<string, string>>;
export type Person = { accountId: string; token: string; unitId: string | null };

/** A real Nest application on a port of its own, over ports that live in memory. */
export type TestApi = {
  app: INestApplication;
  store: EventStore;
  accounts: AccountStore;
  ports: Ports;
  logged: Record<string, unknown>[];
  setClock: (at: string) => void;
  /** An account with an open session. A unit's account names its unit by code. */
  person: (role: AccountRole, unitCode?: string) => Promise<Person>;
  get: (path: string, as?: Person, headers?: Headers) => request.Test;
  delete: (path: string, as?: Person, headers?: Headers) => request.Test;
  post: (path: string, as?: Person, body?: Body, headers?: Headers) => request.Test;
  registerUnit: (code: string, category?: string) => Promise<string>;
  close: () => Promise<void>;
};

export const START = '2026-11-16T02:00:00.000Z';

export async function startTestApi(overrides: Partial<Ports> = {}): Promise<TestApi> {
  let now = START;
  const logged: Record<string, unknown>[] = [];
  const store = overrides.store ?? createInMemoryEventStore();
  const note = (fields: Readonly<Record<string, unknown>>) => void logged.push({ ...fields });
  const ports: Ports = {
    store,
    accounts: inMemoryAccounts(),
    attempts: inMemoryAttempts(),
    idempotency: inMemoryIdempotency(),
    views: inMemoryViews(store),
    evidence: null,
    readiness: [],
    clock: () => now,
    log: { info: note, warn: note, error: note },
    httpMetrics: httpMetrics(new Registry()),
    followers: { lags: () => Promise.resolve([]), parked: () => Promise.resolve([]) },
    keepers: { runningUnits: () => Promise.resolve(null), isRunning: () => Promise.resolve(null) },
    publicUrl: 'https://dondoc.example/',
    webhooks: inMemoryWebhooks(['127.0.0.1']),
    ...overrides,
  };
  const app = await createApp(ports);
  await app.listen(0, '127.0.0.1');
  const server = app.getHttpServer() as Parameters<typeof request>[0];
  const signed = (test: request.Test, as?: Person, headers: Headers = {}) =>
    test.set({ ...(as ? { authorization: `Bearer ${as.token}` } : {}), ...headers });

  return {
    app,
    store,
    accounts: ports.accounts,
    ports,
    logged,
    setClock: (at) => void (now = at),
    async person(role, unitCode) {
      const token = newSessionToken();
      const accountId = randomUUID();
      const unitId = unitCode === undefined ? null : unitIdOf(unitCode);
      await ports.accounts.add({
        id: accountId,
        login: `${role.toLowerCase()}-${accountId.slice(0, 8)}`,
        displayName: null,
        role,
        unitId,
        unitCode: unitCode ?? null,
        passwordHash: '$argon2id$never-used',
        mustChangePassword: false,
        disabled: false,
        createdAt: now,
      });
      const expiresAt = slidesFrom(now, SESSION_HOURS);
      await ports.accounts.startSession({ tokenHash: tokenHashOf(token), accountId, at: now, expiresAt });
      return { accountId, token, unitId };
    },
    get: (path, as, headers) => signed(request(server).get(path), as, headers),
    delete: (path, as, headers) => signed(request(server).delete(path), as, headers),
    post: (path, as, body = {}, headers = {}) =>
      signed(request(server).post(path), as, { 'content-type': 'application/json', ...headers }).send(body),
    async registerUnit(code, category = 'd') {
      const unitId = unitIdOf(code);
      const event: UnitEvent = {
        type: 'UnitRegistered',
        data: {
          unitId,
          code,
          name: `Đơn vị ${code}`,
          kind: 'DISTRICT_COMMITTEE',
          addresseeCategory: category,
          peerGroup: 'DISTRICT',
          parentCode: null,
          mail: `${code.toLowerCase()}@example.vn`,
          validFrom: '2020-01-01',
          validTo: null,
        },
      };
      await store.append({
        streamId: unitId,
        category: 'unit',
        expectedVersion: 0,
        previousHash: '',
        events: [event],
        commandId: `test/unit/${code}`,
        actor: { id: 'test', role: 'SYSTEM' },
        at: now,
        correlationId: unitId,
      });
      return unitId;
    },
    close: () => app.close(),
  };
}
