import type { Channel } from '@dondoc/domain/escalation/cadence.ts';
import { DEPUTIES_BY_MAIL, DEPUTISED } from './notice-deputies.ts';
import type { Notice, NoticeTexts } from './notice-facts.ts';
import type { TemplateVersions } from './notice-texts.ts';

export type NoticeRow = {
  /** What makes it the same notice, whenever the event is handled again. */
  key: string;
  audience: 'UNIT' | 'ADMINISTRATORS';
  unitId: string;
  /** Null: about a finding, which outlives every campaign, or about no campaign at all. */
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

// Whoever has an address gets the notice by mail as well, and by each webhook that asks for its kind: one delivery each,
// written with the notice or not at all. A webhook mirrors the inbox, whatever channels a campaign chose. Whoever stands in for
// the addressee is told it too, in an inbox of its own and by mail.
const WITH_DELIVERIES = `
  , ${DEPUTISED}, hooked AS (
    INSERT INTO app.webhook_delivery (id, notice_id, subscription_id, next_attempt_at)
    SELECT app.notice_id(w.id || '/WEBHOOK/' || s.id), w.id, s.id, w.created_at
    FROM written w JOIN app.webhook_subscription s ON s.state = 'active'
      AND CASE w.audience WHEN 'UNIT' THEN s.unit_id = w.unit_id ELSE s.unit_id IS NULL END
      AND (s.kinds IS NULL OR w.kind = ANY (s.kinds)) AND w.position > s.since_position
    ON CONFLICT (id) DO NOTHING)
  INSERT INTO app.mail_delivery (id, address, next_attempt_at)
  SELECT w.id, c.mail, w.created_at FROM written w JOIN app.notice_contact c USING (unit_id)
  WHERE w.audience = 'UNIT' AND c.mail IS NOT NULL AND (w.channels IS NULL OR 'MAIL' = ANY (w.channels))
  UNION ALL ${DEPUTIES_BY_MAIL}`;
const COLUMNS =
  'id, audience, unit_id, campaign_id, kind, texts, templates, facts, channels, position, created_at';

/** Takes the rows as one JSON text. A notice that is there already stays as it is, and is delivered no second time. */
export const INSERT_NOTICES = `
  WITH written AS (
    INSERT INTO app.notice (${COLUMNS})
    SELECT app.notice_id(n.key), n.audience, n."unitId", n."campaignId", n.kind, n.texts, n.templates, n.facts,
      n.channels, n.position, n."createdAt"
    FROM jsonb_to_recordset($1::jsonb) AS n(key text, audience text, "unitId" uuid, "campaignId" uuid, kind text,
      texts jsonb, templates jsonb, facts jsonb, channels text[], position bigint, "createdAt" timestamptz)
    ON CONFLICT (id) DO NOTHING RETURNING ${COLUMNS}
  ) ${WITH_DELIVERIES}`;

export const INSERT_FOR_EVERY_UNIT = `
  WITH written AS (
    INSERT INTO app.notice (${COLUMNS})
    SELECT app.notice_id($1 || '/' || m.unit_id), 'UNIT', m.unit_id, m.campaign_id, $3, $4::jsonb, $5::jsonb,
      $6::jsonb, NULL, $7, $8
    FROM app.notice_member m WHERE m.campaign_id = $2 AND NOT m.exempt
    ON CONFLICT (id) DO NOTHING RETURNING ${COLUMNS}
  ) ${WITH_DELIVERIES}`;
