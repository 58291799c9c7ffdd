import type { RatingRow, RatingStatement } from '@dondoc/contracts/ratings.ts';
import { unitDecider } from '@dondoc/domain/unit/unit.decider.ts';
import { unitIdOf } from '@dondoc/event-store/stream-ids.ts';
import { handleCommand } from '@dondoc/event-store/write-path/handle-command.ts';
import { LETTER } from './directive-letter.ts';
import { draftOf, openCampaign } from './running-campaign.ts';
import { START, startTestApi, type Person, type TestApi } from './test-api.ts';

export const PROVINCE = 'TINH';
export const COMMUNES = ['HU-A', 'HU-B', 'HU-C', 'HU-D', 'HU-E'];
export const source = { ref: 'Báo cáo số 88-BC/VPTU' };
/** The preset with its proposals adopted, as the next version. */
export const adopted = {
  base: 'VN-UNIT-366-335',
  set: {
    '/version': 2,
    '/adoption': { decisionNo: '31-QĐ/TU', on: '2026-10-01' },
  },
};

/** A province that rates itself and the communes below it. */
export async function openRatingOffice() {
  const api = await startTestApi();
  const officer = await api.person('ADMINISTRATOR');
  for (const code of [PROVINCE, ...COMMUNES]) await api.registerUnit(code);
  for (const code of COMMUNES) await under(api, code, PROVINCE);
  const { directiveId } = (await api.post('/v1/directives', officer, { text: LETTER })).body as {
    directiveId: string;
  };
  return {
    api,
    officer,
    directiveId,
    /** A campaign whose units are assigned; `more` goes into its draft. */
    campaign: (more: object = {}) => launched(api, officer, { ...draftOf(directiveId), ...more }),
  };
}
export type RatingOffice = Awaited<ReturnType<typeof openRatingOffice>>;

/** Puts a unit below another one in the directory. */
async function under(api: TestApi, code: string, parentCode: string) {
  const unitId = unitIdOf(code);
  const data = {
    unitId,
    code,
    name: `Đơn vị ${code}`,
    kind: 'DISTRICT_COMMITTEE',
    addresseeCategory: 'd',
    peerGroup: 'DISTRICT',
    parentCode,
    mail: null,
    validFrom: '2020-01-01',
    validTo: null,
  } as const;
  await handleCommand(api.store, unitDecider, {
    streamId: unitId,
    commandId: `test/under/${code}`,
    correlationId: unitId,
    command: {
      type: 'RegisterUnit',
      at: START,
      actor: { id: 'test', role: 'SYSTEM' },
      data,
    },
    context: async () => undefined,
  });
}

export const factsOf = (score: string, more: object = {}) => ({
  score,
  tasks: { assigned: 10, done: 10, onTime: 10, exceeded: 4 },
  findings: [
    {
      id: `f-${score}`,
      severity: 'HIGH',
      due: '2026-06-30',
      verification: 'ACCEPTED',
      verifiedOn: '2026-06-20',
    },
  ],
  discipline: [],
  conclusions: [],
  ...more,
});

async function launched(api: TestApi, officer: Person, draft: object) {
  const drafted = await api.post('/v1/campaigns', officer, draft);
  if (drafted.status !== 201) throw new Error(`The draft was refused: ${drafted.text}`);
  const { campaignId } = drafted.body as { campaignId: string };
  await api.post(`/v1/campaigns/${campaignId}/launch`, officer);
  await openCampaign(api.store, campaignId, START);
  const path = `/v1/campaigns/${campaignId}/ratings`;
  return {
    campaignId,
    path,
    post: (rest: string, body: object = {}, as = officer) => api.post(`${path}/${rest}`, as, body),
    explain: async (unit: string, as = officer): Promise<RatingStatement> =>
      (await api.get(`${path}/${unit}`, as)).body as RatingStatement,
    row: async (code: string, as = officer): Promise<RatingRow | undefined> =>
      ((await api.get(path, as)).body as { items: RatingRow[] }).items.find((item) => item.code === code),
    facts: (items: Record<string, object>) =>
      api.post(`${path}/facts`, officer, {
        source,
        items: Object.entries(items).map(([subject, facts]) => ({
          subject,
          facts,
        })),
      }),
  };
}
export type RatedCampaign = Awaited<ReturnType<typeof launched>>;

/** Five communes, two of them fit for EXCELLENT, and a cap of one. */
export async function rateCommunes(rating: RatedCampaign) {
  const { body } = await rating.facts({
    'HU-A': factsOf('95.00'),
    'HU-B': factsOf('92.40'),
    'HU-C': factsOf('80.00'),
    'HU-D': factsOf('75.00'),
    'HU-E': factsOf('71.00'),
  });
  const run = (await rating.post('run')).body as { refused: unknown[] };
  if (body.written !== 5 || run.refused.length > 0) throw new Error('The communes could not be rated.');
}
/** Of these, at what the rules and the cap gave. */
export const decision = (...units: string[]) => ({
  decisionNo: '12-QĐ/TU',
  decidedOn: '2026-11-16',
  items: units.map((subject) => ({ subject })),
});
