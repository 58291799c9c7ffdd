import { faultsOf, type Fault } from '../faults.ts';
import type { Cadence, Channel, Rung } from './cadence.ts';
import type { QuietHours } from './quiet-hours.ts';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
/** In the order in which they may be climbed. */
const LEVELS: readonly Rung['level'][] = ['MONITOR', 'URGE', 'CHECK'];

/**
 * What is wrong with a cadence: a path into `{ cadence }` and the rule. R-09: rungs are climbed in the order of their steps, each
 * later than the one before, none gentler, and nobody is checked who was not urged. R-10: nothing is delivered in the quiet.
 */
export function cadenceFaults(cadence: Cadence): Fault[] {
  const { reminderOffsets, reminderChannels, rungs, deliverAt, quietHours } = cadence;
  return [
    ...faultsOf([
      ['/cadence/reminderOffsets', reminderOffsets.every(Number.isInteger), 'must be whole working days'],
      ['/cadence/reminderOffsets', isDistinct(reminderOffsets), 'must differ'],
      ['/cadence/deliverAt', TIME.test(deliverAt), 'must be a time of day, HH:MM'],
    ]),
    ...channelFaults('/cadence/reminderChannels', reminderChannels),
    ...(quietHours ? quietFaults(quietHours, deliverAt) : []),
    ...countFaults(cadence),
    ...rungs.flatMap((rung, index) => rungFaults(rung, index, rungs.slice(0, index))),
  ];
}

function countFaults({
  resubmitWorkingDays,
  planMinWorkingDays,
  extensionGraceDays,
  checkIns,
}: Cadence): Fault[] {
  return faultsOf([
    ['/cadence/resubmitWorkingDays', isCount(resubmitWorkingDays, 1), 'must be 1 working day or more'],
    ['/cadence/planMinWorkingDays', isCount(planMinWorkingDays, 1), 'must be 1 working day or more'],
    ['/cadence/extensionGraceDays', isCount(extensionGraceDays, 0), 'must be 0 days or more'],
    [
      '/cadence/checkIns/dueWorkingDay',
      !checkIns || isCount(checkIns.dueWorkingDay, 1),
      'must be 1 working day or more',
    ],
    [
      '/cadence/checkIns/freezeAfterWorkingDays',
      !checkIns || isCount(checkIns.freezeAfterWorkingDays, 0),
      'must be 0 working days or more',
    ],
  ]);
}

function rungFaults(rung: Rung, index: number, before: readonly Rung[]): Fault[] {
  const path = `/cadence/rungs/${index}`;
  const below = before.at(-1);
  const { step, level, afterWorkingDays, to, channels } = rung;
  const isNoGentler = below === undefined || LEVELS.indexOf(level) >= LEVELS.indexOf(below.level);
  return [
    ...faultsOf([
      [`${path}/step`, isCount(step, (below?.step ?? 0) + 1), 'must be above the step before (R-09)'],
      [
        `${path}/afterWorkingDays`,
        isCount(afterWorkingDays, (below?.afterWorkingDays ?? 0) + 1),
        below === undefined
          ? 'must be 1 working day or more after the due day (R-09)'
          : `must be later than the rung before, which comes after ${below.afterWorkingDays} working days (R-09)`,
      ],
      [`${path}/level`, isNoGentler, `must not be gentler than ${below?.level ?? ''} before it (R-09)`],
      [
        `${path}/level`,
        level !== 'CHECK' || before.some((one) => one.level === 'URGE'),
        'must not be CHECK before an URGE: nobody is checked who was not urged (R-09)',
      ],
      [`${path}/to`, to.length > 0, 'must name a recipient'],
      [`${path}/to`, isDistinct(to), 'must name each recipient once (R-11)'],
      [
        `${path}/to`,
        level !== 'URGE' || to.includes('UNIT'),
        'must hold UNIT: an urge is told to whom it urges',
      ],
    ]),
    ...channelFaults(`${path}/channels`, channels),
  ];
}

/** Due process: what is told to anybody lies in an inbox, where it can be proved; other channels come on top. */
function channelFaults(path: string, channels: readonly Channel[] | undefined): Fault[] {
  if (channels === undefined) return [];
  return faultsOf([
    [path, channels.includes('INBOX'), 'must hold INBOX, which proves that the notice was given'],
    [path, isDistinct(channels), 'must name each channel once (R-11)'],
  ]);
}

function quietFaults({ from, to }: QuietHours, deliverAt: string): Fault[] {
  const areTimes = TIME.test(from) && TIME.test(to);
  const isQuiet = from > to ? deliverAt >= from || deliverAt < to : deliverAt >= from && deliverAt < to;
  return faultsOf([
    ['/cadence/quietHours/from', TIME.test(from), 'must be a time of day, HH:MM'],
    ['/cadence/quietHours/to', TIME.test(to), 'must be a time of day, HH:MM'],
    ['/cadence/quietHours/to', from !== to, 'must differ from `from`'],
    [
      '/cadence/deliverAt',
      !areTimes || from === to || !isQuiet,
      `must not be in the quiet hours, ${from} to ${to} (R-10)`,
    ],
  ]);
}

const isDistinct = (values: readonly unknown[]) => new Set(values).size === values.length;

function isCount(value: number, atLeast: number): boolean {
  return Number.isSafeInteger(value) && value >= atLeast && value <= 1000;
}
