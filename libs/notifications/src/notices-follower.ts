import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import type { CampaignEvent } from '@dondoc/domain/campaign/campaign.events.ts';
import type { FindingEvent } from '@dondoc/domain/finding/finding.events.ts';
import type { WebhookEvent } from '@dondoc/domain/webhook/webhook.events.ts';
import type { RatingEvent } from '@dondoc/domain/rating/process/rating.events.ts';
import type { FollowerTransaction } from '@dondoc/event-store/follower-session.ts';
import { PoisonEvent, type FollowerDefinition } from '@dondoc/event-store/follower.ts';
import type { LoggedEvent, LoggedOf } from '@dondoc/read-models/projection.ts';
import { assignmentNotices, campaignNotices, findingNotices } from './notice-catalogue.ts';
import type { Notice } from './notice-facts.ts';
import { loadContext, type NoticeContext } from './notice-context.ts';
import { INSERT_FOR_EVERY_UNIT, INSERT_NOTICES, type NoticeRow } from './notice-rows.ts';
import { SILENT } from './silent-events.ts';
import { ratingNotices } from './rating-notices.ts';
import { webhookNotices } from './webhook/webhook-notices.ts';
import { holdWebhooks } from './webhook/webhook-rows.ts';
import { noticeTexts, type OwnTemplates } from './notice-texts.ts';

/**
 * Turns events into inbox notices, pending mail and pending webhook deliveries. A page costs a handful of statements; what concerns every unit of a
 * campaign is one statement, however many there are. Handling an event again changes nothing.
 */
export function noticesFollower(): FollowerDefinition {
  return {
    name: 'notices',
    version: 1,
    batchSize: 1_000,
    concerns: ({ type }) => !SILENT.has(type),
    handle: (events, tx) => writeNotices(events as readonly LoggedEvent[], tx),
  };
}

async function writeNotices(events: readonly LoggedEvent[], tx: FollowerTransaction): Promise<void> {
  if (events.some(isTold)) await holdWebhooks(tx);
  const context = await loadContext(tx, events);
  let waiting: NoticeRow[] = [];
  const flush = async () => {
    await context.save(tx);
    if (waiting.length > 0) await tx.query(INSERT_NOTICES, [JSON.stringify(waiting)]);
    waiting = [];
  };
  for (const event of events) {
    // What was told before a delegation began or ended is told by what held then.
    if (event.category === 'delegation') await flush();
    context.apply(event);
    if (!isTold(event)) continue;
    for (const notice of noticesFor(event, context)) {
      if (notice.to !== 'EVERY_UNIT') waiting.push(noticeRow(event, notice, notice.to, context.ownTemplates));
      else if (event.category === 'campaign') {
        // Everybody who takes part now: whoever came earlier on this page as well.
        await flush();
        await tx.query(INSERT_FOR_EVERY_UNIT, everyUnit(event as CampaignStep, notice, context.ownTemplates));
      }
    }
  }
  await flush();
}

type CampaignStep = LoggedOf<CampaignEvent>;
type UnitStep = LoggedOf<AssignmentEvent>;
type FindingStep = LoggedOf<FindingEvent>;
type RatingStep = LoggedOf<RatingEvent>;
type WebhookStep = LoggedOf<WebhookEvent>;
type Told = CampaignStep | UnitStep | FindingStep | RatingStep | WebhookStep;

const TOLD: ReadonlySet<string> = new Set(['campaign', 'assignment', 'finding', 'rating', 'webhook']);
const isTold = (event: LoggedEvent): event is Told => TOLD.has(event.category);
const isCampaignStep = (event: Told): event is CampaignStep => event.category === 'campaign';
const isRatingStep = (event: Told): event is RatingStep => event.category === 'rating';
const isFindingStep = (event: Told): event is FindingStep => event.category === 'finding';
const isWebhookStep = (event: Told): event is WebhookStep => event.category === 'webhook';
/** Findings outlive every campaign, and webhooks belong to none. */
const campaignIdOf = (event: Told): string | null =>
  isFindingStep(event) || isWebhookStep(event) ? null : event.data.campaignId;

function noticesFor(event: Told, context: NoticeContext): Notice[] {
  if (isWebhookStep(event)) return webhookNotices(event);
  const campaignId = campaignIdOf(event);
  const campaign = campaignId === null ? null : context.campaign(campaignId);
  try {
    const unitName = (unitId: string, code?: string) => context.unitName(unitId, code);
    if (campaign === null || isFindingStep(event)) return findingNotices(event as FindingStep, unitName);
    if (isRatingStep(event)) return ratingNotices(event, campaign, unitName);
    return isCampaignStep(event)
      ? campaignNotices(event, campaign, context.amendment(event.data.campaignId))
      : assignmentNotices(event, campaign, unitName);
  } catch (error) {
    // Pure: what fails once fails for ever, and must not hold up the notices of everybody else.
    const { type, position } = event;
    throw new PoisonEvent(`The ${type} at position ${position} gives no notice: ${String(error)}`, {
      cause: error,
    });
  }
}

function noticeRow(
  event: Told,
  notice: Notice,
  to: Exclude<Notice['to'], 'EVERY_UNIT'>,
  own: OwnTemplates,
): NoticeRow {
  const forUnit = 'unitId' in to;
  return {
    key: `${notice.once ?? event.eventId}/${forUnit ? to.unitId : 'administrators'}`,
    audience: forUnit ? 'UNIT' : 'ADMINISTRATORS',
    unitId: forUnit ? to.unitId : to.administratorsAbout,
    campaignId: campaignIdOf(event),
    kind: notice.kind,
    ...noticeTexts(notice.kind, notice.facts, own),
    facts: notice.facts,
    channels: notice.channels ?? null,
    position: event.position,
    createdAt: event.at,
  };
}

function everyUnit(event: CampaignStep, { kind, facts }: Notice, own: OwnTemplates): unknown[] {
  const { texts, templates } = noticeTexts(kind, facts, own);
  const kept = [texts, templates, facts].map((value) => JSON.stringify(value));
  return [event.eventId, event.data.campaignId, kind, ...kept, event.position, event.at];
}
