import type { QuietHours } from './quiet-hours.ts';

/** theo dõi – đôn đốc – kiểm tra: the three rungs of Decree 33/2015. MONITOR is where everybody stands until a date is missed. */
export type EscalationLevel = 'MONITOR' | 'URGE' | 'CHECK';
/** SUPERIOR: the unit above, told in its own inbox where it launched the campaign on. */
export type Recipient = 'UNIT' | 'HEAD' | 'SUPERIOR' | 'RESPONSIBLE_MEMBER' | 'STANDING_COMMITTEE';
/** By what a campaign may have its notices delivered: what the code can deliver by, and nothing else. */
export const CHANNELS = ['INBOX', 'MAIL'] as const;
export type Channel = (typeof CHANNELS)[number];

export type Rung = {
  step: number;
  /** MONITOR: others are told that the date was missed; nobody is urged yet. */
  level: EscalationLevel;
  afterWorkingDays: number;
  to: readonly Recipient[];
  /** Absent: every channel, as in every campaign from before they could be chosen. */
  channels?: readonly Channel[];
};

/** How often a unit reports on its approved plan, and until when. */
export type CheckInCadence = {
  every: 'MONTH' | 'QUARTER' | 'HALF_YEAR';
  /** The report is due on this working day after the end of its period, counted from 1. */
  dueWorkingDay: number;
  /** Working days after the due day in which a late report still counts; then the period is frozen. */
  freezeAfterWorkingDays: number;
};

/** When a unit is reminded and urged; versioned with the campaign (rules ). */
export type Cadence = {
  /** Working days from the due day, negative before it. */
  reminderOffsets: readonly number[];
  /** Absent: every channel. */
  reminderChannels?: readonly Channel[];
  rungs: readonly Rung[];
  /** Local time of delivery on a working day, `HH:MM`. */
  deliverAt: string;
  /** When this campaign's notices go to nobody by mail. Absent or null: the installation's own quiet hours hold. */
  quietHours?: QuietHours | null;
  /** Working days a unit has to submit again after a return. */
  resubmitWorkingDays: number;
  /** Working days a unit has for its plan at least, counted from the acceptance of its review. */
  planMinWorkingDays: number;
  /** Days after the due day in which an extension may still be granted; 0: only before. */
  extensionGraceDays: number;
  /** Absent or null: none are asked for, as in every campaign from before there were any. */
  checkIns?: CheckInCadence | null;
};

/** The reminder of T+1 and the first URGE fall on the same morning: one notice, the URGE, carries both. */
export const DEFAULT_CADENCE: Cadence = {
  reminderOffsets: [-5, -1],
  rungs: [
    { step: 1, level: 'URGE', afterWorkingDays: 1, to: ['UNIT'] },
    { step: 2, level: 'URGE', afterWorkingDays: 5, to: ['UNIT', 'HEAD', 'RESPONSIBLE_MEMBER'] },
    { step: 3, level: 'URGE', afterWorkingDays: 10, to: ['UNIT', 'HEAD', 'STANDING_COMMITTEE'] },
    { step: 4, level: 'CHECK', afterWorkingDays: 11, to: ['STANDING_COMMITTEE'] },
  ],
  deliverAt: '08:00',
  resubmitWorkingDays: 3,
  planMinWorkingDays: 5,
  extensionGraceDays: 0,
  checkIns: { every: 'QUARTER', dueWorkingDay: 5, freezeAfterWorkingDays: 5 },
};
