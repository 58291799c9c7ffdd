import type { DryRunView } from '@dondoc/contracts/dry-run.ts';
import { weekdayOf } from '@dondoc/domain/calendar/day-arithmetic.ts';
import { localText } from '@dondoc/domain/calendar/zoned-time.ts';
import { assertNever } from '@dondoc/domain/domain-error.ts';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import type { CliContext } from '../context.ts';
import { JSON_OPTION, type Json } from '../options.ts';
import { campaignPath } from '../steps.ts';
import { table } from '../table.ts';
import { readDraft } from './draft.ts';
import { hoursText } from './ladder.ts';

type Options = { directive?: string; at?: string } & Json;
type Step = DryRunView['steps'][number];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** So many names of one check are printed; all of them are in the JSON. */
const NAMED = 12;

export function registerDryRunCommand(campaign: Command, context: CliContext): void {
  const { api, output } = context;
  campaign
    .command('dry-run')
    .description(
      'what a launch would do: every unit, deadline, reminder and rung, and what to look at before',
    )
    .argument('<draft>', 'a drafted campaign, or a launch.json with --directive')
    .option('--directive <id>', 'of a launch.json')
    .option('--at <instant>', 'the launch to try, RFC 3339; default: now')
    .option(...JSON_OPTION)
    .action(async (draft: string, { directive, at, json }: Options) => {
      const found = UUID.test(draft)
        ? await api().get<DryRunView>(`${campaignPath(draft)}/dry-run`, { at })
        : await tryFile(context, { file: draft, directive, at });
      if (json) return output.json(found);
      output.line(dryRunText(found));
      const stops = found.checks.filter(({ weight }) => weight === 'STOPS');
      // The calendar is the answer; a script sees by the exit code that the launch would be refused.
      if (stops.length > 0) throw new CliError(2, 'The launch would be refused.');
    });
}

async function tryFile(
  context: CliContext,
  { file, directive, at }: { file: string; directive: string | undefined; at: string | undefined },
): Promise<DryRunView> {
  if (directive === undefined) throw new CliError(2, 'A launch file needs its letter: add --directive ID.');
  const draft = await readDraft(context, { file, directive });
  const query = at === undefined ? '' : `?${new URLSearchParams({ at }).toString()}`;
  return context.api().post<DryRunView>(`/v1/campaigns/dry-run${query}`, draft.body);
}

function dryRunText({ title, zone, launchAt, cadence, units, steps, checks }: DryRunView): string {
  const minute = (at: string) => {
    const [day = '', time = ''] = localText(at, zone).slice(0, 16).split('T');
    return `${weekdayOf(day)} ${day} ${time}`;
  };
  const mail = units.filter(({ hasMail }) => hasMail).length;
  const rows = steps.map((step) => [minute(step.at), ...cells(step)]);
  const lines = checks.flatMap(({ weight, message, about }) => {
    const more = about.length > NAMED ? ` and ${about.length - NAMED} more` : '';
    return [`${weight}  ${message}`, `       ${about.slice(0, NAMED).join(', ')}${more}`];
  });
  return [
    title,
    `launched ${minute(launchAt)}: ${units.length} units, ${mail} of them by mail as well; nothing is sent yet`,
    '',
    table(['WHEN', 'WHAT', 'PHASE', 'DUE', 'TO', 'BY'], rows),
    '',
    ...hoursText(cadence),
    'Reminders and rungs reach the units that still owe the phase; PLAN: those whose review was accepted.',
    ...(lines.length === 0 ? ['Nothing stands out.'] : ['', ...lines]),
  ].join('\n');
}

const told = ({ to, channels }: Pick<Extract<Step, { kind: 'REMINDER' }>, 'to' | 'channels'>): string[] => [
  to.join(', '),
  channels.join(', '),
];

function cells(step: Step): string[] {
  switch (step.kind) {
    case 'LAUNCH':
      return ['launch', '', '', 'every unit', ''];
    case 'CUT_OFF':
      return [`cut-off (${step.on} is over)`, '', '', '', ''];
    case 'DEADLINE':
      return ['late from here', step.phase, step.dueOn, '', ''];
    case 'REMINDER':
      return [`reminder ${step.offset}`, step.phase, step.dueOn, ...told(step)];
    case 'ESCALATION':
      return [`${step.level} ${step.step}`, step.phase, step.dueOn, ...told(step)];
    default:
      return assertNever(step);
  }
}
