import type { CommandAnswer } from '@dondoc/contracts/command.ts';
import type { DirectiveView } from '@dondoc/contracts/directives.ts';
import { readLaunchFile, type LaunchDeadline } from '@dondoc/documents/launch-file/launch-file.ts';
import { calendarFor, NEWEST_CALENDAR } from '@dondoc/domain/calendar/calendars.ts';
import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import type { CliContext } from '../context.ts';
import { readJsonFile } from '../input-files.ts';
import { JSON_OPTION, type Json } from '../options.ts';
import { recorded, segment } from '../steps.ts';
import { table } from '../table.ts';

const ZONE = 'Asia/Ho_Chi_Minh';

/** What a launch file says: `body` is what POST /v1/campaigns takes. */
type Draft = { title: string; deadlines: readonly LaunchDeadline[]; body: object };
type Drafted = CommandAnswer & { campaignId: string };

export function registerDraftCommand(campaign: Command, { api, output, now }: CliContext): void {
  campaign
    .command('draft')
    .description('draft a campaign of a registered directive; nothing is sent yet')
    .argument(
      '<launch.json>',
      'launch/1: years, addressees, deadlines in working days from today, each with its basis',
    )
    .requiredOption('--directive <id>')
    .option(...JSON_OPTION)
    .action(async (file: string, { directive: id, json }: { directive: string } & Json) => {
      const draft = await readDraft({ api, now }, { file, directive: id });
      const drafted = await api().post<Drafted>('/v1/campaigns', draft.body);
      if (json) return output.json(drafted);
      output.line(`${draft.title}: drafted, ${recorded(drafted)}`);
      output.line(`campaign ${drafted.campaignId}`);
      const rows = draft.deadlines.map(({ phase, on, basis }) => [phase, on, basis.ref]);
      output.line(table(['PHASE', 'LAST GOOD DAY', 'BASIS'], rows));
      output.line(`next: npx dondoc campaign launch ${drafted.campaignId}`);
    });
}

/** What a launch file and its directive say. Throws as `draftOf` does. */
export async function readDraft(
  { api, now }: Pick<CliContext, 'api' | 'now'>,
  { file, directive: id }: { file: string; directive: string },
): Promise<Draft> {
  const content = await readJsonFile(file);
  const directive = await api().get<DirectiveView>(`/v1/directives/${segment(id)}`);
  return draftOf(content, directive, now());
}

/** Throws DomainError 'launch-file-invalid', CliError for a kind of a requirement that the directive has not. */
function draftOf(content: unknown, directive: DirectiveView, now: string): Draft {
  const {
    term: _,
    requirementKinds,
    rating,
    cadence,
    ...terms
  } = readLaunchFile(content, {
    today: dayOf(now, ZONE),
    calendar: calendarFor(NEWEST_CALENDAR),
  });
  const foreign = Object.keys(requirementKinds).filter(
    (no) => !directive.requirements.some((requirement) => requirement.no === no),
  );
  if (foreign.length > 0) {
    const has = directive.requirements.map(({ no }) => no).join(', ');
    throw new CliError(
      2,
      `requirementKinds names ${foreign.join(', ')}; the directive has ${has || 'none'}.`,
    );
  }
  const requirements = directive.requirements.map(({ no, text }) => ({
    no,
    text,
    kind: requirementKinds[no] ?? 'TOPIC_REVIEW',
    mandatory: true,
    appliesTo: [],
  }));
  // The count is sent, not the day it gives now: a calendar taken over later can count it again.
  const deadlines = terms.deadlines.map(({ on: _counted, ...deadline }) => deadline);
  const body = {
    ...terms,
    ...rating,
    ...(cadence === null ? {} : { cadence }),
    deadlines,
    directiveId: directive.directiveId,
    requirements,
    zone: ZONE,
  };
  return { title: terms.title, deadlines: terms.deadlines, body };
}
