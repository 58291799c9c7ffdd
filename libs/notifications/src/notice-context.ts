import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import { differencesOf } from '@dondoc/domain/campaign/amendment.ts';
import type { Requirement } from '@dondoc/domain/campaign/campaign.events.ts';
import type { Deadline, Phase } from '@dondoc/domain/deadline/deadline.ts';
import type { QuietHours } from '@dondoc/domain/escalation/quiet-hours.ts';
import type { FollowerTransaction } from '@dondoc/event-store/follower-session.ts';
import { PoisonEvent } from '@dondoc/event-store/follower.ts';
import type { LoggedEvent } from '@dondoc/read-models/projection.ts';
import type { AmendmentFacts } from './notice-catalogue.ts';
import type { CampaignFacts } from './campaign-facts.ts';
import type { Language } from './notice-facts.ts';
import { deputyRow, UPSERT_DEPUTIES, UPSERT_REVOCATIONS, type DeputyRow } from './notice-deputies.ts';
import type { OwnTemplate, OwnTemplates } from './notice-texts.ts';

type DirectiveRow = { directiveId: string; number: string; abstract: string | null };
type CampaignRow = {
  campaignId: string;
  directiveId: string;
  title: string;
  deadlines: Partial<Record<Phase, Day>>;
  /** Of the campaign itself; null: those of the installation. */
  quiet: QuietHours | null;
  zone: string | null;
  /** As they are amended; null: drafted before they were kept here. */
  requirements: readonly Requirement[] | null;
  amendments: number;
};
type ContactRow = { unitId: string; name: string; mail: string | null };
type TemplateRow = {
  kind: string;
  language: Language;
  version: number;
  subject: string | null;
  body: string | null;
};
type MemberRow = { campaignId: string; unitId: string; code: string; exempt: boolean };

/**
 * What notices must know besides their event, kept by the follower in its own tables: as of each event, neither ahead of it
 * nor behind, so that a notice made again reads the same.
 */
export type NoticeContext = {
  apply(event: LoggedEvent): void;
  /** Throws PoisonEvent for a campaign whose draft was never seen. */
  campaign(campaignId: string): CampaignFacts;
  /** What the newest amendment seen is among those of its campaign. */
  amendment(campaignId: string): AmendmentFacts;
  unitName(unitId: string, code?: string): string;
  ownTemplates: OwnTemplates;
  /** Writes what `apply` has changed since the last time. */
  save(tx: FollowerTransaction): Promise<void>;
};

const NAMING_THE_UNIT: ReadonlySet<string> = new Set([
  'SelfReviewSubmitted',
  'PlanSubmitted',
  'ActionReportedDone',
  'EscalationRaised',
  'PlanApprovalVoided',
  'CheckInSubmitted',
  'CheckInMissed',
  'ActionExtensionRequested',
  'ActionUrged',
  'RatingApprovalVoided',
  'PetitionReceived',
  'PetitionOverdue',
]);
const NO_AMENDMENT: AmendmentFacts = { number: null, changes: [] };

type AmendedData = Extract<LoggedEvent, { type: 'CampaignAmended' }>['data'];

/** Loads what the page's events are about; five statements, however long the page is. */
export async function loadContext(
  tx: FollowerTransaction,
  events: readonly LoggedEvent[],
): Promise<NoticeContext> {
  const campaignIds = distinct(
    events.flatMap(({ data }) => ('campaignId' in data && data.campaignId !== null ? [data.campaignId] : [])),
  );
  // A name is needed only where administrators are told about a unit.
  const told = events.filter(({ type }) => NAMING_THE_UNIT.has(type));
  const subjects = told.flatMap(({ data }) => ('unitId' in data ? [data.unitId] : []));
  const predecessors = events.flatMap((event) =>
    event.type === 'ItemsInherited' || event.type === 'FindingInherited' ? [event.data.from.unitId] : [],
  );
  const campaigns = await tx.query<CampaignRow>(
    `SELECT campaign_id AS "campaignId", directive_id AS "directiveId", title, deadlines, quiet, zone, requirements, amendments
     FROM app.notice_campaign WHERE campaign_id = ANY ($1)`,
    [campaignIds],
  );
  const drafted = events.flatMap((event) =>
    event.type === 'CampaignDrafted' ? [event.data.directiveId] : [],
  );
  const directives = await tx.query<DirectiveRow>(
    `SELECT directive_id AS "directiveId", number, abstract FROM app.notice_directive WHERE directive_id = ANY ($1)`,
    [distinct([...drafted, ...campaigns.map(({ directiveId }) => directiveId)])],
  );
  const names = await tx.query<{ unitId: string; name: string }>(
    `SELECT u.id AS "unitId", coalesce(c.name, (SELECT max(m.code) FROM app.notice_member m WHERE m.unit_id = u.id)) AS name
     FROM unnest($1::uuid[]) AS u(id) LEFT JOIN app.notice_contact c ON c.unit_id = u.id
     WHERE c.unit_id IS NOT NULL OR EXISTS (SELECT FROM app.notice_member m WHERE m.unit_id = u.id)`,
    [distinct([...subjects, ...predecessors])],
  );
  const templates = await tx.query<TemplateRow>(
    'SELECT kind, language, version, subject, body FROM app.notice_template',
    [],
  );
  return createContext(campaigns, directives, names, templates);
}

function createContext(
  loadedCampaigns: readonly CampaignRow[],
  loadedDirectives: readonly DirectiveRow[],
  loadedNames: readonly { unitId: string; name: string }[],
  loadedTemplates: readonly TemplateRow[],
): NoticeContext {
  const campaigns = new Map(loadedCampaigns.map((row) => [row.campaignId, row]));
  const directives = new Map(loadedDirectives.map((row) => [row.directiveId, row]));
  const names = new Map(loadedNames.map(({ unitId, name }) => [unitId, name]));
  const templates = new Map(loadedTemplates.map((row) => [`${row.kind}/${row.language}`, row]));
  const amendments = new Map<string, AmendmentFacts>();
  const changed = {
    campaigns: new Map<string, CampaignRow>(),
    directives: new Map<string, DirectiveRow>(),
    contacts: new Map<string, ContactRow>(),
    members: new Map<string, MemberRow>(),
    templates: new Map<string, TemplateRow>(),
    deputies: new Map<string, DeputyRow>(),
    revocations: new Map<string, { delegationId: string; revokedAt: Instant }>(),
  };

  function setCampaign(row: CampaignRow): void {
    campaigns.set(row.campaignId, row);
    changed.campaigns.set(row.campaignId, row);
  }
  function moveDeadlines(campaignId: string, deadlines: readonly Deadline[]): void {
    const row = campaigns.get(campaignId);
    if (row === undefined) return;
    const moved = Object.fromEntries(deadlines.map(({ phase, on }) => [phase, on]));
    setCampaign({ ...row, deadlines: { ...row.deadlines, ...moved } });
  }
  function amend({ campaignId, requirements, replaced }: AmendedData): void {
    const row = campaigns.get(campaignId);
    if (row === undefined || row.requirements === null) return;
    const changes = differencesOf(row.requirements, requirements, replaced);
    const number = row.amendments + 1;
    setCampaign({ ...row, requirements, amendments: number });
    amendments.set(campaignId, {
      number,
      changes: changes.map(({ kind, no, text }) => ({ kind, no, text })),
    });
  }
  function setTemplate(row: TemplateRow): void {
    templates.set(`${row.kind}/${row.language}`, row);
    changed.templates.set(`${row.kind}/${row.language}`, row);
  }
  function setContact(row: ContactRow): void {
    changed.contacts.set(row.unitId, row);
    names.set(row.unitId, row.name);
  }

  return {
    apply(event) {
      if (event.type === 'DirectiveIssued') {
        const { directiveId, number, abstract } = event.data;
        const row = { directiveId, number: number.raw, abstract };
        directives.set(directiveId, row);
        changed.directives.set(directiveId, row);
      } else if (event.type === 'CampaignDrafted') {
        const { campaignId, directiveId, title, cadence, zone, requirements } = event.data;
        setCampaign({
          campaignId,
          directiveId,
          title,
          deadlines: {},
          quiet: cadence.quietHours ?? null,
          zone,
          requirements,
          amendments: 0,
        });
      } else if (event.type === 'DeadlineSet') moveDeadlines(event.data.campaignId, [event.data.deadline]);
      else if (event.type === 'DeadlineExtended' || event.type === 'DeadlineRecomputed')
        moveDeadlines(event.data.campaignId, [event.data.to]);
      else if (event.type === 'CampaignResumed') moveDeadlines(event.data.campaignId, event.data.deadlines);
      else if (event.type === 'CampaignAmended') amend(event.data);
      else if (event.type === 'NoticeTemplateEdited') setTemplate(event.data);
      else if (event.type === 'NoticeTemplateReset')
        setTemplate({ ...event.data, subject: null, body: null });
      else if (event.type === 'UnitRegistered' || event.type === 'UnitProfileCorrected') {
        const { unitId, name, mail } = event.data;
        setContact({ unitId, name, mail });
      } else if (event.type === 'UnitAssigned') {
        const { campaignId, unitId, code } = event.data;
        if (!names.has(unitId)) names.set(unitId, code);
        changed.members.set(`${campaignId}/${unitId}`, { campaignId, unitId, code, exempt: false });
      } else if (event.type === 'UnitExempted' || event.type === 'ItemsTransferred') {
        const { campaignId, unitId } = event.data;
        const code = names.get(unitId) ?? '';
        changed.members.set(`${campaignId}/${unitId}`, { campaignId, unitId, code, exempt: true });
      } else if (event.type === 'DelegationGranted') {
        const row = deputyRow(event.data, event.at);
        if (row !== null) changed.deputies.set(row.delegationId, row);
      } else if (event.type === 'DelegationRevoked') {
        const { delegationId } = event.data;
        changed.revocations.set(delegationId, { delegationId, revokedAt: event.at });
      }
    },

    campaign(campaignId) {
      const row = campaigns.get(campaignId);
      if (row === undefined) throw new PoisonEvent(`The campaign ${campaignId} was never drafted.`);
      const directive = directives.get(row.directiveId);
      return {
        title: row.title,
        deadlines: row.deadlines,
        directive:
          directive === undefined ? null : { number: directive.number, abstract: directive.abstract },
      };
    },

    amendment: (campaignId) => amendments.get(campaignId) ?? NO_AMENDMENT,
    unitName: (unitId, code) => names.get(unitId) ?? code ?? unitId,

    ownTemplates(kind, language): OwnTemplate | null {
      const row = templates.get(`${kind}/${language}`);
      if (row === undefined || row.subject === null || row.body === null) return null;
      return { subject: row.subject, body: row.body, version: row.version };
    },

    async save(tx) {
      for (const [table, rows] of Object.entries(changed)) {
        if (rows.size > 0)
          await tx.query(UPSERTS[table as keyof typeof UPSERTS], [JSON.stringify([...rows.values()])]);
        rows.clear();
      }
    },
  };
}

const UPSERTS = {
  campaigns: `INSERT INTO app.notice_campaign
      (campaign_id, directive_id, title, deadlines, quiet, zone, requirements, amendments)
    SELECT "campaignId", "directiveId", title, deadlines, nullif(quiet, 'null'::jsonb), zone,
      nullif(requirements, 'null'::jsonb), amendments
    FROM jsonb_to_recordset($1::jsonb) AS r("campaignId" uuid, "directiveId" uuid, title text, deadlines jsonb,
      quiet jsonb, zone text, requirements jsonb, amendments int)
    ON CONFLICT (campaign_id) DO UPDATE SET title = excluded.title, deadlines = excluded.deadlines,
      requirements = excluded.requirements, amendments = excluded.amendments`,
  directives: `INSERT INTO app.notice_directive (directive_id, number, abstract)
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS r("directiveId" uuid, number text, abstract text)
    ON CONFLICT (directive_id) DO UPDATE SET number = excluded.number, abstract = excluded.abstract`,
  contacts: `INSERT INTO app.notice_contact (unit_id, name, mail)
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS r("unitId" uuid, name text, mail text)
    ON CONFLICT (unit_id) DO UPDATE SET name = excluded.name, mail = excluded.mail`,
  members: `INSERT INTO app.notice_member (campaign_id, unit_id, code, exempt)
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS r("campaignId" uuid, "unitId" uuid, code text, exempt boolean)
    ON CONFLICT (campaign_id, unit_id) DO UPDATE SET exempt = excluded.exempt`,
  templates: `INSERT INTO app.notice_template (kind, language, version, subject, body)
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(kind text, language text, version int, subject text, body text)
    ON CONFLICT (kind, language) DO UPDATE SET version = excluded.version, subject = excluded.subject, body = excluded.body`,
  deputies: UPSERT_DEPUTIES,
  revocations: UPSERT_REVOCATIONS,
};

const distinct = (ids: readonly string[]) => [...new Set(ids)];
