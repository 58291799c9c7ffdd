import type { CampaignRow } from '@dondoc/contracts/campaigns.ts';
import type { DryRunView } from '@dondoc/contracts/dry-run.ts';
import type { UnitRow } from '@dondoc/contracts/units.ts';
import { calendarFor } from '@dondoc/domain/calendar/calendars.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import { termsOf, type CampaignState } from '@dondoc/domain/campaign/campaign-state.ts';
import { dryRun } from '@dondoc/domain/dry-run/dry-run.ts';
import type { OtherCampaign } from '@dondoc/domain/dry-run/launch-checks.ts';
import { VN_UNIT_366_335 } from '@dondoc/domain/rating/presets/vn-unit-366-335.ts';
import { campaignRoster } from '@dondoc/event-store/write-path/campaign-context.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { Views } from '../views.ts';
import { everyPage } from './every-page.ts';

/** Before the cut-off a campaign asks its units for something. */
const UNDER_WAY: readonly CampaignRow['status'][] = ['ISSUED', 'REVIEWING'];

type Ports = { store: EventStore; views: Views };

/** The dry run of a draft, told what the directory and the other campaigns say. Refuses what is no draft any more. */
export async function tryLaunch(
  ports: Ports,
  { campaignId, state, launchAt }: { campaignId: string | null; state: CampaignState; launchAt: Instant },
): Promise<DryRunView> {
  const withMail = await unitsWithMail(ports.views);
  const { draft, units, steps, checks } = dryRun(state, {
    calendar: calendarFor(termsOf(state).calendar),
    launchAt,
    hasMail: (unitId) => withMail.has(unitId),
    others: await underWay(ports, launchAt),
    minGroupSize: VN_UNIT_366_335.cap?.minGroupSize ?? 1,
  });
  const { title, zone, cadence } = draft;
  return { campaignId, title, zone, launchAt, cadence, units, steps, checks };
}

async function unitsWithMail(views: Views): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const pages = everyPage<UnitRow>((page) => views.units({ ...page, sort: 'code' }));
  for await (const { unitId, mail } of pages) if (mail !== null) found.add(unitId);
  return found;
}

async function underWay({ store, views }: Ports, at: Instant): Promise<OtherCampaign[]> {
  const found: OtherCampaign[] = [];
  const pages = everyPage<CampaignRow>((page) =>
    views.campaigns({ ...page, sort: '-draftedAt', ofUnit: null, at }),
  );
  for await (const { campaignId, title, status, issuedAt, zone, cutOffOn } of pages) {
    if (!UNDER_WAY.includes(status) || issuedAt === null) continue;
    const roster = await campaignRoster(store, campaignId);
    const unitIds = new Set(roster.map(({ unitId }) => unitId));
    found.push({ title, from: dayOf(issuedAt, zone), to: cutOffOn, unitIds });
  }
  return found;
}
