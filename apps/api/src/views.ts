import type {
  BoardQuery,
  BoardRow,
  CampaignRow,
  CampaignsQuery,
  CampaignView,
  CascadeRow,
  ScoreRow,
  ScoresQuery,
} from '@dondoc/contracts/campaigns.ts';
import type { ConclusionRow, ConclusionsQuery } from '@dondoc/contracts/conclusions.ts';
import type { DirectiveRow, DirectivesQuery } from '@dondoc/contracts/directives.ts';
import type { FindingRollUp, FindingRow, FindingsQuery } from '@dondoc/contracts/findings.ts';
import type { ActionRow, ActionsQuery } from '@dondoc/contracts/remediation.ts';
import type {
  InboxQuery,
  LedgerEntry,
  LedgerQuery,
  Mail,
  MailShown,
  Notice,
  NoticeRead,
  OutboxQuery,
} from '@dondoc/contracts/notices.ts';
import type { RatingsQuery } from '@dondoc/contracts/rating-queries.ts';
import type { RatingRow } from '@dondoc/contracts/ratings.ts';
import type { UnitRow, UnitsQuery } from '@dondoc/contracts/units.ts';
import type { Day, Instant } from '@dondoc/domain/calendar/day.ts';
import type { Position } from '@dondoc/event-store/event-store.ts';
import type { FeedTokens } from '@dondoc/notifications/calendar-feed/feed-tokens.ts';
import type { InboxOwner } from '@dondoc/notifications/inbox.query.ts';
import type { SharedTerms, Viewer } from '@dondoc/read-models/ratings/rating-line.ts';
import type { KeptTemplate } from '@dondoc/notifications/templates/kept-templates.query.ts';

export const VIEWS = Symbol('Views');

export type ViewName =
  | 'directives'
  | 'units'
  | 'campaigns'
  | 'assignments'
  | 'conclusions'
  | 'findings'
  | 'notices'
  | 'remediation'
  | 'ratings';
export type Page<Row> = { items: readonly Row[]; next: string | null };
/** A page, and the log position up to which its view is complete. */
export type PageTo<Row> = Page<Row> & { completeTo: Position };
type Asked<Query> = Omit<Query, 'minPosition'>;

/** The read models, as the api asks them. Overdue is worked out at `at`, never stored. */
export interface Views {
  /** Waits until the view has seen `position`, at most `timeoutMs`; answers the position it has seen. */
  waitFor(view: ViewName, position: Position, timeoutMs: number): Promise<Position>;

  directives(query: Asked<DirectivesQuery>): Promise<Page<DirectiveRow>>;
  units(query: Asked<UnitsQuery>): Promise<Page<UnitRow>>;
  /** Every unit of these categories that exists on that day, in the order of codes. */
  unitsIn(categories: readonly string[], on: Day): Promise<readonly UnitRow[]>;
  /** `ofUnit`: only campaigns that address this unit. */
  campaigns(
    query: Asked<CampaignsQuery> & { ofUnit: string | null; at: Instant },
  ): Promise<Page<CampaignRow>>;
  /** Null: the view has not seen the campaign yet. */
  progress(campaignId: string, at: Instant): Promise<CampaignView['progress'] | null>;
  /** The campaigns that units of this one launched on, with where their units stand. */
  cascades(campaignId: string, at: Instant): Promise<readonly CascadeRow[]>;
  board(query: Asked<BoardQuery> & { campaignId: string; at: Instant }): Promise<Page<BoardRow>>;
  /** Everything one unit has been assigned, the newest campaign first: one or two a year. */
  assignmentsOf(unitId: string, at: Instant): Promise<readonly BoardRow[]>;
  /** The actions of approved plans; `unitId` null: of every unit. Lamps as of `at`. */
  actions(
    query: Omit<Asked<ActionsQuery>, 'unit'> & { campaignId: string; unitId: string | null; at: Instant },
  ): Promise<Page<ActionRow>>;
  /** Units that have not acknowledged the amendment: how many, and the codes of the first 500. */
  withoutAmendment(campaignId: string, number: number): Promise<{ waiting: number; waitingFor: string[] }>;
  /** Everybody the campaign rates, as the viewer may see them. */
  ratings(
    query: Omit<Asked<RatingsQuery>, 'unit' | 'asOf'> & {
      unitId?: string;
      campaignId: string;
      shared: SharedTerms;
      viewer: Viewer;
    },
  ): Promise<Page<RatingRow>>;
  scores(campaignId: string, query: Asked<ScoresQuery>): Promise<Page<ScoreRow>>;

  conclusions(query: Asked<ConclusionsQuery>): Promise<Page<ConclusionRow>>;
  findings(
    query: Omit<Asked<FindingsQuery>, 'unit'> & { unitId?: string; today: Day },
  ): Promise<Page<FindingRow>>;
  findingRollUp(today: Day): Promise<Omit<FindingRollUp, 'today' | 'completeTo'>>;

  inbox(owner: InboxOwner, query: Asked<InboxQuery>): Promise<Page<Notice>>;
  /** Throws 'unknown-notice' for one that is not in this inbox. */
  markRead(owner: InboxOwner, noticeId: string, at: Instant): Promise<NoticeRead>;
  /** Secret addresses of calendar feeds. */
  feedTokens: FeedTokens;
  /** Templates of notices that were ever changed. */
  ownTemplates(): Promise<readonly KeptTemplate[]>;
  /** What a notice was made of; null: there is none. */
  noticeFacts(noticeId: string): Promise<{ kind: string; facts: object | null } | null>;
  outbox(query: Asked<OutboxQuery>): Promise<Page<Mail>>;
  /** Throws 'unknown-notice' for one of which no mail was made. */
  wholeMail(noticeId: string): Promise<MailShown>;
  /** `unitId` null: of everybody. */
  noticeLedger(
    query: Omit<Asked<LedgerQuery>, 'unit'> & { unitId: string | null },
  ): Promise<Page<Omit<LedgerEntry, 'deputy'>>>;
}
