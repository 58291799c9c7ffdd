import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { effectiveDeadline, openPhases } from '@dondoc/domain/assignment/assignment-clock.ts';
import { evolveAssignment, type AssignmentState } from '@dondoc/domain/assignment/assignment-state.ts';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import { evolveCampaign, termsOf, type CampaignState } from '@dondoc/domain/campaign/campaign-state.ts';
import type { CampaignEvent } from '@dondoc/domain/campaign/campaign.events.ts';
import { PHASES } from '@dondoc/domain/deadline/deadline.ts';
import { assignmentIdOf, unitIdOf } from '@dondoc/event-store/stream-ids.ts';
import { allProjections } from './all-projections.ts';
import { assignmentsProjection } from './assignments/assignments.projection.ts';
import { campaignsProjection } from './campaigns/campaigns.projection.ts';
import { foldPage, keysIn, UnreadableEventError, type LoggedEvent, type Projection } from './projection.ts';
import {
  CAMPAIGN,
  campaignEvent,
  deadline,
  decided,
  directiveIssued,
  launched,
  logged,
  postsListed,
  provisional,
  ratingEvent,
  timely,
  unitEvent,
  unitRegistered,
  type Entry,
} from './test-log.ts';

const CODES = ['HU-BATO', 'HU-LYSON', 'HU-TRABONG'];

const at = (day: number) => `2023-12-${String(day).padStart(2, '0')}T01:00:00.000Z`;
const steps = fc.array(
  fc
    .record({ code: fc.constantFrom(...CODES), day: fc.integer({ min: 2, max: 28 }), kind: fc.nat(16) })
    .map(({ code, day, kind }): Entry => {
      const review = deadline('REVIEW', `2024-01-${String(day).padStart(2, '0')}`);
      const plan = deadline('PLAN', `2024-02-${String(day).padStart(2, '0')}`);
      const rung = { phase: 'REVIEW' as const, level: 'URGE' as const, step: 1 + (day % 3) };
      const due = { dueVersion: 'c1', dueOn: '2023-12-20' };
      const all = [
        unitEvent(code, 'AcknowledgementRecorded', timely('ACKNOWLEDGE', '2023-12-08', day > 8), at(day)),
        unitEvent(code, 'SelfReviewSubmitted', {
          version: day,
          answers: [],
          limitations: [],
          ...timely('REVIEW', '2023-12-20'),
        }),
        unitEvent(code, 'SelfReviewReturned', {
          version: day,
          reasons: [],
          resubmit: review,
          returnedAt: at(day),
        }),
        unitEvent(code, 'SelfReviewAccepted', {
          version: day,
          plan: day % 2 ? plan : null,
          acceptedAt: at(day),
        }),
        unitEvent(code, 'PlanSubmitted', { version: day, actions: [], ...timely('PLAN', '2024-01-19') }),
        unitEvent(code, 'PlanReturned', { version: day, reasons: [], resubmit: plan, returnedAt: at(day) }),
        unitEvent(code, 'ActionReportedDone', { actionId: 'a1', version: day, evidence: [], note: '' }),
        unitEvent(code, 'VerificationRecorded', {
          actionId: 'a1',
          version: day,
          verdict: 'PARTIAL',
          evidence: [],
          note: '',
        }),
        unitEvent(code, 'ReminderSent', { phase: 'REVIEW', offset: -5, ...due }),
        unitEvent(code, 'EscalationRaised', { ...rung, to: ['UNIT'], ...due }),
        unitEvent(code, 'EscalationCleared', rung),
        campaignEvent('DeadlineExtended', {
          phase: 'REVIEW',
          from: deadline('REVIEW', '2023-12-20'),
          to: review,
          reason: 'mưa lũ',
        }),
        campaignEvent('CampaignPaused', { pausedAt: at(day), reason: 'bão' }),
        campaignEvent('CampaignResumed', {
          pausedAt: at(day),
          resumedAt: at(Math.min(28, day + 1)),
          pausedDays: 2,
          deadlines: [review],
        }),
        postsListed(day % 2 ? 'BT' : 'PBT', `${code}/Bí thư`, `${code}/Chánh Văn phòng`),
        ratingEvent(`${code}/Bí thư`, 'ProvisionalLevelComputed', provisional(`${day}.50`, 'GOOD')),
        ratingEvent(code, 'RatingDecided', decided(day % 2 ? 'GOOD' : 'COMPLETED')),
      ];
      return all[kind] ?? directiveIssued;
    }),
  { maxLength: 60 },
);
const histories = steps.map((random) =>
  logged([directiveIssued, ...CODES.map((code) => unitRegistered(code)), ...launched(...CODES), ...random]),
);

function foldInPages<Row extends object>(
  projection: Projection<Row>,
  events: readonly LoggedEvent[],
  sizes: readonly number[],
): Map<string, Row> {
  const table = new Map<string, Row>();
  for (let from = 0, page = 0; from < events.length; page += 1) {
    const upTo = from + (sizes[page % sizes.length] ?? 1);
    const events_ = events.slice(from, upTo);
    const before = new Map(
      keysIn(projection, events_).flatMap((key) => {
        const row = table.get(key);
        return row === undefined ? [] : [[key, row] as const];
      }),
    );
    for (const [key, row] of foldPage(projection, before, events_)) table.set(key, row);
    from = upTo;
  }
  return table;
}

describe('Every projection', () => {
  it('gives the same rows however its history is cut into pages', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(histories, sizes, (events, cut) => {
        for (const projection of allProjections()) {
          expect(foldInPages(projection, events, cut)).toEqual(
            foldInPages(projection, events, [events.length]),
          );
        }
      }),
    );
  });

  it('names the event it could not read, and tells nothing of what was in it', () => {
    const [strange] = logged([
      unitEvent('HU-BATO', 'UnitExempted', { basis: { ref: 'QĐ' }, reason: 'bí mật' }),
    ]);
    const begun = foldPage(assignmentsProjection, new Map(), logged(launched('HU-BATO')));
    const events = [{ ...strange, type: 'UnitTeleported' } as unknown as LoggedEvent];
    const fold = () => foldPage(assignmentsProjection, begun, events);
    expect(fold).toThrow(UnreadableEventError);
    expect(fold).toThrow(/UnitTeleported at position 1/);
    expect(fold).not.toThrow(/bí mật/);
  });
});

describe('The board and the campaigns', () => {
  const stateOf = (events: readonly LoggedEvent[], code: string) =>
    events
      .filter(({ streamId }) => streamId === assignmentIdOf(CAMPAIGN, unitIdOf(code)))
      .reduce<AssignmentState>((state, event) => evolveAssignment(state, event as AssignmentEvent), {
        status: 'NONE',
      });

  it('stand where the deciders stand: status, open phases, deadlines that bind, escalations', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const campaignState = events
          .filter(({ category }) => category === 'campaign')
          .reduce<CampaignState>((state, event) => evolveCampaign(state, event as CampaignEvent), {
            status: 'NONE',
          });
        const terms = termsOf(campaignState);
        const campaign = foldPage(campaignsProjection, new Map(), events).get(CAMPAIGN);
        expect(campaign).toMatchObject({ status: terms.status, paused: terms.paused, pauses: terms.pauses });
        const board = foldPage(assignmentsProjection, new Map(), events);
        for (const code of CODES) {
          const row = board.get(assignmentIdOf(CAMPAIGN, unitIdOf(code)));
          const state = stateOf(events, code);
          expect(row?.status).toBe(state.status);
          expect(row?.openPhases).toEqual(openPhases(state));
          if (row === undefined || campaign === undefined || state.status === 'NONE') continue;
          expect(row.standing).toEqual(state.standing);
          for (const phase of PHASES) {
            expect(effectiveDeadline(row, campaign, phase)).toEqual(effectiveDeadline(state, terms, phase));
          }
        }
      }),
    );
  });
});
