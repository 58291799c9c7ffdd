import type { ActorRef } from '@dondoc/domain/actor.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import { presetFor } from '@dondoc/domain/rating/presets/presets.ts';
import { policyDecider } from '@dondoc/domain/rating/process/policy.decider.ts';
import type { RatingCommand } from '@dondoc/domain/rating/process/rating.commands.ts';
import { contentSha256 } from '@dondoc/event-store/envelope.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { handleCommand } from '@dondoc/event-store/write-path/handle-command.ts';
import { ratingOf, requireRated } from '@dondoc/event-store/write-path/rating/rating-context.ts';
import { handleRatingCommand } from '@dondoc/event-store/write-path/rating/rating-steps.ts';
import { ratingRun, runRatings } from '@dondoc/event-store/write-path/rating/run-rating.ts';
import { ratingPolicyIdOf } from '@dondoc/event-store/stream-ids.ts';
import { ZONE } from './campaign-fixture.ts';

const ADMINISTRATOR: ActorRef = { id: 'admin', role: 'ADMINISTRATOR' };
const CODE = 'VN-UNIT-366-335';
type Of = { campaignId: string; unitId: string; at: Instant };

/** An authority makes the proposals its own: what campaigns drafted later decide by. */
export async function adoptPolicy(store: EventStore, at: Instant): Promise<void> {
  const preset = presetFor(CODE, '');
  const document = {
    ...preset,
    version: preset.version + 1,
    adoption: { decisionNo: '31-QĐ/TU', on: dayOf(at, ZONE) },
  };
  const data = { document, sha256: contentSha256(document), shipped: preset.version };
  await handleCommand(store, policyDecider, {
    streamId: ratingPolicyIdOf(CODE),
    commandId: 'adopt',
    correlationId: ratingPolicyIdOf(CODE),
    command: { type: 'PublishPolicy', at, actor: ADMINISTRATOR, data },
    context: async () => undefined,
  });
}

async function step(
  store: EventStore,
  { campaignId, unitId, at }: Of,
  ...commands: Omit<RatingCommand, 'at' | 'actor'>[]
) {
  const rated = await requireRated(store, campaignId, unitId);
  for (const { type, data } of commands) {
    const command = { type, at, actor: ADMINISTRATOR, data } as RatingCommand;
    await handleRatingCommand(store, {
      campaignId,
      rated,
      commandId: `${type}/${campaignId}/${unitId}/${at}`,
      command,
    });
  }
}

/** Facts, result, cap, decision and publication of one unit, each a command of its own. */
export async function publishedLevel(store: EventStore, of: Of): Promise<void> {
  const { campaignId, unitId, at } = of;
  const facts = { score: '80.00', tasks: { assigned: 10, done: 10, onTime: 10, exceeded: 0 } };
  await ratingRun(store, { campaignId, by: { at, actor: ADMINISTRATOR } });
  await step(store, of, { type: 'ImportFacts', data: { facts, source: { ref: '88-BC/VPTU' } } });
  const run = await ratingRun(store, { campaignId, by: { at, actor: ADMINISTRATOR } });
  const rated = [await requireRated(store, campaignId, unitId)];
  await runRatings(store, run, { rated, by: { at, actor: ADMINISTRATOR } });
  await step(
    store,
    of,
    { type: 'ApplyCap', data: { group: 'g', selected: false, capVersion: 1 } },
    {
      type: 'Decide',
      data: { level: 'GOOD', decisionNo: '12-QĐ/TU', decidedOn: dayOf(at, ZONE), reason: 'Theo đề nghị' },
    },
    { type: 'Publish', data: {} },
  );
}

/** A petition received now. Answers with the instant at which its answer is late. */
export async function petitioned(store: EventStore, of: Of): Promise<Instant> {
  const data = { receivedOn: dayOf(of.at, ZONE), text: 'Đề nghị xem xét lại.' };
  await step(store, of, { type: 'ReceivePetition', data });
  const { petition } = (await ratingOf(store, { campaignId: of.campaignId, subjectId: of.unitId })).state;
  return petition?.answerEndsAt ?? '';
}
