// The example, launched as an administrator would: units, directive, draft, launch, and then watched until it has reached
// every unit. Everything goes through the API.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import type { CampaignView } from '@dondoc/contracts/campaigns.ts';
import type { DirectiveView } from '@dondoc/contracts/directives.ts';
import type { ImportUnitsAnswer } from '@dondoc/contracts/units.ts';
import { readLaunchFile } from '@dondoc/documents/launch-file/launch-file.ts';
import type { LaunchTerms } from '@dondoc/documents/launch-file/launch-file.ts';
import { NEWEST_CALENDAR, calendarFor } from '@dondoc/domain/calendar/calendars.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';

import type { ApiClient } from './api-client.ts';
import type { Progress } from './progress.ts';
import { Refusal } from './refusal.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const LOOK_EVERY_MS = 250;
const ASSIGNED_WITHIN_MS = 120_000;

/**
 * @param directiveFile text of a directive to launch instead of the example's letter
 * @returns what a person should know about it
 * @throws Refusal what the API refused, or that the units did not see their assignment in time
 */
export async function firstCampaign(
  api: ApiClient,
  directiveFile: string | null,
  progress: Progress,
): Promise<readonly string[]> {
  const today = dayOf(new Date().toISOString(), ZONE);
  const launch = readLaunchFile(example('launch.json'), { today, calendar: calendarFor(NEWEST_CALENDAR) });

  await progress.step('units', async () => {
    const units = await api.post<ImportUnitsAnswer>(
      '/v1/units/import',
      { csv: example('units.csv') },
      'first-start-units',
    );
    return `${units.total} registered`;
  });
  const directive = await progress.step('directive', async () => {
    const text = directiveFile === null ? example('directive.txt') : readFileSync(directiveFile, 'utf8');
    const body = { text, ...(launch.term === null ? {} : { term: launch.term }) };
    const imported = await api.post<{ directiveId: string }>('/v1/directives', body, 'first-start-directive');
    return api.get<DirectiveView>(`/v1/directives/${imported.directiveId}`);
  });
  const campaignId = await progress.step('campaign', () =>
    draft(api, directive, launch, directiveFile === null),
  );
  const campaign = await api.get<CampaignView>(`/v1/campaigns/${campaignId}`);
  if (campaign.status === 'DRAFT') {
    await api.post(`/v1/campaigns/${campaignId}/launch`, {}, 'first-start-launch');
  }
  await progress.step('assignments', (say) => untilAssigned(api, campaignId, campaign.unitCount, say));
  return notesOn(directive, launch, campaign.unitCount);
}

async function draft(
  api: ApiClient,
  directive: DirectiveView,
  launch: LaunchTerms,
  isExample: boolean,
): Promise<string> {
  const kindOf = (no: string) => launch.requirementKinds[no] ?? 'TOPIC_REVIEW';
  const ofTheExample = {
    title: launch.title,
    requirements: directive.requirements.map(({ no, text }) => ({
      no,
      text,
      kind: kindOf(no),
      mandatory: true,
      appliesTo: [],
    })),
  };
  const drafted = await api.post<{ campaignId: string }>(
    '/v1/campaigns',
    {
      directiveId: directive.directiveId,
      reviewYear: launch.reviewYear,
      monitoringYear: launch.monitoringYear,
      addressees: launch.addressees,
      // The count is sent, not the day it gives now: a calendar taken over later can count it again.
      deadlines: launch.deadlines.map(({ on: _counted, ...deadline }) => deadline),
      cutOffOn: launch.cutOffOn,
      zone: ZONE,
      ...launch.rating,
      ...(launch.cadence === null ? {} : { cadence: launch.cadence }),
      ...(isExample ? ofTheExample : {}),
    },
    'first-start-campaign',
  );
  return drafted.campaignId;
}

/** Until the board shows every addressee: what a unit sees does not wait for Temporal. */
async function untilAssigned(
  api: ApiClient,
  campaignId: string,
  wanted: number,
  say: (detail: string) => void,
): Promise<string> {
  const until = Date.now() + ASSIGNED_WITHIN_MS;
  for (;;) {
    const { progress } = await api.get<CampaignView>(`/v1/campaigns/${campaignId}`);
    const shown = progress?.assigned ?? 0;
    if (shown >= wanted) return `${shown} units see theirs`;
    if (Date.now() > until) {
      throw new Refusal(
        `the campaign is launched, but only ${shown} of ${wanted} units see their assignment.`,
      );
    }
    say(`${shown} of ${wanted}`);
    await pause(LOOK_EVERY_MS);
  }
}

function notesOn(directive: DirectiveView, launch: LaunchTerms, units: number): readonly string[] {
  const dates = launch.deadlines.map(({ phase, on }) => `${phase.toLowerCase()} by ${on}`).join(', ');
  const bases = [...new Set(launch.deadlines.map(({ basis }) => basis.ref))].join('; ');
  const stated =
    directive.deadlines.length === 0 ? 'states no deadline' : 'is launched with dates from the launch file';
  return [
    `${directive.number.raw} is launched to ${units} units. The letter ${stated}; the dates are the`,
    `launch file's, counted in working days from today: ${dates}.`,
    `Their basis there: ${bases} (infra/local/example/launch.json).`,
  ];
}

function example(name: string): string {
  return readFileSync(join(import.meta.dirname, 'example', name), 'utf8');
}
