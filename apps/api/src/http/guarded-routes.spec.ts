import type { AccountRole } from '@dondoc/contracts/session.ts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApi, type Person, type TestApi } from '../testing/test-api.ts';

const PUBLIC = 'everybody';
const ALL = 'ADMINISTRATOR AUDITOR UNIT';
const OVERSEERS = 'ADMINISTRATOR AUDITOR';
/** Administrators, and a unit in what it launched on itself. */
const STEERERS = 'ADMINISTRATOR UNIT';
const CAMPAIGN = '/v1/campaigns/:campaignId';
const ASSIGNMENT = `${CAMPAIGN}/assignments/:unit`;

// Who may come where. A route that is not in this table fails the spec: nothing gets online unnoticed.
const ROUTES: Readonly<Record<string, string>> = {
  'GET /': PUBLIC,
  'GET /health/live': PUBLIC,
  'GET /health/ready': PUBLIC,
  'POST /v1/session': PUBLIC,
  'GET /v1/session': ALL,
  'DELETE /v1/session': ALL,
  'POST /v1/session/password': ALL,
  'POST /v1/accounts': 'ADMINISTRATOR',
  'GET /v1/accounts': 'ADMINISTRATOR',
  'POST /v1/accounts/:login/reset': 'ADMINISTRATOR',
  'POST /v1/accounts/:login/disable': 'ADMINISTRATOR',
  'POST /v1/accounts/:login/enable': 'ADMINISTRATOR',
  'POST /v1/directives': 'ADMINISTRATOR',
  'GET /v1/directives': ALL,
  'GET /v1/directives/:directiveId': ALL,
  'POST /v1/campaigns/:campaignId/bulk/preview': 'ADMINISTRATOR',
  'POST /v1/campaigns/:campaignId/bulk': 'ADMINISTRATOR',
  'GET /v1/campaigns/:campaignId/bulk/:batchId': OVERSEERS,
  'POST /v1/campaigns/:campaignId/bulk/:batchId/retry': 'ADMINISTRATOR',
  'GET /v1/campaigns/:campaignId/amendments': ALL,
  'POST /v1/campaigns/:campaignId/assignments/:unit/acknowledge-amendment': 'UNIT',
  'POST /v1/units/import': 'ADMINISTRATOR',
  'GET /v1/units': ALL,
  'GET /v1/units/:unit': ALL,
  'GET /v1/units/:unit/open-items': OVERSEERS,
  'POST /v1/units/:unit/succeed': 'ADMINISTRATOR',
  'POST /v1/conclusions': 'ADMINISTRATOR',
  'POST /v1/me/calendar-feed': 'UNIT',
  'DELETE /v1/me/calendar-feed': 'UNIT',
  'GET /v1/calendar-feeds/:token': PUBLIC,
  'POST /v1/delegations': 'ADMINISTRATOR UNIT',
  'GET /v1/delegations': ALL,
  'POST /v1/delegations/:delegationId/revoke': 'ADMINISTRATOR UNIT',
  'GET /v1/notices/ledger': OVERSEERS,
  'POST /v1/webhooks': STEERERS,
  'GET /v1/webhooks': STEERERS,
  'GET /v1/webhooks/history': ALL,
  'POST /v1/webhooks/:webhookId/change': STEERERS,
  'POST /v1/webhooks/:webhookId/rotate-secret': STEERERS,
  'POST /v1/webhooks/:webhookId/pause': STEERERS,
  'POST /v1/webhooks/:webhookId/resume': STEERERS,
  'POST /v1/webhooks/:webhookId/remove': STEERERS,
  'POST /v1/webhooks/:webhookId/test': STEERERS,
  'GET /v1/notice-templates': OVERSEERS,
  'GET /v1/notice-templates/:kind/:language': OVERSEERS,
  'POST /v1/notice-templates/:kind/:language': 'ADMINISTRATOR',
  'POST /v1/notice-templates/:kind/:language/reset': 'ADMINISTRATOR',
  'POST /v1/notice-templates/:kind/:language/preview': OVERSEERS,
  'GET /v1/conclusions': OVERSEERS,
  'GET /v1/findings': ALL,
  'GET /v1/findings/roll-up': OVERSEERS,
  'POST /v1/findings/import': 'ADMINISTRATOR',
  'GET /v1/units/:unit/findings': ALL,
  'GET /v1/units/:unit/findings/history': ALL,
  'GET /v1/units/:unit/findings/:no': ALL,
  'POST /v1/units/:unit/findings': 'ADMINISTRATOR',
  'POST /v1/units/:unit/findings/:no/split': 'ADMINISTRATOR',
  'POST /v1/units/:unit/findings/:no/close': 'ADMINISTRATOR',
  'POST /v1/campaigns': 'ADMINISTRATOR',
  'GET /v1/campaigns': ALL,
  'POST /v1/campaigns/dry-run': 'ADMINISTRATOR',
  [`GET ${CAMPAIGN}`]: ALL,
  [`GET ${CAMPAIGN}/dry-run`]: OVERSEERS,
  [`GET ${CAMPAIGN}/history`]: OVERSEERS,
  [`GET ${CAMPAIGN}/assignments`]: ALL,
  [`GET ${CAMPAIGN}/scores`]: OVERSEERS,
  [`GET ${CAMPAIGN}/stuck`]: OVERSEERS,
  [`GET ${CAMPAIGN}/cascades`]: OVERSEERS,
  [`POST ${CAMPAIGN}/cascade`]: 'UNIT',
  [`POST ${CAMPAIGN}/launch`]: STEERERS,
  [`POST ${CAMPAIGN}/pause`]: STEERERS,
  [`POST ${CAMPAIGN}/resume`]: STEERERS,
  [`POST ${CAMPAIGN}/amend`]: STEERERS,
  [`POST ${CAMPAIGN}/extend`]: STEERERS,
  [`POST ${CAMPAIGN}/calendar`]: 'ADMINISTRATOR',
  [`POST ${CAMPAIGN}/close`]: STEERERS,
  [`POST ${CAMPAIGN}/cancel`]: STEERERS,
  [`POST ${CAMPAIGN}/addressees`]: STEERERS,
  [`GET ${ASSIGNMENT}`]: ALL,
  [`GET ${ASSIGNMENT}/history`]: ALL,
  [`POST ${ASSIGNMENT}/acknowledge`]: 'UNIT',
  [`POST ${ASSIGNMENT}/review-meeting`]: 'UNIT',
  [`POST ${ASSIGNMENT}/review`]: 'UNIT',
  [`POST ${ASSIGNMENT}/plan`]: 'UNIT',
  [`POST ${ASSIGNMENT}/suggestions`]: STEERERS,
  [`POST ${ASSIGNMENT}/review/return`]: STEERERS,
  [`POST ${ASSIGNMENT}/review/accept`]: STEERERS,
  [`POST ${ASSIGNMENT}/plan/return`]: STEERERS,
  [`POST ${ASSIGNMENT}/plan/approve`]: STEERERS,
  [`POST ${ASSIGNMENT}/actions/:actionId/report-done`]: 'UNIT',
  [`POST ${ASSIGNMENT}/actions/:actionId/verify`]: STEERERS,
  [`GET ${CAMPAIGN}/actions`]: ALL,
  [`GET ${ASSIGNMENT}/remediation`]: ALL,
  [`POST ${ASSIGNMENT}/plan/amend`]: 'UNIT',
  [`POST ${ASSIGNMENT}/check-ins/:period`]: 'UNIT',
  [`POST ${ASSIGNMENT}/actions/:actionId/progress`]: 'UNIT',
  [`POST ${ASSIGNMENT}/actions/:actionId/extension`]: 'UNIT',
  [`POST ${ASSIGNMENT}/actions/:actionId/extension/grant`]: 'ADMINISTRATOR',
  [`POST ${ASSIGNMENT}/actions/:actionId/extension/deny`]: 'ADMINISTRATOR',
  [`POST ${ASSIGNMENT}/actions/:actionId/effectiveness`]: 'ADMINISTRATOR',
  [`POST ${ASSIGNMENT}/actions/:actionId/carry-over`]: 'ADMINISTRATOR',
  [`POST ${ASSIGNMENT}/actions/:actionId/evidence`]: 'UNIT',
  [`GET ${ASSIGNMENT}/actions/:actionId/evidence/:sha256`]: ALL,
  [`POST ${ASSIGNMENT}/actions/:actionId/evidence/:sha256/withdraw`]: 'UNIT',
  [`POST ${ASSIGNMENT}/extend`]: STEERERS,
  [`POST ${ASSIGNMENT}/exempt`]: STEERERS,
  [`GET ${CAMPAIGN}/ratings`]: ALL,
  [`GET ${CAMPAIGN}/ratings/period`]: OVERSEERS,
  [`GET ${CAMPAIGN}/ratings/:subject`]: ALL,
  [`POST ${CAMPAIGN}/ratings/run`]: 'ADMINISTRATOR',
  [`POST ${CAMPAIGN}/ratings/facts`]: 'ADMINISTRATOR',
  [`POST ${CAMPAIGN}/ratings/posts`]: 'ADMINISTRATOR',
  [`POST ${CAMPAIGN}/ratings/adopt`]: 'ADMINISTRATOR',
  [`POST ${CAMPAIGN}/ratings/cap`]: 'ADMINISTRATOR',
  [`POST ${CAMPAIGN}/ratings/merge-groups`]: 'ADMINISTRATOR',
  [`POST ${CAMPAIGN}/ratings/decide`]: 'ADMINISTRATOR',
  [`POST ${CAMPAIGN}/ratings/publish`]: 'ADMINISTRATOR',
  [`POST ${CAMPAIGN}/ratings/lock`]: 'ADMINISTRATOR',
  [`POST ${CAMPAIGN}/ratings/reopen`]: 'ADMINISTRATOR',
  [`POST ${CAMPAIGN}/ratings/:subject/self`]: 'UNIT',
  [`POST ${CAMPAIGN}/ratings/:subject/appraisal`]: 'ADMINISTRATOR',
  [`POST ${CAMPAIGN}/ratings/:subject/petition`]: 'ADMINISTRATOR UNIT',
  [`POST ${CAMPAIGN}/ratings/:subject/petition/answer`]: 'ADMINISTRATOR',
  [`POST ${CAMPAIGN}/ratings/:subject/supersede`]: 'ADMINISTRATOR',
  'POST /v1/rating-policies': 'ADMINISTRATOR',
  'POST /v1/rating-cases/evaluate': ALL,
  'POST /v1/rating-cases/cap': ALL,
  'POST /v1/rating-cases/campaigns/:campaignId/what-if': OVERSEERS,
  'GET /v1/me/assignments': 'UNIT',
  'GET /v1/inbox': ALL,
  'POST /v1/inbox/:noticeId/read': 'ADMINISTRATOR UNIT',
  'GET /v1/outbox': OVERSEERS,
  'GET /v1/outbox/:noticeId': OVERSEERS,
  'GET /v1/streams/:streamId/events': OVERSEERS,
  'GET /v1/log/events': OVERSEERS,
  'GET /v1/log/head': OVERSEERS,
  'GET /v1/log/position': OVERSEERS,
};
/** What nobody does in another's name: one's own affairs, the office's set-up, and what the authority decides itself. */
const IN_PERSON: readonly string[] = [
  'DELETE /v1/session',
  'POST /v1/session/password',
  'POST /v1/accounts',
  'POST /v1/accounts/:login/reset',
  'POST /v1/accounts/:login/disable',
  'POST /v1/accounts/:login/enable',
  'POST /v1/directives',
  'POST /v1/units/import',
  'POST /v1/units/:unit/succeed',
  'POST /v1/me/calendar-feed',
  'DELETE /v1/me/calendar-feed',
  'POST /v1/delegations',
  'POST /v1/delegations/:delegationId/revoke',
  'POST /v1/webhooks',
  'POST /v1/webhooks/:webhookId/change',
  'POST /v1/webhooks/:webhookId/rotate-secret',
  'POST /v1/webhooks/:webhookId/pause',
  'POST /v1/webhooks/:webhookId/resume',
  'POST /v1/webhooks/:webhookId/remove',
  'POST /v1/webhooks/:webhookId/test',
  'POST /v1/notice-templates/:kind/:language',
  'POST /v1/notice-templates/:kind/:language/reset',
  'POST /v1/notice-templates/:kind/:language/preview',
  'POST /v1/campaigns/dry-run',
  'POST /v1/campaigns/:campaignId/ratings/adopt',
  'POST /v1/campaigns/:campaignId/ratings/cap',
  'POST /v1/campaigns/:campaignId/ratings/merge-groups',
  'POST /v1/campaigns/:campaignId/ratings/decide',
  'POST /v1/campaigns/:campaignId/ratings/reopen',
  'POST /v1/campaigns/:campaignId/ratings/:subject/petition/answer',
  'POST /v1/campaigns/:campaignId/ratings/:subject/supersede',
  'POST /v1/rating-policies',
  'POST /v1/rating-cases/evaluate',
  'POST /v1/rating-cases/cap',
  'POST /v1/inbox/:noticeId/read',
];
const ROLES: readonly AccountRole[] = ['ADMINISTRATOR', 'UNIT', 'AUDITOR'];

let api: TestApi;
const people = new Map<AccountRole, () => Promise<Person>>();
beforeAll(async () => {
  api = await startTestApi();
  // A fresh session a call: one of the routes ends it.
  for (const role of ROLES) people.set(role, () => api.person(role, role === 'UNIT' ? 'HU-A' : undefined));
});
afterAll(() => api.close());

type Layer = { route?: { path: string | string[]; methods: Record<string, boolean> } };

function mountedRoutes(): string[] {
  const { router } = api.app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } };
  return router.stack.flatMap(({ route }) =>
    route === undefined
      ? []
      : [route.path]
          .flat()
          .flatMap((path) => Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${path}`)),
  );
}
const isDocumentation = (route: string) => /^GET \/(docs(\/.*)?|openapi\.json)$/.test(route);

async function call(route: string, as?: Person, headers = {}) {
  const [method, pattern = ''] = route.split(' ');
  const path = pattern.replace(':unit', 'HU-A').replace(/:\w+/g, '11111111-1111-4111-8111-111111111111');
  if (method === 'POST') return api.post(path, as, {}, headers);
  return method === 'GET' ? api.get(path, as, headers) : api.delete(path, as, headers);
}

describe('The router', () => {
  it('mounts exactly the routes of the table, and the documentation', () => {
    const mounted = mountedRoutes().filter((route) => !isDocumentation(route));
    expect(mounted.sort()).toEqual(Object.keys(ROUTES).sort());
  });
});

describe.each(Object.entries(ROUTES))('%s is for %s', (route, allowed) => {
  it('and for nobody else', async () => {
    const anonymous = await call(route);
    expect(anonymous.body.code === 'not-signed-in').toBe(allowed !== PUBLIC);
    for (const role of ROLES) {
      const answer = await call(route, await people.get(role)?.());
      const isRefused = answer.status === 403 && answer.body.code === 'role-not-allowed';
      expect({ role, isRefused }).toEqual({ role, isRefused: allowed !== PUBLIC && !allowed.includes(role) });
      expect(answer.status).not.toBe(401);
    }
  });
});

describe('What changes something', () => {
  it('is done for another where the route says so, and everything else in person (ADR 0044)', async () => {
    const own: string[] = [];
    const deputy = await api.person('ADMINISTRATOR');
    for (const route of Object.keys(ROUTES)) {
      if (route.startsWith('GET ') || ROUTES[route] === PUBLIC) continue;
      const { body } = await call(route, deputy, { 'on-behalf-of': 'whoever' });
      expect({ route, code: body.code }).toEqual({
        route,
        code: expect.stringMatching(/^(delegation-missing|act-not-delegable)$/),
      });
      if (body.code === 'act-not-delegable') own.push(route);
    }
    expect(own.toSorted()).toEqual(IN_PERSON.toSorted());
  });
});
