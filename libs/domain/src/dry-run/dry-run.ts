import type { Instant } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { CampaignState, LiveCampaign } from '../campaign/campaign-state.ts';
import { requireStatus } from '../campaign/campaign-step.ts';
import { launchCalendar, type LaunchStep } from './launch-calendar.ts';
import { launchChecks, type LaunchCheck, type LaunchUnit, type OtherCampaign } from './launch-checks.ts';

export type DryRun = {
  draft: LiveCampaign;
  launchAt: Instant;
  units: readonly LaunchUnit[];
  steps: readonly LaunchStep[];
  checks: readonly LaunchCheck[];
};

/**
 * What would come of launching a draft at `launchAt`: whom it reaches, when anything happens, and what to look at before.
 * Nothing is written. `units`: one for each addressee, in the roster's order. Refuses a campaign that is no draft any more.
 */
export function dryRun(
  state: CampaignState,
  setting: {
    calendar: WorkingCalendar;
    launchAt: Instant;
    hasMail: (unitId: string) => boolean;
    others: readonly OtherCampaign[];
    minGroupSize: number;
  },
): DryRun {
  const draft = requireStatus(state, 'DRAFT');
  const { calendar, launchAt, hasMail } = setting;
  const units = draft.roster.map((addressee) => ({ ...addressee, hasMail: hasMail(addressee.unitId) }));
  const steps = launchCalendar(draft, calendar, launchAt);
  return { draft, launchAt, units, steps, checks: launchChecks({ ...setting, draft, steps, units }) };
}
