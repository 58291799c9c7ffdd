import type { EvidenceIntake } from '@dondoc/evidence/receive-evidence.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import type { ReadinessCheck } from '@dondoc/telemetry/readiness.ts';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ACCOUNTS, type AccountStore } from './accounts/account.ts';
import { AccountsController } from './accounts/accounts.controller.ts';
import { AssignmentDecisionsController } from './assignments/assignment-decisions.controller.ts';
import { AssignmentsController } from './assignments/assignments.controller.ts';
import { UnitStepsController } from './assignments/unit-steps.controller.ts';
import { BulkController } from './bulk/bulk.controller.ts';
import { AmendmentsController } from './campaigns/amendments.controller.ts';
import { CampaignBoardController } from './campaigns/campaign-board.controller.ts';
import { CampaignStepsController } from './campaigns/campaign-steps.controller.ts';
import { CampaignsController } from './campaigns/campaigns.controller.ts';
import { CascadeController } from './campaigns/cascade.controller.ts';
import { DryRunController } from './campaigns/dry-run.controller.ts';
import type { Followers, Keepers } from './campaigns/stuck-campaign.ts';
import { StuckController } from './campaigns/stuck.controller.ts';
import { ConclusionsController } from './conclusions/conclusions.controller.ts';
import { DelegationsController } from './delegations/delegations.controller.ts';
import { DirectivesController } from './directives/directives.controller.ts';
import { FindingsController } from './findings/findings.controller.ts';
import { UnitFindingsController } from './findings/unit-findings.controller.ts';
import { FrontPageController } from './front-page/front-page.controller.ts';
import { HealthController } from './health/health.controller.ts';
import { AuthenticationGuard } from './http/authentication.guard.ts';
import { CommandInterceptor } from './http/command.interceptor.ts';
import type { HttpMetrics } from './http/observe-requests.ts';
import { ValidationPipe } from './http/validation.pipe.ts';
import { LogController } from './log/log.controller.ts';
import { CalendarFeedController } from './calendar-feed/calendar-feed.controller.ts';
import { NoticeTemplatesController } from './notice-templates/notice-templates.controller.ts';
import { NoticesController } from './notices/notices.controller.ts';
import { EvidenceController } from './remediation/evidence.controller.ts';
import { RemediationDecisionsController } from './remediation/remediation-decisions.controller.ts';
import { RemediationController } from './remediation/remediation.controller.ts';
import { UnitRemediationController } from './remediation/unit-remediation.controller.ts';
import {
  CLOCK,
  EVENT_STORE,
  EVIDENCE,
  FOLLOWERS,
  IDEMPOTENCY,
  KEEPERS,
  PUBLIC_URL,
  READINESS,
  WEBHOOKS,
} from './ports.ts';
import type { Clock, IdempotencyMemory, Log, WebhookPorts } from './ports.ts';
import { RatingPoliciesController } from './ratings/rating-policies.controller.ts';
import { RatingRunController } from './ratings/rating-run.controller.ts';
import { RatingStepsController } from './ratings/rating-steps.controller.ts';
import { RatingsController } from './ratings/ratings.controller.ts';
import { SessionController } from './session/session.controller.ts';
import { SIGN_IN_ATTEMPTS, type AttemptCounter } from './session/sign-in-throttle.ts';
import { SuccessionController } from './units/succession.controller.ts';
import { UnitsController } from './units/units.controller.ts';
import { VIEWS, type Views } from './views.ts';
import { WebhooksController } from './webhooks/webhooks.controller.ts';

/** Everything the api needs from outside. main.ts opens the real ones; specs hand in ones that live in memory. */
export type Ports = {
  store: EventStore;
  accounts: AccountStore;
  attempts: AttemptCounter;
  idempotency: IdempotencyMemory;
  views: Views;
  /** Null: no evidence store is set up. */
  evidence: EvidenceIntake | null;
  readiness: readonly ReadinessCheck[];
  clock: Clock;
  log: Log;
  httpMetrics: HttpMetrics;
  followers: Followers;
  keepers: Keepers;
  publicUrl: string | null;
  webhooks: WebhookPorts;
};

const GUARDED: Provider[] = [
  { provide: APP_GUARD, useClass: AuthenticationGuard },
  { provide: APP_INTERCEPTOR, useClass: CommandInterceptor },
  { provide: APP_PIPE, useClass: ValidationPipe },
];

/** The one place that binds ports for this process. */
@Module({
  controllers: [
    SessionController,
    AccountsController,
    DirectivesController,
    UnitsController,
    SuccessionController,
    ConclusionsController,
    FindingsController,
    UnitFindingsController,
    CampaignsController,
    CampaignStepsController,
    DryRunController,
    CascadeController,
    CampaignBoardController,
    BulkController,
    AmendmentsController,
    StuckController,
    AssignmentsController,
    UnitStepsController,
    AssignmentDecisionsController,
    RemediationController,
    UnitRemediationController,
    RemediationDecisionsController,
    EvidenceController,
    RatingRunController,
    RatingsController,
    RatingStepsController,
    RatingPoliciesController,
    DelegationsController,
    NoticesController,
    NoticeTemplatesController,
    WebhooksController,
    CalendarFeedController,
    LogController,
    HealthController,
    FrontPageController,
  ],
  providers: GUARDED,
})
export class AppModule {
  static with(ports: Ports): DynamicModule {
    return {
      module: AppModule,
      providers: [
        { provide: EVENT_STORE, useValue: ports.store },
        { provide: ACCOUNTS, useValue: ports.accounts },
        { provide: SIGN_IN_ATTEMPTS, useValue: ports.attempts },
        { provide: IDEMPOTENCY, useValue: ports.idempotency },
        { provide: EVIDENCE, useValue: ports.evidence },
        { provide: VIEWS, useValue: ports.views },
        { provide: READINESS, useValue: ports.readiness },
        { provide: FOLLOWERS, useValue: ports.followers },
        { provide: KEEPERS, useValue: ports.keepers },
        { provide: WEBHOOKS, useValue: ports.webhooks },
        { provide: PUBLIC_URL, useValue: ports.publicUrl },
        { provide: CLOCK, useValue: ports.clock },
      ],
    };
  }
}
