import type { CampaignView } from '@dondoc/contracts/campaigns.ts';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { JSON_OPTION, type Json } from '../options.ts';
import { campaignPath } from '../steps.ts';
import { table } from '../table.ts';

type Cadence = CampaignView['cadence'];
const EVERY = { MONTH: 'month', QUARTER: 'quarter', HALF_YEAR: 'half-year' } as const;

export function registerLadderCommand(campaign: Command, { api, output }: CliContext): void {
  campaign
    .command('ladder')
    .description('when units are reminded and urged, who is told, and by what; it is frozen with the launch')
    .argument('<campaign>')
    .option(...JSON_OPTION)
    .action(async (id: string, { json }: Json) => {
      const { cadence } = await api().get<CampaignView>(campaignPath(id));
      if (json) return output.json(cadence);
      const by = (channels: readonly string[] | undefined) => channels?.join(', ') ?? 'every channel';
      const reminders = cadence.reminderOffsets
        .toSorted((a, b) => a - b)
        .map((offset) => [
          offset > 0 ? `+${offset}` : String(offset),
          'reminder',
          'UNIT',
          by(cadence.reminderChannels),
        ]);
      const rungs = cadence.rungs.map(({ step, level, afterWorkingDays, to, channels }) => [
        `+${afterWorkingDays}`,
        `${level} ${step}`,
        to.join(', '),
        by(channels),
      ]);
      output.line(table(['WORKING DAYS', 'WHAT', 'TO', 'BY'], [...reminders, ...rungs]));
      for (const line of hoursText(cadence)) output.line(line);
    });
}

/** The hours of a cadence and its check-ins, a sentence each. */
export function hoursText({ deliverAt, quietHours, checkIns }: Cadence): string[] {
  const quiet = quietHours
    ? `, no mail from ${quietHours.from} to ${quietHours.to}${quietHours.daysOff ? ' and on days off' : ''}`
    : '';
  return [
    `Delivered at ${deliverAt} on working days${quiet}.`,
    checkIns
      ? `Units report on approved plans every ${EVERY[checkIns.every]}, until working day ${checkIns.dueWorkingDay} of the next; a period is frozen ${checkIns.freezeAfterWorkingDays} working days later.`
      : 'No regular reports on approved plans are asked for.',
  ];
}
