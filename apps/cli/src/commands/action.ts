import type { ActionRow, RemediationView } from '@dondoc/contracts/remediation.ts';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { readJsonFile } from '../input-files.ts';
import { basisOf, JSON_OPTION, wholeNumber, withBasis, type BasisOptions, type Json } from '../options.ts';
import { ownUnit } from '../own-unit.ts';
import { assignmentPath, campaignPath, segment, sendStep } from '../steps.ts';
import { table } from '../table.ts';
import { lampText } from './board-table.ts';

type Filter = { unit?: string; state?: string; overdue?: true; sort?: string } & Json;

/** The actions of approved plans in the year that follows: where they stand, progress, more time, and what comes of them. */
export function registerActionCommands(action: Command, context: CliContext): void {
  const { api, output } = context;
  const actionPath = (campaign: string, unit: string, id: string) =>
    `${assignmentPath(campaign, unit)}/actions/${segment(id)}`;
  const self = async (unit: string | undefined) => unit ?? (await ownUnit(api()));

  action
    .command('list')
    .description('every action of the approved plans, with its lamp and why; to a unit, its own')
    .argument('<campaign>')
    .option('--unit <code>')
    .option(
      '--state <state>',
      'PLANNED, IN_PROGRESS, REPORTED_DONE, PARTIALLY_REMEDIED, VERIFIED, CARRIED_OVER',
    )
    .option('--overdue', 'only what is overdue now')
    .option('--sort <column>', 'due, code, state or percent; a leading minus turns it round')
    .option(...JSON_OPTION)
    .action(async (campaign: string, { unit, state, overdue, sort, json }: Filter) => {
      const query = { unit, state, sort, overdue: overdue && 'true' };
      const page = await api().list<ActionRow>(`${campaignPath(campaign)}/actions`, query);
      if (json) output.json(page);
      else output.line(actionTable(page.items));
    });

  action
    .command('show')
    .description("one unit's plan: approval, baseline and actual, extensions, check-ins")
    .argument('<campaign>')
    .argument('[unit]', 'code or id; default: your own')
    .option('--as-of <when>', 'a log position, or an instant')
    .option(...JSON_OPTION)
    .action(async (campaign: string, unit: string | undefined, { asOf, json }: { asOf?: string } & Json) => {
      const path = `${assignmentPath(campaign, await self(unit))}/remediation`;
      const view = await api().get<RemediationView>(path, { asOf });
      if (json) output.json(view);
      else output.line(remediationText(view));
    });

  action
    .command('progress')
    .description('say how far an action is; done it is by report-done, with evidence')
    .argument('<campaign>')
    .argument('<action>', 'id of the action in the plan')
    .argument('[unit]', 'default: your own')
    .requiredOption('--percent <n>', '0 to 100', wholeNumber)
    .requiredOption('--text <words>', 'what was done')
    .option(...JSON_OPTION)
    .action(
      async (
        campaign: string,
        id: string,
        unit: string | undefined,
        { json, ...body }: { percent: number; text: string } & Json,
      ) => {
        const path = `${actionPath(campaign, await self(unit), id)}/progress`;
        await sendStep(context, { path, body, done: 'progress', json });
      },
    );

  action
    .command('check-in')
    .description('report on the plan for a period: { summary, lines: [{ actionId, percent, text }] }')
    .argument('<campaign>')
    .argument('<period>', 'such as 2027-Q2')
    .argument('<file>', 'JSON; - reads standard input')
    .argument('[unit]', 'default: your own')
    .option(...JSON_OPTION)
    .action(
      async (campaign: string, period: string, file: string, unit: string | undefined, { json }: Json) => {
        const path = `${assignmentPath(campaign, await self(unit))}/check-ins/${segment(period)}`;
        await sendStep(context, { path, body: await readJsonFile(file), done: `report for ${period}`, json });
      },
    );

  action
    .command('request-extension')
    .description('ask for more time, before the due day is over')
    .argument('<campaign>')
    .argument('<action>', 'id of the action in the plan')
    .argument('[unit]', 'default: your own')
    .requiredOption('--to <day>', 'the last good day asked for, YYYY-MM-DD')
    .requiredOption('--reason <text>')
    .option(...JSON_OPTION)
    .action(
      async (
        campaign: string,
        id: string,
        unit: string | undefined,
        { json, ...body }: { to: string; reason: string } & Json,
      ) => {
        const path = `${actionPath(campaign, await self(unit), id)}/extension`;
        await sendStep(context, { path, body, done: 'extension asked for', json });
      },
    );

  const decision = (name: string, says: string) =>
    action
      .command(name)
      .description(says)
      .argument('<campaign>')
      .argument('<unit>', 'code or id')
      .argument('<action>', 'id of the action in the plan')
      .requiredOption('--reason <text>')
      .option(...JSON_OPTION);

  type Decided = { request: number; reason: string } & Json;
  withBasis(decision('grant-extension', 'grant more time, to the day asked for or another'))
    .requiredOption('--request <n>', 'the request you read', wholeNumber)
    .option('--to <day>', 'another day than was asked for, YYYY-MM-DD')
    .action(
      (
        campaign: string,
        unit: string,
        id: string,
        { request, to, reason, json, ...basis }: Decided & { to?: string } & BasisOptions,
      ) => {
        const body = { request, reason, basis: basisOf(basis), ...(to === undefined ? {} : { to }) };
        const path = `${actionPath(campaign, unit, id)}/extension/grant`;
        return sendStep(context, { path, body, done: 'extension granted', json });
      },
    );
  decision('deny-extension', 'grant no more time')
    .requiredOption('--request <n>', 'the request you read', wholeNumber)
    .action((campaign: string, unit: string, id: string, { json, ...body }: Decided) => {
      const path = `${actionPath(campaign, unit, id)}/extension/deny`;
      return sendStep(context, { path, body, done: 'extension denied', json });
    });
  decision('carry-over', 'carry an unfinished action over to a later year')
    .requiredOption('--to-year <year>', 'the year it goes on in', wholeNumber)
    .action(
      (
        campaign: string,
        unit: string,
        id: string,
        { toYear, reason, json }: { toYear: number; reason: string } & Json,
      ) => {
        const path = `${actionPath(campaign, unit, id)}/carry-over`;
        return sendStep(context, { path, body: { toYear, reason }, done: `carried over to ${toYear}`, json });
      },
    );

  action
    .command('effect')
    .description('some time after its verification: did the weakness stay away?')
    .argument('<campaign>')
    .argument('<unit>', 'code or id')
    .argument('<action>', 'id of the action in the plan')
    .requiredOption('--on <day>', 'when it was looked at, YYYY-MM-DD')
    .option('--recurred', 'it came back; say what in --note')
    .option('--note <text>', '', '')
    .option(...JSON_OPTION)
    .action(
      (
        campaign: string,
        unit: string,
        id: string,
        { on, recurred, note, json }: { on: string; recurred?: true; note: string } & Json,
      ) => {
        const path = `${actionPath(campaign, unit, id)}/effectiveness`;
        const body = { on, isEffective: recurred !== true, note };
        return sendStep(context, { path, body, done: 'effect checked', json });
      },
    );
}

const moved = (due: string, originalDue: string) =>
  due === originalDue ? due : `${due} (was ${originalDue})`;

function actionTable(rows: readonly ActionRow[]): string {
  const cells = rows.map((row) => [
    row.code,
    row.actionId,
    row.state,
    `${row.percent} %`,
    moved(row.due, row.originalDue),
    row.extensionPending
      ? 'asked'
      : row.extensions === 0
        ? ''
        : `${row.extensions} (${row.extendedDays} days)`,
    lampText(row.lamp),
  ]);
  return table(['UNIT', 'ACTION', 'STATE', 'DONE', 'DUE', 'EXTENDED', 'LAMP'], cells);
}

function remediationText({ status, plan, approval, actions, checkIns }: RemediationView): string {
  const approved =
    approval === null
      ? 'not approved as it stands'
      : `version ${approval.version} approved, ${approval.hash ?? 'no hash'}`;
  const rows = actions.map((one) => [
    one.id,
    one.state,
    `${one.percent} %`,
    moved(one.due, one.originalDue),
    lampText(one.lamp),
    one.measure,
  ]);
  const reports = checkIns.map(({ period, dueOn, submittedAt, isLate, isMissed, frozen }) => [
    period,
    dueOn,
    submittedAt === null ? (isMissed ? 'missed' : '') : isLate ? 'late' : 'on time',
    frozen ?? '',
  ]);
  return [
    `${status}: plan ${plan.version}, ${plan.hash}`,
    approved,
    '',
    table(['ACTION', 'STATE', 'DONE', 'DUE', 'LAMP', 'MEASURE'], rows),
    ...(reports.length === 0 ? [] : ['', table(['PERIOD', 'DUE', 'REPORT', 'FROZEN'], reports)]),
  ].join('\n');
}
