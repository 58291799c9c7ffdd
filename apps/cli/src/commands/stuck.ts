import type { StuckUnit, StuckView } from '@dondoc/contracts/stuck.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { JSON_OPTION, type Json } from '../options.ts';
import { campaignPath } from '../steps.ts';
import { table } from '../table.ts';

const WAITS_FOR: Readonly<Record<StuckUnit['waitsFor'], string>> = {
  ASSIGNMENT: 'its assignment',
  ACKNOWLEDGEMENT: 'its acknowledgement',
  REVIEW: 'its review',
  REVIEW_JUDGEMENT: 'the judgement of its review',
  CORRECTED_REVIEW: 'its corrected review',
  PLAN: 'its plan',
  PLAN_APPROVAL: 'the approval of its plan',
  CORRECTED_PLAN: 'its corrected plan',
  ACTION: 'an action of its plan',
  VERIFICATION: 'the verification of an action',
  NOTHING: 'nothing',
};
const MUST_ACT = { UNIT: 'the unit', AUTHORITY: 'the authority', OPERATOR: 'the operator' } as const;
const KEEPER: Readonly<Record<StuckUnit['keeper'], string>> = {
  RUNNING: 'runs',
  MISSING: 'MISSING',
  LEFT_OVER: 'left over',
  NOT_NEEDED: '',
  UNKNOWN: 'not known',
};

/** What waits, in the words of the office, and what an operator should mend. */
export function registerStuckCommand(campaign: Command, { api, output }: CliContext): void {
  campaign
    .command('stuck')
    .description('which unit waits for what and since when, who must act, and what is amiss in the machinery')
    .argument('<campaign>')
    .option('--days <number>', 'working days the authority may take before it is listed; default: 3')
    .option(...JSON_OPTION)
    .action(async (id: string, { days, json }: { days?: string } & Json) => {
      const found = await api().get<StuckView>(`${campaignPath(id)}/stuck`, { days });
      if (json) return output.json(found);
      output.line(stuckText(found));
    });
}

export function stuckText({
  status,
  paused,
  zone,
  units,
  unitsNotLookedAt,
  keeper,
  followers,
}: StuckView): string {
  const lines = [`${status}${paused ? ', paused: the clock stands' : ''}`, ''];
  if (units.length === 0) lines.push('No unit is stuck.');
  else {
    const header = ['UNIT', 'WAITS FOR', 'SINCE', 'DUE', 'MUST ACT', 'WORKFLOW', 'NAME'];
    lines.push(
      table(
        header,
        units.map((unit) => cells(unit, zone)),
      ),
      `${units.length} stuck`,
    );
  }
  if (unitsNotLookedAt > 0) lines.push(`${counted(unitsNotLookedAt, 'unit')} more not looked at.`);
  const troubles = machineryLines({ units, keeper, followers });
  return [...lines, ...(troubles.length > 0 ? ['', ...troubles] : [])].join('\n');
}

const cells = (unit: StuckUnit, zone: string): string[] => [
  unit.unitCode,
  `${WAITS_FOR[unit.waitsFor]}${unit.actionId === null ? '' : ` (${unit.actionId})`}`,
  `${dayOf(unit.since, zone)}, ${workingDays(unit.waitingDays)}`,
  unit.dueOn === null
    ? ''
    : `${unit.dueOn}${unit.overdueDays === 0 ? '' : `, ${workingDays(unit.overdueDays)} over`}`,
  MUST_ACT[unit.mustAct],
  KEEPER[unit.keeper],
  unit.unitName ?? '',
];

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
const workingDays = (days: number | null) =>
  days === null ? 'more working days than the calendar knows' : counted(days, 'working day');

/** Each trouble of the machinery in a sentence, and what mends it. */
function machineryLines({
  units,
  keeper,
  followers,
}: Pick<StuckView, 'units' | 'keeper' | 'followers'>): string[] {
  const count = (of: StuckUnit['keeper']) =>
    new Set(units.filter((unit) => unit.keeper === of).map(({ unitId }) => unitId)).size;
  const missing = count('MISSING');
  const leftOver = count('LEFT_OVER');
  const lines: string[] = [];
  if (keeper === 'MISSING') lines.push('The campaign’s own workflow is missing: no reminders, no rating.');
  if (missing > 0)
    lines.push(`${counted(missing, 'unit')} without a workflow: nobody reminds or urges them.`);
  if (leftOver > 0) lines.push(`${counted(leftOver, 'workflow')} left over from a cycle that is over.`);
  if (lines.length > 0) lines.push('Mend it with: npx dondoc temporal rebuild');
  if (keeper === 'UNKNOWN') lines.push('Temporal is away, so whether the workflows are there is not known.');
  for (const { name, behind, lagSeconds, parkedStreams, effect } of followers) {
    const lag =
      behind > 0 ? `${counted(behind, 'event')} behind, for ${lagSeconds} s` : 'at the head of the log';
    const parked =
      parkedStreams > 0
        ? `, ${counted(parkedStreams, 'stream')} of this campaign set aside as unreadable`
        : '';
    lines.push(`Follower ${name}: ${lag}${parked}. ${effect}`);
  }
  return lines;
}
