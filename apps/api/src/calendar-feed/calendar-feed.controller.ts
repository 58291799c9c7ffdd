import { CalendarFeed, FeedToken } from '@dondoc/contracts/notices.ts';
import { effectiveDeadline, openPhases } from '@dondoc/domain/assignment/assignment-clock.ts';
import { assignmentDecider } from '@dondoc/domain/assignment/assignment.decider.ts';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import { calendarOf } from '@dondoc/domain/calendar/calendar-version.ts';
import { termsOf } from '@dondoc/domain/campaign/campaign-state.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import { renderFeed, type FeedDeadline } from '@dondoc/notifications/calendar-feed/render-feed.ts';
import { Controller, Delete, Get, Header, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { campaignAsOf } from '../campaigns/read-campaign.ts';
import { Me, Public, Roles } from '../http/access.ts';
import { Answers, AnswersFile, AnswersNothing, Summary } from '../http/answers.ts';
import type { Caller } from '../http/request-context.ts';
import { CLOCK, EVENT_STORE, type Clock } from '../ports.ts';
import { newSessionToken, tokenHashOf } from '../session/session-token.ts';
import { VIEWS, type Views } from '../views.ts';

const ENDED = new Set(['CLOSED', 'CANCELLED']);

/** A unit's open deadlines for the calendar program of its staff, under an address that is a secret. */
@ApiTags('notices')
@Controller('v1')
export class CalendarFeedController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VIEWS) private readonly views: Views,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('me/calendar-feed')
  @Roles('UNIT')
  @Summary('Makes the secret address of the unit’s calendar feed; the one before it ends. Shown once.')
  @Answers(CalendarFeed, 201)
  async makeCalendarFeed(@Me() { account }: Caller): Promise<CalendarFeed> {
    const token = newSessionToken();
    const unitId = account.unitId ?? '';
    await this.views.feedTokens.replace({ unitId, tokenHash: tokenHashOf(token), at: this.clock() });
    return { path: `/v1/calendar-feeds/${token}` };
  }

  @Delete('me/calendar-feed')
  @Roles('UNIT')
  @Summary('Ends the address of the unit’s calendar feed.')
  @AnswersNothing()
  async revokeCalendarFeed(@Me() { account }: Caller): Promise<void> {
    await this.views.feedTokens.revoke(account.unitId ?? '');
  }

  @Get('calendar-feeds/:token')
  @Public()
  @Summary('The open deadlines of the unit that made this address, as iCalendar (RFC 5545).')
  @AnswersFile()
  @Header('Content-Type', 'text/calendar; charset=utf-8')
  @Header('Cache-Control', 'private, max-age=300')
  async readCalendarFeed(@Param('token', { schema: FeedToken }) token: string): Promise<string> {
    const unitId = await this.views.feedTokens.unitOf(tokenHashOf(token));
    if (unitId === null) throw new DomainError('unknown-feed', 'There is no such calendar feed.');
    const lines = await this.views.assignmentsOf(unitId, this.clock());
    const deadlines = await Promise.all(
      lines.map(({ campaignId }) => this.openDeadlines(campaignId, unitId)),
    );
    return renderFeed(unitId, deadlines.flat(), this.clock());
  }

  private async openDeadlines(campaignId: string, unitId: string): Promise<FeedDeadline[]> {
    const { state: campaign } = await campaignAsOf(this.store, campaignId, await this.store.head());
    if (ENDED.has(campaign.status)) return [];
    const terms = termsOf(campaign);
    const { events } = await this.store.readStream<AssignmentEvent>(assignmentIdOf(campaignId, unitId));
    const state = fold(assignmentDecider, events);
    return openPhases(state).flatMap((phase) => {
      const due = effectiveDeadline(state, terms, phase, calendarOf(terms));
      if (due === null) return [];
      const own = state.status === 'NONE' ? 0 : (state.own[phase]?.moves ?? 0);
      const version = (terms.deadlines[phase]?.version ?? 0) + own + terms.pauses.length;
      return [{ campaignId, title: campaign.title, phase, deadline: due.deadline, version }];
    });
  }
}
