import { readBySchema } from '@dondoc/contracts/schema-faults.ts';
import { addDays } from '@dondoc/domain/calendar/day-arithmetic.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import type { WorkingCalendar } from '@dondoc/domain/calendar/working-calendar.ts';
import { addWorkingDays } from '@dondoc/domain/calendar/working-days.ts';
import type { Requirement } from '@dondoc/domain/campaign/campaign.events.ts';
import type { Basis, Phase } from '@dondoc/domain/deadline/deadline.ts';
import { PHASES } from '@dondoc/domain/deadline/deadline.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { Cadence } from '@dondoc/domain/escalation/cadence.ts';
import { z } from 'zod';
import { CadenceSection, cadenceOf } from './cadence-section.ts';

const text = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .transform((value) => value.normalize('NFC'));
const basis = z.strictObject({ ref: text, text: text.optional() });
const year = z.int().min(2000).max(2100);

const LaunchDocument = z.strictObject({
  kind: z.literal('launch/1'),
  comment: z.string().optional(),
  title: text,
  /** The committee term that the directive's number counts in. */
  term: text.optional(),
  reviewYear: year,
  monitoringYear: year,
  addressees: z.strictObject({ categories: z.array(text).min(1) }),
  deadlines: z.array(
    z.strictObject({
      phase: z.enum(['ACKNOWLEDGE', 'REVIEW', 'PLAN']),
      workingDaysFromToday: z.int().min(1).max(500),
      basis,
    }),
  ),
  cutOff: z.strictObject({ daysAfterLastDeadline: z.int().min(1).max(500) }),
  /** Reminders, rungs, hours and check-ins; absent, wholly or in part: as by default. */
  cadence: CadenceSection.optional(),
  /** Codes of the policies that rate the units and the posts in them. */
  ratingPolicy: text.optional(),
  personPolicy: text.optional(),
  /** */
  lowerFirst: z.enum(['BLOCK', 'WARN']).optional(),
  /** */
  petitionWorkingDays: z.int().min(1).max(60).optional(),
  requirementKinds: z.record(text, z.enum(['TOPIC_REVIEW', 'FINDINGS_LINKED', 'PLAN_REQUIRED', 'DATA'])),
});

/** `phrase` and `from` say how `on` was counted: what is sent on is the count, so that a later calendar can count again. */
export type LaunchDeadline = { phase: Phase; on: Day; phrase: string; from: Day; basis: Basis };
export type RatingTerms = {
  ratingPolicy?: string;
  personPolicy?: string;
  lowerFirst?: 'BLOCK' | 'WARN';
  petitionWorkingDays?: number;
};
export type LaunchTerms = {
  title: string;
  term: string | null;
  reviewYear: number;
  monitoringYear: number;
  addressees: { categories: string[] };
  /** One for each phase, in the order of the phases. */
  deadlines: LaunchDeadline[];
  cutOffOn: Day;
  /** Null: the default of the release. */
  cadence: Cadence | null;
  /** How the year is rated, as a draft takes it; what is not there: the default of the release. */
  rating: RatingTerms;
  requirementKinds: Readonly<Record<string, Requirement['kind']>>;
};

/**
 * What a launch needs and the directive does not state: years, deadlines with their basis, cut-off, kinds of requirement.
 * Deadlines are written as working days from today and come back as days of the calendar.
 * @param json the file's text, or its parsed content
 * @throws DomainError 'launch-file-invalid': `details.errors` names every fault as { path, rule, message }.
 */
export function readLaunchFile(
  json: unknown,
  { today, calendar }: { today: Day; calendar: WorkingCalendar },
): LaunchTerms {
  const { value, faults } = readBySchema(LaunchDocument, typeof json === 'string' ? parseJson(json) : json);
  if (faults !== null)
    throw invalid(faults.map(({ path, message }) => ({ path: `/${path.join('/')}`, message })));
  const {
    deadlines,
    cutOff,
    term,
    title,
    reviewYear,
    monitoringYear,
    addressees,
    requirementKinds,
    ratingPolicy,
    cadence: section,
    personPolicy,
    lowerFirst,
    petitionWorkingDays,
  } = value;
  const ladder = section === undefined ? null : cadenceOf(section);
  if (ladder !== null && ladder.faults.length > 0) throw invalid(ladder.faults);
  const resolved = PHASES.map((phase): LaunchDeadline => {
    const [given, ...others] = deadlines.filter((deadline) => deadline.phase === phase);
    if (given === undefined || others.length > 0)
      throw invalid([
        {
          path: '/deadlines',
          message: `must hold one deadline for ${phase}, not ${others.length + (given === undefined ? 0 : 1)}`,
        },
      ]);
    const { on } = addWorkingDays(calendar, today, given.workingDaysFromToday);
    const { ref, text: words } = given.basis;
    const phrase = `trong ${given.workingDaysFromToday} ngày làm việc`;
    return { phase, on, phrase, from: today, basis: words === undefined ? { ref } : { ref, text: words } };
  });
  const days = resolved.map(({ on }) => on);
  if (days.some((day, index) => index > 0 && day <= (days[index - 1] ?? '')))
    throw invalid([
      { path: '/deadlines', message: 'must follow each other: ACKNOWLEDGE, then REVIEW, then PLAN' },
    ]);
  const cutOffOn = addDays(days.at(-1) ?? today, cutOff.daysAfterLastDeadline);
  return {
    title,
    term: term ?? null,
    reviewYear,
    monitoringYear,
    addressees,
    deadlines: resolved,
    cutOffOn,
    cadence: ladder?.cadence ?? null,
    rating: {
      ...(ratingPolicy === undefined ? {} : { ratingPolicy }),
      ...(personPolicy === undefined ? {} : { personPolicy }),
      ...(lowerFirst === undefined ? {} : { lowerFirst }),
      ...(petitionWorkingDays === undefined ? {} : { petitionWorkingDays }),
    },
    requirementKinds,
  };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw invalid(
      [{ path: '', message: `is no JSON: ${error instanceof Error ? error.message : String(error)}` }],
      error,
    );
  }
}

function invalid(faults: readonly { path: string; message: string }[], cause?: unknown): DomainError {
  const errors = faults.map((fault) => ({ rule: 'launch-file', ...fault }));
  const listed = faults.map(({ path, message }) => `${path} ${message}`).join('; ');
  const refusal = new DomainError(
    'launch-file-invalid',
    `The launch file was not read. Put right: ${listed}.`,
    { errors },
  );
  if (cause !== undefined) refusal.cause = cause;
  return refusal;
}
