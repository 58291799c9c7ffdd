import { DEFAULT_ZONE } from '@dondoc/domain/calendar/default-zone.ts';
import { addDays } from '@dondoc/domain/calendar/day-arithmetic.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { startOfDay } from '@dondoc/domain/calendar/zoned-time.ts';
import type { DelegationEvent } from '@dondoc/domain/delegation/delegation.events.ts';

export type DeputyRow = {
  delegationId: string;
  principalUnitId: string | null;
  deputyId: string;
  deputyUnitId: string | null;
  campaignId: string | null;
  fromAt: Instant;
  untilAt: Instant;
};

/** Null: the deputy reads the principal's inbox anyway, because they share it. */
export function deputyRow(
  data: Extract<DelegationEvent, { type: 'DelegationGranted' }>['data'],
  grantedAt: Instant,
): DeputyRow | null {
  const { delegationId, from, to, campaignId, fromOn, untilOn } = data;
  const principalUnitId = from.role === 'UNIT' ? from.unitId : null;
  const shareOne = from.role === to.role && (from.role !== 'UNIT' || from.unitId === to.unitId);
  if (shareOne) return null;
  return {
    delegationId,
    principalUnitId,
    deputyId: to.accountId,
    deputyUnitId: to.unitId,
    campaignId,
    // Not before it was granted: what was told until then stays as it was told, also when the log is handled again.
    fromAt: startOfDay(fromOn, DEFAULT_ZONE) < grantedAt ? grantedAt : startOfDay(fromOn, DEFAULT_ZONE),
    untilAt: startOfDay(addDays(untilOn, 1), DEFAULT_ZONE),
  };
}

// A text says whom it is for: a deputy may stand in for several.
const forPrincipal = (language: 'vi' | 'en', words: string, administrators: string) =>
  `'${language}', jsonb_build_object('subject', '${words} ' || coalesce(c.name, '${administrators}') || ': '
      || (w.texts #>> '{${language},subject}'), 'body', w.texts #>> '{${language},body}')`;

/** A part of a statement: what `written` holds, again for whoever stands in for its addressee at that time. */
export const DEPUTISED = `deputised AS (
    INSERT INTO app.notice (id, audience, unit_id, campaign_id, kind, texts, templates, facts, channels, position, created_at, deputy_id)
    SELECT app.notice_id(w.id || '/deputy/' || d.deputy_id), w.audience, w.unit_id, w.campaign_id, w.kind,
      jsonb_build_object(${forPrincipal('vi', 'Thay mặt', 'cơ quan chỉ đạo')}, ${forPrincipal('en', 'For', 'the authority')}),
      w.templates, w.facts, w.channels, w.position, w.created_at, d.deputy_id
    FROM written w
    JOIN LATERAL (
      SELECT DISTINCT d.deputy_id FROM app.notice_deputy d
      WHERE CASE WHEN w.audience = 'UNIT' THEN d.principal_unit_id = w.unit_id ELSE d.principal_unit_id IS NULL END
        AND (d.campaign_id IS NULL OR d.campaign_id = w.campaign_id)
        AND d.from_at <= w.created_at AND w.created_at < least(d.until_at, d.revoked_at)) d ON true
    LEFT JOIN app.notice_contact c ON w.audience = 'UNIT' AND c.unit_id = w.unit_id
    ON CONFLICT (id) DO NOTHING RETURNING id, deputy_id, channels, created_at)`;

export const DEPUTIES_BY_MAIL = `
  SELECT p.id, c.mail, p.created_at FROM deputised p
  JOIN (SELECT DISTINCT deputy_id, deputy_unit_id FROM app.notice_deputy) d USING (deputy_id)
  JOIN app.notice_contact c ON c.unit_id = d.deputy_unit_id
  WHERE c.mail IS NOT NULL AND (p.channels IS NULL OR 'MAIL' = ANY (p.channels))`;

export const UPSERT_DEPUTIES = `INSERT INTO app.notice_deputy
    (delegation_id, principal_unit_id, deputy_id, deputy_unit_id, campaign_id, from_at, until_at)
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS r("delegationId" uuid, "principalUnitId" uuid, "deputyId" text,
    "deputyUnitId" uuid, "campaignId" uuid, "fromAt" timestamptz, "untilAt" timestamptz)
  ON CONFLICT (delegation_id) DO NOTHING`;

export const UPSERT_REVOCATIONS = `UPDATE app.notice_deputy d SET revoked_at = r."revokedAt"
  FROM jsonb_to_recordset($1::jsonb) AS r("delegationId" uuid, "revokedAt" timestamptz)
  WHERE d.delegation_id = r."delegationId"`;
