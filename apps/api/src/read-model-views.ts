import { waitForCursor } from '@dondoc/event-store/cursors.ts';
import { postgresFeedTokens } from '@dondoc/notifications/calendar-feed/feed-tokens.ts';
import { inboxOf, markRead } from '@dondoc/notifications/inbox.query.ts';
import { noticesFollower } from '@dondoc/notifications/notices-follower.ts';
import { noticeLedger } from '@dondoc/notifications/ledger.query.ts';
import { keptTemplates, noticeFacts } from '@dondoc/notifications/templates/kept-templates.query.ts';
import { outbox } from '@dondoc/notifications/outbox.query.ts';
import { wholeMail } from '@dondoc/notifications/whole-mail.query.ts';
import { unitsWithoutAmendment } from '@dondoc/read-models/amendments/amendments.query.ts';
import { campaignProgress, listScores } from '@dondoc/read-models/assignments/campaign-progress.query.ts';
import { assignmentsOfUnit, listAssignments } from '@dondoc/read-models/assignments/assignments.query.ts';
import { listCampaigns } from '@dondoc/read-models/campaigns/campaigns.query.ts';
import { cascadesBy, cascadesOf } from '@dondoc/read-models/cascades/cascades.query.ts';
import { listConclusions } from '@dondoc/read-models/conclusions/conclusions.query.ts';
import { liveCursors } from '@dondoc/read-models/complete-to.query.ts';
import { listDirectives } from '@dondoc/read-models/directives/directives.query.ts';
import { listFindings } from '@dondoc/read-models/findings/findings.query.ts';
import { rollUpFindings } from '@dondoc/read-models/findings/roll-up.query.ts';
import { listRatings } from '@dondoc/read-models/ratings/ratings.query.ts';
import { listUnits } from '@dondoc/read-models/units/units.query.ts';
import { listActions } from '@dondoc/read-models/remediation/remediation.query.ts';
import type { Pool } from 'pg';
import type { EntityManager } from 'typeorm';
import { actionRow } from './remediation/action-row.ts';
import { boardRow } from './campaigns/board-row.ts';
import type { Page, Views } from './views.ts';

const WHOLE_PAGE = 500;
const notices = noticesFollower();

/** The read models in PostgreSQL: `db` asks them, `pool` watches how far their followers have come. */
export function readModelViews(db: EntityManager, pool: Pool): Views {
  return {
    async waitFor(view, position, timeoutMs) {
      if (view === 'notices') return waitForCursor(pool, notices.name, notices.version, position, timeoutMs);
      const [cursor] = await liveCursors(db, view);
      return cursor === undefined ? 0 : waitForCursor(pool, cursor.name, cursor.version, position, timeoutMs);
    },
    directives: (query) => listDirectives(db, query),
    units: (query) => listUnits(db, query),
    async unitsIn(categories, on) {
      const units = [];
      for (const category of categories) {
        units.push(...(await everyPage((page) => listUnits(db, { ...page, category, sort: 'code' }))));
      }
      return units.filter(({ validFrom, validTo }) => validFrom <= on && (validTo === null || on < validTo));
    },
    async campaigns({ ofUnit, at, ...query }) {
      if (ofUnit === null) return listCampaigns(db, query);
      const assigned = await assignmentsOfUnit(db, ofUnit, at);
      const ids = [...assigned.map(({ campaignId }) => campaignId), ...(await cascadesBy(db, ofUnit))];
      return listCampaigns(db, { ...query, ids });
    },
    cascades: (campaignId, at) => cascadesOf(db, campaignId, at),
    progress: (campaignId, at) => campaignProgress(db, campaignId, at),
    async board({ at, ...query }) {
      const { items, next } = await listAssignments(db, { ...query, now: at });
      return { items: items.map(boardRow), next };
    },
    assignmentsOf: async (unitId, at) => (await assignmentsOfUnit(db, unitId, at)).map(boardRow),
    async actions({ unitId, at, ...query }) {
      const { items, next } = await listActions(db, {
        ...query,
        ...(unitId === null ? {} : { unitId }),
        now: at,
      });
      return { items: items.map(actionRow), next };
    },
    withoutAmendment: (campaignId, number) =>
      unitsWithoutAmendment(db, { campaignId, number, limit: WHOLE_PAGE }),
    ratings: (query) => listRatings(db, query),
    scores: (campaignId, query) => listScores(db, { ...query, campaignId }),
    conclusions: (query) => listConclusions(db, query),
    findings: (query) => listFindings(db, query),
    findingRollUp: (today) => rollUpFindings(db, today),
    inbox: (owner, query) => inboxOf(db, owner, query),
    markRead: (owner, noticeId, at) => markRead(db, owner, { noticeId, at }),
    feedTokens: postgresFeedTokens(db),
    ownTemplates: () => keptTemplates(db),
    noticeFacts: (noticeId) => noticeFacts(db, noticeId),
    outbox: (query) => outbox(db, query),
    wholeMail: (noticeId) => wholeMail(db, noticeId),
    noticeLedger: ({ unitId, ...query }) =>
      noticeLedger(db, { ...query, ...(unitId === null ? {} : { unitId }) }),
  };
}

async function everyPage<Row>(
  pageOf: (page: { limit: number; after?: string }) => Promise<Page<Row>>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after: string | null = null; ;) {
    const { items, next }: Page<Row> = await pageOf({
      limit: WHOLE_PAGE,
      ...(after === null ? {} : { after }),
    });
    rows.push(...items);
    if (next === null) return rows;
    after = next;
  }
}
