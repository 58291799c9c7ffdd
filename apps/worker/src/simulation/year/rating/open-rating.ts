import { addDays } from '@dondoc/domain/calendar/day-arithmetic.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import { presetFor } from '@dondoc/domain/rating/presets/presets.ts';
import { policyDecider } from '@dondoc/domain/rating/process/policy.decider.ts';
import { contentSha256 } from '@dondoc/event-store/envelope.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { handleCommand } from '@dondoc/event-store/write-path/handle-command.ts';
import { DEFAULT_UNIT_POLICY, openRatingPeriod } from '@dondoc/event-store/write-path/rating/run-rating.ts';
import { ratingPolicyIdOf } from '@dondoc/event-store/stream-ids.ts';
import { COMMITTEE } from '../../simulated-campaign.ts';

/** rules that are only proposals decide nothing official, so the authority makes them its own before the campaign. */
export async function adoptRatingPolicy(store: EventStore, at: Instant, launchedOn: Day): Promise<void> {
  const preset = presetFor(DEFAULT_UNIT_POLICY, '/policy');
  const adoption = { decisionNo: '31-QĐ/TU', on: addDays(launchedOn, -45) };
  const document = { ...preset, version: preset.version + 1, adoption };
  const data = { document, sha256: contentSha256(document), shipped: preset.version };
  await handleCommand(store, policyDecider, {
    streamId: ratingPolicyIdOf(document.code),
    commandId: 'simulation/rating-policy',
    correlationId: ratingPolicyIdOf(document.code),
    command: { type: 'PublishPolicy', at, actor: COMMITTEE, data },
    context: async () => undefined,
  });
}

/** AC-53: the campaign keeps the policies of its draft. */
export async function openSimulatedRating(
  store: EventStore,
  { campaignId, cutOffOn, at }: { campaignId: string; cutOffOn: Day; at: Instant },
): Promise<void> {
  await openRatingPeriod(store, {
    campaignId,
    cutOffOn,
    terms: {},
    by: { at, actor: COMMITTEE },
    commandId: `simulation/${campaignId}/rating-period`,
  });
}
