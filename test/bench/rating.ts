import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import { campaignDecider } from '@dondoc/domain/campaign/campaign.decider.ts';
import { termsOf } from '@dondoc/domain/campaign/campaign-state.ts';
import type { CampaignEvent } from '@dondoc/domain/campaign/campaign.events.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { evaluateRating } from '@dondoc/domain/rating/evaluate-rating.ts';
import { compareRatings, type Ranked } from '@dondoc/domain/rating/process/compare-ratings.ts';
import { factsOf } from '@dondoc/domain/rating/process/facts-of-unit.ts';
import { presetFor } from '@dondoc/domain/rating/presets/presets.ts';
import type { RatingCase } from '@dondoc/domain/rating/rating-facts.ts';
import type { PinnedPolicy } from '@dondoc/domain/rating/rating-policy.ts';
import type { RatingResult } from '@dondoc/domain/rating/rating-result.ts';
import { contentSha256 } from '@dondoc/event-store/envelope.ts';
import { createInMemoryEventStore } from '@dondoc/event-store/in-memory-event-store.ts';
import { issuedCampaign, ISSUED_AT } from '@dondoc/testing/campaign-fixture.ts';
import type { BenchOptions } from './bench-servers.ts';
import { alternating, median, row, type Result } from './report.ts';

const UNITS = 10_000;
const EVENTS_PER_UNIT = 1_000;
const CUT_OFF = '2027-05-28T23:59:59+07:00';
const YEAR = { cutOff: CUT_OFF, lastDayBefore: '2026-12-14' };

const ALL = 'score all';
const ONE = 'score one again after one late event';
const WHAT_IF = 'what-if over all';
const CPU = 'score all, processor time';

type Recorded = AssignmentEvent & { eventId: string; position: number; at: string };
type Given = Parameters<typeof factsOf>[0]['rating'];

/**
 * The rating of a large campaign from its events: all of it, one unit after one late event, and a what-if over all of it. What is timed
 * is the work on events that were read; reading them is `replay`'s measure. Every unit has a stream of its own; units differ in scores.
 */
export async function rating({
  units = UNITS,
  rounds,
  say,
}: Pick<BenchOptions, 'units' | 'rounds' | 'say'>): Promise<Result> {
  const { terms, template } = await issuedTerms();
  const policy = pinned('VN-UNIT-366-335');
  const other: PinnedPolicy = pinned('VN-UNIT-366-335', { decimals: 3 });
  const stream = streamOf(template);
  say(`${stream.length} events a unit, ${units} units`);
  const caseOf = (unit: number, late = 0): RatingCase => {
    const { facts } = factsOf({
      unit: { assignment: [...stream, ...stream.slice(stream.length - late)], findings: [] },
      rating: noRating,
      state: { facts: outsideFacts(unit), appraisal: null },
      terms,
      year: YEAR,
    });
    return { year: 2027, cutOff: CUT_OFF, subject: { kind: 'UNIT', id: `u${unit}` }, facts };
  };
  const ranked = ({ subject: subjectId, score, level }: RatingResult): Ranked => ({
    subjectId,
    score,
    level,
  });
  const each = <Of>(of: (unit: number) => Of) => Array.from({ length: units }, (_, unit) => of(unit));
  const compared = () => {
    const both = each((unit) => {
      const ratingCase = caseOf(unit);
      return [ranked(evaluateRating(ratingCase, policy)), ranked(evaluateRating(ratingCase, other))] as const;
    });
    return compareRatings(
      both.map(([before]) => before),
      both.map(([, after]) => after),
    );
  };
  const measured = await alternating(
    rounds,
    {
      [ALL]: () =>
        secondsOf(() => contentSha256(each((unit) => ranked(evaluateRating(caseOf(unit), policy))))),
      [ONE]: () => secondsOf(() => evaluateRating(caseOf(7, 1), policy)),
      [WHAT_IF]: () => secondsOf(compared),
      [CPU]: () => cpuSecondsOf(() => each((unit) => evaluateRating(caseOf(unit), policy))),
    },
    say,
  );
  return {
    figures: {
      unitsPerSecond: units / median(measured[ALL]),
      oneUnitMs: median(measured[ONE]) * 1_000,
      cpuMsPerUnit: (median(measured[CPU]) / units) * 1_000,
    },
    rows: Object.entries(measured).map(([name, seconds]) => row(name, 's', seconds)),
    bars: [
      { what: `${units} units scored`, value: median(measured[ALL]), atMost: (60 * units) / UNITS },
      {
        what: 'one unit after a late event',
        value: median(measured[ONE]),
        atMost: 1,
      },
      {
        what: `what-if over ${units} units`,
        value: median(measured[WHAT_IF]),
        atMost: (60 * units) / UNITS,
      },
    ],
    setting: [
      `${units} units of ${stream.length} events each: the steps of a whole cycle, and reports and reminders in between. One process.`,
      'Facts built from the events, evaluated by VN-UNIT-366-335; the what-if evaluates both policies and compares ranks.',
    ],
  };
}

const noRating: Given = [];
const outsideFacts = (unit: number) => ({
  general: `2${unit % 10}.${String(unit % 100).padStart(2, '0')}`,
  results: { a: '1', b: '0.9', c: `0.${10 + (unit % 90)}` },
  tasks: { assigned: 20, done: 20, onTime: 20, exceeded: unit % 12 },
  discipline: [],
  conclusions: [],
  subordinates: [],
});

function pinned(code: string, scale: { decimals?: number } = {}): PinnedPolicy {
  const preset = presetFor(code, '');
  const document = { ...preset, scale: { ...preset.scale, ...scale } };
  return { document, sha256: contentSha256(document) };
}

/** The terms of a campaign that was drafted and issued by the product's own commands. */
async function issuedTerms() {
  const store = createInMemoryEventStore();
  const campaign = await issuedCampaign({ store, now: () => ISSUED_AT, units: 1 });
  const [unit] = campaign.units;
  if (unit === undefined) throw new Error('no unit');
  const { events } = await store.readStream<CampaignEvent>(campaign.campaignId);
  const terms = termsOf(fold(campaignDecider, events));
  return { terms, template: { campaignId: campaign.campaignId, unitId: unit.unitId } };
}

/** The cycle's events, filled up with reminders to a thousand. */
function streamOf({ campaignId, unitId }: { campaignId: string; unitId: string }): Recorded[] {
  const ids = { campaignId, unitId };
  const at = ISSUED_AT;
  const assigned = {
    ...ids,
    directiveId: 'd',
    code: 'DV-1',
    category: 'a',
    peerGroup: 'district',
    lateJoin: null,
  };
  const due = {
    phase: 'REVIEW',
    on: '2027-03-12',
    endsAt: '2027-03-12T17:00:00.000Z',
    relation: 'BY',
    phrase: null,
    basis: { ref: 'x' },
  } as const;
  const timeliness = { due, originalOn: due.on, isLate: false, lateSeconds: 0 };
  const actions = Array.from({ length: 40 }, (_, index) => ({
    id: `A${index}`,
    limitationNo: '1',
    limitation: 'Chậm triển khai',
    measure: 'Phân công lại',
    lead: 'Ban Thường vụ',
    due: '2027-05-20',
    deliverable: 'Báo cáo',
  }));
  const reported = actions.flatMap(({ id }): AssignmentEvent[] => [
    { type: 'ActionReportedDone', data: { ...ids, actionId: id, version: 1, evidence: [], note: '' } },
    {
      type: 'VerificationRecorded',
      data: { ...ids, actionId: id, version: 1, verdict: 'ACCEPTED', note: '', evidence: [] },
    },
  ]);
  const cycle: AssignmentEvent[] = [
    { type: 'UnitAssigned', data: assigned },
    { type: 'AcknowledgementRecorded', data: { ...ids, timeliness } },
    { type: 'SelfReviewSubmitted', data: { ...ids, version: 1, answers: [], limitations: [], timeliness } },
    { type: 'SelfReviewAccepted', data: { ...ids, version: 1, plan: null, acceptedAt: at } },
    {
      type: 'PlanSubmitted',
      data: { ...ids, version: 1, actions, timeliness: { ...timeliness, due: { ...due, phase: 'PLAN' } } },
    },
    { type: 'PlanApproved', data: { ...ids, version: 1 } },
    ...reported,
  ];
  const rest = Array.from({ length: EVENTS_PER_UNIT - cycle.length }, (_, index): AssignmentEvent => ({
    type: 'ProgressReported',
    data: { ...ids, actionId: `A${index % actions.length}`, percent: index % 100, text: '', reportedAt: at },
  }));
  return [...cycle, ...rest].map((event, index) => ({
    ...event,
    eventId: `e${index + 1}`,
    position: index + 1,
    at: new Date(Date.parse(at) + (index + 1) * 60_000).toISOString(),
  }));
}

async function secondsOf(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1_000;
}

/** What the work costs a processor, however busy the machine is with other things. */
async function cpuSecondsOf(work: () => unknown): Promise<number> {
  const from = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1_000_000;
}
