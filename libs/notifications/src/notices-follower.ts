import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import type { Channel } from '@dondoc/domain/escalation/cadence.ts';
import type { CampaignEvent } from '@dondoc/domain/campaign/campaign.events.ts';
import type { FindingEvent } from '@dondoc/domain/finding/finding.events.ts';
import type { FollowerTransaction } from '@dondoc/event-store/follower-session.ts';
import { PoisonEvent, type FollowerDefinition } from '@dondoc/event-store/follower.ts';
import type { LoggedEvent, LoggedOf } from '@dondoc/read-models/projection.ts';
import { assignmentNotices, campaignNotices, findingNotices } from './notice-catalogue.ts';
import { DEPUTIES_BY_MAIL, DEPUTISED } from './notice-deputies.ts';
import type { Notice } from './notice-facts.ts';
import { loadContext, type NoticeContext } from './notice-context.ts';
import type { NoticeTexts } from './notice-facts.ts';
import { noticeTexts, type OwnTemplates, type TemplateVersions } from './notice-texts.ts';

type NoticeRow = {
  /** What makes it the same notice, whenever the event is handled again. */
  key: string;
  audience: 'UNIT' | 'ADMINISTRATORS';
  unitId: string;
  /** Null: about a finding, which outlives every campaign. */
  campaignId: string | null;
  kind: string;
  texts: NoticeTexts;
  /** By what it goes; null: by every channel there is. */
  channels: readonly Channel[] | null;
  /** What the texts were made of: which templates, and which facts. */
  templates: TemplateVersions;
  facts: Notice['facts'];
  position: number;
  createdAt: string;
};

// Whoever has an address gets the notice by mail as well: one delivery a notice, written with it or not at all.
const WITH_MAIL = `
  INSERT INTO app.mail_delivery (id, address, next_attempt_at)
  SELECT w.id, c.mail, w.created_at FROM written w JOIN app.notice_contact c USING (unit_id)
  WHERE w.audience = 'UNIT' AND c.mail IS NOT NULL AND (w.channels IS NULL OR 'MAIL' = ANY (w.channels))
  UNION ALL ${DEPUTIES_BY_MAIL}`;
const COLUMNS =
  'id, audience, unit_id, campaign_id, kind, texts, templates, facts, channels, position, created_at';

const INSERT_NOTICES = `
  WITH written AS (
    INSERT INTO app.notice (${COLUMNS})
    SELECT app.notice_id(n.key), n.audience, n."unitId", n."campaignId", n.kind, n.texts, n.templates, n.facts,
      n.channels, n.position, n."createdAt"
    FROM jsonb_to_recordset($1::jsonb) AS n(key text, audience text, "unitId" uuid, "campaignId" uuid, kind text,
      texts jsonb, templates jsonb, facts jsonb, channels text[], position bigint, "createdAt" timestamptz)
    ON CONFLICT (id) DO NOTHING RETURNING ${COLUMNS}), ${DEPUTISED} ${WITH_MAIL}`;

const INSERT_FOR_EVERY_UNIT = `
  WITH written AS (
    INSERT INTO app.notice (${COLUMNS})
    SELECT app.notice_id($1 || '/' || m.unit_id), 'UNIT', m.unit_id, m.campaign_id, $3, $4::jsonb, $5::jsonb,
      $6::jsonb, NULL, $7, $8
    FROM app.notice_member m WHERE m.campaign_id = $2 AND NOT m.exempt
    ON CONFLICT (id) DO NOTHING RETURNING ${COLUMNS}), ${DEPUTISED} ${WITH_MAIL}`;

/**
 * Turns events into inbox notices and pending mail. A page costs a handful of statements; what concerns every unit of a
 * campaign is one statement, however many there are. Handling an event again changes nothing.
 */
export function noticesFollower(): FollowerDefinition {
  return {
    name: 'notices',
    version: 1,
    batchSize: 1_000,
    handle: (events, tx) => writeNotices(events as readonly LoggedEvent[], tx),
  };
}

async function writeNotices(events: readonly LoggedEvent[], tx: FollowerTransaction): Promise<void> {
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
type Told = CampaignStep | UnitStep | FindingStep;

const isTold = (event: LoggedEvent): event is Told =>
  event.category === 'campaign' || event.category === 'assignment' || event.category === 'finding';
const isCampaignStep = (event: Told): event is CampaignStep => event.category === 'campaign';
const isFindingStep = (event: Told): event is FindingStep => event.category === 'finding';

function noticesFor(event: Told, context: NoticeContext): Notice[] {
  const campaign = isFindingStep(event) ? null : context.campaign(event.data.campaignId);
  try {
    const unitName = (unitId: string, code?: string) => context.unitName(unitId, code);
    if (campaign === null || isFindingStep(event)) return findingNotices(event as FindingStep, unitName);
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
    campaignId: isFindingStep(event) ? null : event.data.campaignId,
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
