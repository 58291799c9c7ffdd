import { assignmentLamp } from '@dondoc/domain/assignment/assignment-lamp.ts';
import { VN_2026_11 } from '@dondoc/domain/calendar/vn-calendar.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { EventStore, Position } from '@dondoc/event-store/event-store.ts';
import { amendmentsProjection } from '@dondoc/read-models/amendments/amendments.projection.ts';
import {
  assignmentsProjection,
  type AssignmentRow,
} from '@dondoc/read-models/assignments/assignments.projection.ts';
import { campaignsProjection } from '@dondoc/read-models/campaigns/campaigns.projection.ts';
import { cascadesProjection } from '@dondoc/read-models/cascades/cascades.projection.ts';
import { conclusionsProjection } from '@dondoc/read-models/conclusions/conclusions.projection.ts';
import { directivesProjection } from '@dondoc/read-models/directives/directives.projection.ts';
import { findingsProjection } from '@dondoc/read-models/findings/findings.projection.ts';
import { foldPage, type LoggedEvent, type Projection } from '@dondoc/read-models/projection.ts';
import { listFolded } from '@dondoc/read-models/ratings/list-folded.ts';
import { ratingsProjection } from '@dondoc/read-models/ratings/ratings.projection.ts';
import { remediationProjection } from '@dondoc/read-models/remediation/remediation.projection.ts';
import { listedAction } from '@dondoc/read-models/remediation/remediation.query.ts';
import type { KeptTemplate } from '@dondoc/notifications/templates/kept-templates.query.ts';
import { unitsProjection } from '@dondoc/read-models/units/units.projection.ts';
import { boardRow } from '../campaigns/board-row.ts';
import { actionRow } from '../remediation/action-row.ts';
import type { Page, Views } from '../views.ts';

/**
 * The real projections folded from the log at every question: always complete, never paged past the first page, and without
 * the due days that SQL works out. Enough to see that routes ask the right thing and answer in the right form.
 */
export function inMemoryViews(store: EventStore): Views {
  const rowsOf = async <Row extends object>(projection: Projection<Row>): Promise<Row[]> => {
    const events = (await store.readAll({ after: 0, limit: 100_000 })) as LoggedEvent[];
    return [...foldPage(projection, new Map(), events).values()];
  };
  const feeds = new Map<string, string>();
  const page = <Row>(rows: Row[], { limit }: { limit: number }): Page<Row> => ({
    items: rows.slice(0, limit),
    next: null,
  });
  const line = (row: AssignmentRow) =>
    boardRow({
      ...row,
      unitName: null,
      nextPhase: row.openPhases[0] ?? null,
      dueOn: null,
      overdue: false,
      lamp: assignmentLamp({ ...row, dueOn: null }, { today: '2026-11-16', calendar: VN_2026_11 }),
    });

  return {
    async waitFor(_view, position): Promise<Position> {
      return Math.max(position, await store.head());
    },
    async directives(query) {
      return page(await rowsOf(directivesProjection), query);
    },
    async units({ category, ...query }) {
      const units = await rowsOf(unitsProjection);
      return page(
        units.filter((unit) => category === undefined || unit.addresseeCategory === category),
        query,
      );
    },
    async unitsIn(categories) {
      const units = await rowsOf(unitsProjection);
      return units.filter(({ addresseeCategory }) => categories.includes(addresseeCategory));
    },
    async campaigns({ ofUnit, ...query }) {
      const addressing = (await rowsOf(assignmentsProjection)).filter(({ unitId }) => unitId === ofUnit);
      const campaigns = await rowsOf(campaignsProjection);
      const launchedOn = (await rowsOf(cascadesProjection)).filter(
        ({ parentUnitId }) => parentUnitId === ofUnit,
      );
      const ids = new Set([...addressing, ...launchedOn].map(({ campaignId }) => campaignId));
      return page(
        campaigns
          .filter(({ campaignId }) => ofUnit === null || ids.has(campaignId))
          .map((campaign) => ({ ...campaign, directive: null })),
        query,
      );
    },
    async cascades(campaignId) {
      const assignments = await rowsOf(assignmentsProjection);
      const codes = new Map((await rowsOf(unitsProjection)).map((unit) => [unit.unitId, unit]));
      const campaigns = new Map((await rowsOf(campaignsProjection)).map((row) => [row.campaignId, row]));
      return (await rowsOf(cascadesProjection))
        .filter(({ parentCampaignId }) => parentCampaignId === campaignId)
        .map(({ campaignId: id, parentUnitId: unitId }) => {
          const { status = 'DRAFT' as const, unitCount = 0 } = campaigns.get(id) ?? {};
          const byStatus: Record<string, number> = {};
          for (const row of assignments.filter((one) => one.campaignId === id)) {
            byStatus[row.status] = (byStatus[row.status] ?? 0) + 1;
          }
          const { code = '', name = '' } = codes.get(unitId) ?? {};
          return { campaignId: id, unitId, code, unitName: name, status, unitCount, byStatus, overdue: {} };
        });
    },
    async progress() {
      return null;
    },
    async board({ campaignId, ...query }) {
      const rows = await rowsOf(assignmentsProjection);
      return page(rows.filter((row) => row.campaignId === campaignId).map(line), query);
    },
    async assignmentsOf(unitId) {
      return (await rowsOf(assignmentsProjection)).filter((row) => row.unitId === unitId).map(line);
    },
    async actions({ campaignId, unitId, at, state, overdue, ...query }) {
      const campaign = (await rowsOf(campaignsProjection)).find((row) => row.campaignId === campaignId);
      if (campaign === undefined) return { items: [], next: null };
      const codes = new Map(
        (await rowsOf(assignmentsProjection)).map(({ assignmentId, code }) => [assignmentId, code]),
      );
      const items = (await rowsOf(remediationProjection))
        .filter((row) => row.campaignId === campaignId && (unitId === null || row.unitId === unitId))
        .flatMap((row) => {
          const code = codes.get(row.assignmentId) ?? '';
          return row.actions.map((action) => actionRow(listedAction({ ...row, code }, action, campaign, at)));
        })
        .filter(
          (row) =>
            (state === undefined || row.state === state) &&
            (overdue === undefined || row.overdue === overdue),
        );
      return page(items, query);
    },
    async withoutAmendment(campaignId, number) {
      const known = new Map(
        (await rowsOf(amendmentsProjection)).map(({ unitId, amended }) => [unitId, amended]),
      );
      const waitingFor = (await rowsOf(assignmentsProjection))
        .filter((row) => row.campaignId === campaignId && !['EXEMPTED', 'TRANSFERRED'].includes(row.status))
        .filter(({ unitId }) => (known.get(unitId) ?? 0) < number)
        .map(({ code }) => code);
      return { waiting: waitingFor.length, waitingFor };
    },
    async ratings(query) {
      const names = new Map((await rowsOf(unitsProjection)).map(({ unitId, name }) => [unitId, name]));
      return listFolded(await rowsOf(ratingsProjection), { ...query, names });
    },
    async scores(campaignId, query) {
      const rows = await rowsOf(assignmentsProjection);
      return page(
        rows
          .filter((row) => row.campaignId === campaignId)
          .map(({ unitId, code, score }) => ({ unitId, code, name: null, score })),
        query,
      );
    },
    async conclusions(query) {
      return page(await rowsOf(conclusionsProjection), query);
    },
    async findings({ unitId, theme, ...query }) {
      const units = await rowsOf(unitsProjection);
      const named = new Map(
        units.map(({ unitId: id, code, name }) => [id, { unitCode: code, unitName: name }]),
      );
      const findings = (await rowsOf(findingsProjection))
        .filter((finding) => unitId === undefined || finding.unitId === unitId)
        .filter((finding) => theme === undefined || finding.theme === theme)
        .map((finding) => ({ unitCode: null, unitName: null, ...finding, ...named.get(finding.unitId) }));
      return page(findings, query);
    },
    async findingRollUp() {
      const ageing = { NOT_DUE: 0, '0-30': 0, '31-90': 0, '91-180': 0, '181-365': 0, '>365': 0 };
      return { themes: [], ageing, withoutDue: 0 };
    },
    async inbox() {
      return { items: [], next: null };
    },
    async markRead(_owner, noticeId) {
      throw new DomainError('unknown-notice', 'There is no such notice in this inbox.', { noticeId });
    },
    feedTokens: {
      async replace({ unitId, tokenHash }) {
        feeds.set(unitId, tokenHash);
      },
      async revoke(unitId) {
        feeds.delete(unitId);
      },
      async unitOf(tokenHash) {
        return [...feeds].find(([, hash]) => hash === tokenHash)?.[0] ?? null;
      },
    },
    async ownTemplates() {
      const events = (await store.readAll({ after: 0, limit: 100_000 })) as LoggedEvent[];
      const kept = new Map<string, KeptTemplate>();
      for (const event of events) {
        if (event.type !== 'NoticeTemplateEdited' && event.type !== 'NoticeTemplateReset') continue;
        const subject = event.type === 'NoticeTemplateEdited' ? event.data.subject : null;
        kept.set(event.streamId, { ...event.data, subject });
      }
      return [...kept.values()];
    },
    async noticeFacts() {
      return null;
    },
    async outbox() {
      return { items: [], next: null };
    },
    async wholeMail(noticeId) {
      throw new DomainError('unknown-notice', `No mail was made of the notice ${noticeId}.`, { noticeId });
    },
    async noticeLedger() {
      return { items: [], next: null };
    },
  };
}
