import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AssignmentEvent } from '@dondoc/domain/assignment/assignment.events.ts';
import { VN_2026_11 } from '@dondoc/domain/calendar/vn-calendar.ts';
import { addWorkingDays } from '@dondoc/domain/calendar/working-days.ts';
import type { Instant } from '@dondoc/domain/calendar/day.ts';
import { instantAt } from '@dondoc/domain/calendar/zoned-time.ts';
import { campaignDecider } from '@dondoc/domain/campaign/campaign.decider.ts';
import type { CampaignEvent } from '@dondoc/domain/campaign/campaign.events.ts';
import { fold } from '@dondoc/domain/decider.ts';
import type { Phase } from '@dondoc/domain/deadline/deadline.ts';
import { CHANNELS } from '@dondoc/domain/escalation/cadence.ts';
import { dryRun } from '@dondoc/domain/dry-run/dry-run.ts';
import type { LaunchStep } from '@dondoc/domain/dry-run/launch-calendar.ts';
import { readLaunchFile } from '@dondoc/documents/launch-file/launch-file.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { openPostgresEventStore } from '@dondoc/event-store/postgres/postgres-event-store.ts';
import { assignmentIdOf } from '@dondoc/event-store/stream-ids.ts';
import { addressees, ZONE } from '@dondoc/testing/campaign-fixture.ts';
import { testDatabase } from '@dondoc/testing/servers/test-database.ts';
import type { Script } from '@dondoc/worker/simulation/behaviour.ts';
import { simulate } from '@dondoc/worker/simulation/simulate.ts';
import { v4 as uuidv4 } from 'uuid';
import { describeWith } from '../process/servers.ts';

// Past a day off in November, New Year and the year's end: what the calendar skips, the ladder skips.
const FROM = '2026-11-16';
const LAUNCH_AT = instantAt(FROM, '09:00', ZONE);
const PLAYING_MS = 480_000;
/** Made once for all specs of a machine. */
const BUNDLES = join(tmpdir(), 'dondoc-test-bundles');
const units = addressees(4);

const never = { acknowledge: null, meetingOn: null, review: null, planAfterDays: null, extend: null };
/** The last of the units does everything in time, the others nothing at all. */
const script: Script = (index, { calendar, zone, launchedOn, due }) => {
  const move = (day: string, days: number) => addWorkingDays(calendar, day, days).on;
  if (index < units.length - 1) return { behaviour: 'SILENT', ...never };
  return {
    behaviour: 'ON_TIME',
    acknowledge: instantAt(move(launchedOn, 1), '09:30', zone),
    meetingOn: move(due.REVIEW, -3),
    review: instantAt(move(due.REVIEW, -2), '09:30', zone),
    planAfterDays: 12,
    extend: null,
  };
};

type Notice = Extract<LaunchStep, { kind: 'REMINDER' | 'ESCALATION' }>;
const isNotice = (step: LaunchStep): step is Notice => step.kind === 'REMINDER' || step.kind === 'ESCALATION';
/** What a unit was told, in the words of the dry run. */
const shown = (at: Instant, phase: Phase, what: string, due: { dueOn: string; dueVersion: string }) =>
  `${at} ${phase} ${what} of ${due.dueOn} (${due.dueVersion})`;
const plannedText = (step: Notice) =>
  shown(
    step.at,
    step.phase,
    `${step.kind === 'REMINDER' ? `reminder ${step.offset}` : `${step.level} ${step.step}`} to ${step.to.join()} by ${step.channels.join()}`,
    step,
  );

/** As a launch file states it: other days, other recipients and channels, another hour, and a rung that only monitors. */
const ownLadder = readLaunchFile(
  {
    ...(JSON.parse(readFileSync('infra/local/example/launch.json', 'utf8')) as object),
    cadence: {
      reminders: { workingDaysBefore: [6, 1], channels: ['INBOX'] },
      rungs: [
        { afterWorkingDays: 1, level: 'MONITOR', to: ['SUPERIOR'] },
        { afterWorkingDays: 2, level: 'URGE', to: ['UNIT', 'HEAD'], channels: ['INBOX', 'MAIL'] },
        { afterWorkingDays: 4, level: 'CHECK', to: ['STANDING_COMMITTEE'] },
      ],
      deliverAt: '07:30',
    },
  },
  { today: FROM, calendar: VN_2026_11 },
).cadence;

const LADDERS = [
  { name: 'A simulated campaign', cadence: undefined, mornings: '01:00:00' },
  {
    name: 'A simulated campaign with a ladder of its own',
    cadence: ownLadder ?? undefined,
    mornings: '00:30:00',
  },
];

for (const { name, cadence, mornings } of LADDERS)
  describeWith('TEST_SKIPPING_BIN', name, (binary) => {
    let database: Awaited<ReturnType<typeof testDatabase>>;
    let store: EventStore & { close(): Promise<void> };
    const campaignId = uuidv4();
    let planned: Notice[];

    beforeAll(async () => {
      database = await testDatabase();
      const sealingKey = randomBytes(32);
      await simulate({
        ...database,
        sealingKey,
        testServer: binary,
        cacheDir: BUNDLES,
        seed: 1,
        from: FROM,
        units,
        campaignId,
        script,
        ...(cadence && { cadence }),
        onProgress: () => {},
      });
      store = await openPostgresEventStore({ connectionString: database.appUrl, sealingKey });
      const { events } = await store.readStream<CampaignEvent>(campaignId);
      const draft = events.slice(
        0,
        events.findIndex(({ type }) => type === 'CampaignIssued'),
      );
      const { steps, checks } = dryRun(fold(campaignDecider, draft), {
        calendar: VN_2026_11,
        launchAt: LAUNCH_AT,
        hasMail: () => true,
        others: [],
        minGroupSize: 1,
      });
      expect(checks.find(({ code }) => code === 'HOLIDAYS_ON_THE_WAY')?.about.length).toBeGreaterThan(1);
      planned = steps.filter(isNotice);
    }, PLAYING_MS);
    afterAll(async () => {
      await store.close();
      await database.stop();
    });

    async function recorded(unitId = '') {
      const { events } = await store.readStream<AssignmentEvent>(assignmentIdOf(campaignId, unitId));
      const at = (type: AssignmentEvent['type']) => events.find((event) => event.type === type)?.at ?? '';
      const told = events.flatMap((event) => {
        if (event.type === 'ReminderSent') {
          const { phase, offset, channels = CHANNELS } = event.data;
          return [shown(event.at, phase, `reminder ${offset} to UNIT by ${channels.join()}`, event.data)];
        }
        if (event.type !== 'EscalationRaised') return [];
        const { phase, level, step, to, channels = CHANNELS } = event.data;
        const what = `${level} ${step} to ${to.join()} by ${channels.join()}`;
        return [shown(event.at, phase, what, event.data)];
      });
      return { told: told.toSorted(), at };
    }

    it('reminds and urges every silent unit at exactly the instants of the dry run, and whom it names', async () => {
      const owed = planned.filter(({ phase }) => phase !== 'PLAN').map(plannedText);
      expect(owed.length).toBeGreaterThanOrEqual(cadence === undefined ? 11 : 9);
      expect(planned.every(({ at }) => at.includes(`T${mornings}`))).toBe(true);
      for (const { unitId } of units.slice(0, -1)) {
        expect((await recorded(unitId)).told).toEqual(owed.toSorted());
      }
    });

    it('tells a unit that is in time what the dry run has for it until it has done each step', async () => {
      const { told, at } = await recorded(units.at(-1)?.unitId);
      const openTo: Readonly<Record<Phase, readonly [from: Instant, to: Instant]>> = {
        ACKNOWLEDGE: [LAUNCH_AT, at('AcknowledgementRecorded')],
        REVIEW: [LAUNCH_AT, at('SelfReviewSubmitted')],
        PLAN: [at('SelfReviewAccepted'), at('PlanSubmitted')],
      };
      const heard = planned.filter(
        ({ phase, at: instant }) => instant >= openTo[phase][0] && instant < openTo[phase][1],
      );
      expect(heard.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['REVIEW', 'PLAN']));
      expect(told).toEqual(heard.map(plannedText).toSorted());
    });
  });
