import { CHANNELS, DEFAULT_CADENCE, type Cadence } from '@dondoc/domain/escalation/cadence.ts';
import { cadenceFaults } from '@dondoc/domain/escalation/cadence-faults.ts';
import type { Fault } from '@dondoc/domain/faults.ts';
import { z } from 'zod';

const channels = z.array(z.enum(CHANNELS)).min(1);
const time = z.string();
const count = (from: number, to: number) => z.int().min(from).max(to);

/** What a launch file may state of its ladder; each part alone, the rest stays as it is by default. */
export const CadenceSection = z.strictObject({
  reminders: z
    .strictObject({ workingDaysBefore: z.array(count(0, 60)).max(20), channels: channels.optional() })
    .optional(),
  /** In the order in which they are climbed; the first is step 1. */
  rungs: z
    .array(
      z.strictObject({
        afterWorkingDays: z.int().max(250),
        level: z.enum(['MONITOR', 'URGE', 'CHECK']),
        to: z.array(z.enum(['UNIT', 'HEAD', 'SUPERIOR', 'RESPONSIBLE_MEMBER', 'STANDING_COMMITTEE'])),
        channels: channels.optional(),
      }),
    )
    .max(20)
    .optional(),
  deliverAt: time.optional(),
  quietHours: z.strictObject({ from: time, to: time, daysOff: z.boolean().default(true) }).optional(),
  /** Null: the units report on their approved plans when an action is due, and not by the calendar. */
  checkIns: z
    .strictObject({
      every: z.enum(['MONTH', 'QUARTER', 'HALF_YEAR']),
      dueWorkingDay: count(1, 60),
      freezeAfterWorkingDays: count(0, 60),
    })
    .nullable()
    .optional(),
  resubmitWorkingDays: count(1, 60).optional(),
  planMinWorkingDays: count(1, 60).optional(),
  extensionGraceDays: count(0, 60).optional(),
});
type CadenceSection = z.infer<typeof CadenceSection>;

/** The cadence as campaigns keep it, and what is wrong with it, in the words of the file. */
export function cadenceOf(section: CadenceSection): { cadence: Cadence; faults: Fault[] } {
  const { reminders, rungs, quietHours, ...plain } = section;
  const cadence: Cadence = {
    ...DEFAULT_CADENCE,
    ...withoutAbsent(plain),
    ...(reminders && {
      // Zero has a sign in JavaScript, and none in the log.
      reminderOffsets: reminders.workingDaysBefore.map((days) => (days === 0 ? 0 : -days)),
      ...(reminders.channels && { reminderChannels: reminders.channels }),
    }),
    ...(rungs && {
      rungs: rungs.map(({ channels: by, ...rung }, index) => ({
        step: index + 1,
        ...rung,
        ...(by && { channels: by }),
      })),
    }),
    ...(quietHours && { quietHours }),
  };
  return { cadence, faults: cadenceFaults(cadence).map(inWordsOfFile) };
}

const WORDS: Readonly<Record<string, string>> = {
  '/cadence/reminderOffsets': '/cadence/reminders/workingDaysBefore',
  '/cadence/reminderChannels': '/cadence/reminders/channels',
};
const inWordsOfFile = ({ path, message }: Fault): Fault => ({ path: WORDS[path] ?? path, message });

function withoutAbsent<Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]-?: Exclude<Fields[Key], undefined> } {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [Key in keyof Fields]-?: Exclude<Fields[Key], undefined> };
}
