import type { Amendments } from '@dondoc/contracts/amendments.ts';
import type { BoardRow, CampaignRow, CampaignView, ScoreRow } from '@dondoc/contracts/campaigns.ts';
import type { HistoryEvent } from '@dondoc/contracts/log.ts';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import type { CliContext } from '../context.ts';
import { JSON_OPTION, upperCase, type Json } from '../options.ts';
import { campaignPath } from '../steps.ts';
import { table } from '../table.ts';
import { amendmentsText } from './amendments-text.ts';
import { boardTable } from './board-table.ts';
import { deadlineTable } from './deadline-table.ts';
import { rollUpText } from './cascade.ts';
import { historyTable } from './history-table.ts';

type Board = { status?: string; overdue?: true; category?: string; lamp?: string; sort?: string } & Json;

/** What can be read of campaigns. */
export function registerCampaignCommands(campaign: Command, { api, output }: CliContext): void {
  campaign
    .command('list')
    .description('every campaign; a unit sees those that address it')
    .option(...JSON_OPTION)
    .action(async ({ json }: Json) => {
      const campaigns = await api().list<CampaignRow>('/v1/campaigns');
      if (json) return output.json(campaigns);
      const rows = campaigns.items.map((each) => [
        each.campaignId,
        `${each.status}${each.paused ? ', paused' : ''}`,
        String(each.unitCount),
        each.directive?.number ?? '',
        each.title,
      ]);
      output.line(table(['CAMPAIGN', 'STATUS', 'UNITS', 'DIRECTIVE', 'TITLE'], rows));
    });

  campaign
    .command('status')
    .description(
      'where it stands: deadlines with their basis, units by state and by traffic lamp, who is overdue',
    )
    .argument('<campaign>')
    .option(
      '--lamp <colour>',
      'also list the units that show red, amber or green, the next deadline first',
      upperCase,
    )
    .option('--as-of <when>', 'log position such as 1204, or instant such as 2026-03-31T17:00:00Z')
    .option(...JSON_OPTION)
    .action(async (id: string, { asOf, lamp, json }: { asOf?: string; lamp?: string } & Json) => {
      if (asOf !== undefined && lamp !== undefined)
        throw new CliError(2, 'A lamp says what is so now: leave out --as-of, or --lamp.');
      const found = await api().get<CampaignView>(campaignPath(id), { asOf });
      const query = { lamp, sort: 'due' };
      const units =
        lamp === undefined ? null : await api().list<BoardRow>(`${campaignPath(id)}/assignments`, query);
      if (json) return output.json(units === null ? found : { ...found, units: units.items });
      output.line(statusText(found));
      if (units === null) return;
      output.line('');
      output.line(units.items.length === 0 ? `No unit shows ${lamp}.` : boardTable(units.items));
    });

  campaign
    .command('board')
    .description('unit by unit: state, next deadline, escalation, points')
    .argument('<campaign>')
    .option('--status <state>', 'such as REVIEW_SUBMITTED', upperCase)
    .option('--overdue', 'only units past a deadline')
    .option('--category <letter>', 'addressee category')
    .option('--lamp <colour>', 'only units that show red, amber or green', upperCase)
    .option('--sort <column>', 'such as due, status, lamp (red first) or -points')
    .option(...JSON_OPTION)
    .action(async (id: string, { status, overdue, category, lamp, sort, json }: Board) => {
      const query = { status, overdue: overdue && 'true', category, lamp, sort };
      const board = await api().list<BoardRow>(`${campaignPath(id)}/assignments`, query);
      if (json) return output.json(board);
      output.line(boardTable(board.items));
      output.line(`${board.items.length} units`);
    });

  campaign
    .command('amendments')
    .description('what was added, changed or rescinded since the launch, and who has not acknowledged it')
    .argument('<campaign>')
    .option(...JSON_OPTION)
    .action(async (id: string, { json }: Json) => {
      const found = await api().get<Amendments>(`${campaignPath(id)}/amendments`);
      if (json) return output.json(found);
      output.line(found.items.length === 0 ? 'No amendment.' : amendmentsText(found));
    });

  campaign
    .command('scores')
    .description('the score of every unit')
    .argument('<campaign>')
    .option('--sort <column>', 'code, points or -points')
    .option(...JSON_OPTION)
    .action(async (id: string, { sort, json }: { sort?: string } & Json) => {
      const scores = await api().list<ScoreRow>(`${campaignPath(id)}/scores`, { sort });
      if (json) return output.json(scores);
      output.line(table(['UNIT', 'POINTS', 'OF', 'POLICY', 'NAME'], scores.items.map(scoreCells)));
    });

  campaign
    .command('history')
    .description('every event of the campaign itself')
    .argument('<campaign>')
    .option(...JSON_OPTION)
    .action(async (id: string, { json }: Json) => {
      const history = await api().list<HistoryEvent>(`${campaignPath(id)}/history`, {
        minPosition: undefined,
      });
      if (json) return output.json(history);
      output.line(historyTable(history.items));
    });
}

const scoreCells = ({ code, name, score }: ScoreRow): string[] =>
  score === null
    ? [code, '', '', 'not scored yet', name ?? '']
    : [code, score.points, score.of, `${score.policy.code} ${score.policy.version}`, name ?? ''];

type LampCount = NonNullable<CampaignView['progress']>['lamps'][number];
const lampCells = ({ colour, units, reasons }: LampCount): string[] => {
  const counted = Object.entries(reasons).toSorted(([, one], [, other]) => other - one);
  return [colour, String(units), counted.map(([reason, n]) => `${reason} ${n}`).join(', ')];
};

function statusText(found: CampaignView): string {
  const { title, status, paused, unitCount, progress, rollUp } = found;
  const lines = [title, `${status}${paused ? ', paused' : ''}, ${unitCount} units`, ''];
  lines.push(deadlineTable(found));
  if (progress) {
    const states = Object.entries(progress.byStatus).map(([state, n]) => [state, String(n)]);
    if (states.length > 0) lines.push('', table(['STATE', 'UNITS'], states));
    if (progress.assigned > 0) lines.push('', table(['LAMP', 'UNITS', 'WHY'], progress.lamps.map(lampCells)));
    const overdue = Object.entries(progress.overdue).filter(([, count]) => count > 0);
    lines.push(
      '',
      overdue.length === 0 ? 'Nobody is overdue.' : `Overdue: ${overdue.map((o) => o.join(' ')).join(', ')}`,
    );
  }
  if (rollUp) lines.push(rollUpText(rollUp));
  return lines.join('\n');
}
