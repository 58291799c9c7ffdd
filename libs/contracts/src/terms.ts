import { z } from 'zod';
import { Day, text } from './text.ts';

export const Phase = z.enum(['ACKNOWLEDGE', 'REVIEW', 'PLAN']).meta({ id: 'Phase' });
export const Relation = z.enum(['BEFORE', 'BY', 'WITHIN', 'ON']).meta({
  id: 'Relation',
  description: 'BEFORE: "trước ngày"; BY: "chậm nhất ngày"; WITHIN: "trong N ngày"; ON: the day itself.',
});

/** Where a date or a decision comes from. Never missing: what has no basis cannot be defended. */
export const Basis = z
  .strictObject({ ref: text(300), text: text(2_000).exactOptional() })
  .meta({ id: 'Basis', example: { ref: '1889-CV/TU', text: 'mục 3' } });

export const DeadlineView = z
  .object({
    phase: Phase,
    on: Day.meta({ description: 'The last good day.' }),
    endsAt: z.iso.datetime().meta({ description: 'The first instant that is late.' }),
    relation: Relation,
    phrase: z.string().nullable(),
    counted: z
      .object({
        from: Day,
        count: z.int(),
        unit: z.enum(['DAY', 'WORKING_DAY']),
        pausedDays: z.array(z.int()).exactOptional(),
      })
      .exactOptional()
      .meta({ description: 'How the day was counted; absent: it was stated, and no calendar moves it.' }),
    basis: z.object({ ref: z.string(), text: z.string().exactOptional() }),
  })
  .meta({ id: 'DeadlineView' });

export const Requirement = z
  .strictObject({
    no: text(20),
    text: text(4_000),
    kind: z.enum(['TOPIC_REVIEW', 'FINDINGS_LINKED', 'PLAN_REQUIRED', 'DATA']),
    mandatory: z.boolean(),
    appliesTo: z.array(text(64)).max(100).meta({ description: 'Addressee categories; empty: all.' }),
  })
  .meta({ id: 'Requirement' });

export const Recipient = z
  .enum(['UNIT', 'HEAD', 'SUPERIOR', 'RESPONSIBLE_MEMBER', 'STANDING_COMMITTEE'])
  .meta({
    id: 'Recipient',
    description: 'SUPERIOR: the unit above. Whom the system cannot reach itself the administrators tell.',
  });
export const Channel = z
  .enum(['INBOX', 'MAIL'])
  .meta({ id: 'Channel', description: 'By what a notice is delivered; INBOX always, it is the proof.' });
const channels = z.array(Channel).min(1).max(2);
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, HH:MM');
export const QuietHours = z.strictObject({ from: TimeOfDay, to: TimeOfDay, daysOff: z.boolean() }).meta({
  id: 'QuietHours',
  description: 'When nobody is written to by mail; `from` after `to` spans midnight.',
});
const days = (max: number) => z.int().min(0).max(max);

export const Cadence = z
  .strictObject({
    reminderOffsets: z.array(z.int().min(-60).max(60)).max(20),
    reminderChannels: channels.exactOptional().meta({ description: 'Absent: every channel.' }),
    rungs: z
      .array(
        z.strictObject({
          step: z.int().min(1).max(20),
          level: z.enum(['MONITOR', 'URGE', 'CHECK']),
          afterWorkingDays: days(250),
          to: z.array(Recipient).min(1).max(5),
          channels: channels.exactOptional().meta({ description: 'Absent: every channel.' }),
        }),
      )
      .max(20),
    deliverAt: TimeOfDay,
    quietHours: QuietHours.nullable()
      .exactOptional()
      .meta({ description: 'Of this campaign; null or absent: those of the installation.' }),
    resubmitWorkingDays: days(60),
    planMinWorkingDays: days(60),
    extensionGraceDays: days(60),
    checkIns: z
      .strictObject({
        every: z.enum(['MONTH', 'QUARTER', 'HALF_YEAR']),
        dueWorkingDay: z.int().min(1).max(60),
        freezeAfterWorkingDays: days(60),
      })
      .nullable()
      .exactOptional()
      .meta({ description: 'How often units report on their approved plans; null or absent: never.' }),
  })
  .meta({ id: 'Cadence', description: 'When units are reminded and urged (rules R-09 to R-11).' });

export const LampColour = z.enum(['GREEN', 'AMBER', 'RED']).meta({ id: 'LampColour' });
export const Lamp = z
  .object({ colour: LampColour, reasons: z.array(z.string()).min(1) })
  .meta({ id: 'Lamp', description: 'Worked out when asked, with everything that speaks for it.' });
