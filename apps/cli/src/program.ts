import { Command, CommanderError } from 'commander';
import { registerActionCommands } from './commands/action.ts';
import { registerAssignmentCommands } from './commands/assignment.ts';
import { registerCalendarCommands } from './commands/calendar.ts';
import { registerCampaignCommands } from './commands/campaign.ts';
import { registerCaseCommands } from './commands/cases.ts';
import { registerCascadeCommands } from './commands/cascade.ts';
import { registerConclusionCommands } from './commands/conclusion.ts';
import { registerDecisionCommands } from './commands/decision.ts';
import { registerDelegationCommands } from './commands/delegation.ts';
import { registerDirectiveCommands } from './commands/directive.ts';
import { registerDraftCommand } from './commands/draft.ts';
import { registerDryRunCommand } from './commands/dry-run.ts';
import { registerKafkaCommands } from './commands/kafka.ts';
import { registerEvidenceCommands } from './commands/evidence.ts';
import { registerFindingCommands } from './commands/finding.ts';
import { registerFindingStepCommands } from './commands/finding-steps.ts';
import { registerLadderCommand } from './commands/ladder.ts';
import { registerLogCommands } from './commands/log.ts';
import { registerNoticeCommands } from './commands/notice.ts';
import { registerNoticeTemplateCommands } from './commands/notice-template.ts';
import { registerCampaignRatingCommands } from './commands/campaign-rating.ts';
import { registerRatingCommands } from './commands/rating.ts';
import { registerRatingDecisionCommands } from './commands/rating-decision.ts';
import { registerRemediationCommands } from './commands/remediation.ts';
import { registerSessionCommands } from './commands/session.ts';
import { registerSimulateCommand } from './commands/simulate.ts';
import { registerBulkCommands } from './commands/bulk.ts';
import { registerSteeringCommands } from './commands/steering.ts';
import { registerStuckCommand } from './commands/stuck.ts';
import { registerTemplateCommand } from './commands/template.ts';
import { registerTemporalCommands } from './commands/temporal.ts';
import { registerUnitCommands } from './commands/unit.ts';
import { registerUnitStepCommands } from './commands/unit-step.ts';
import { registerUserCommands } from './commands/user.ts';
import { registerWebhookCommands } from './commands/webhook.ts';
import { CliError } from './cli-error.ts';
import type { CliContext } from './context.ts';
import { endOf } from './refusal.ts';
import { registerUnitNames } from './unit-names.ts';

export function buildProgram(context: CliContext): Command {
  const program = new Command('dondoc')
    .description('Đôn Đốc: launch directives, follow units, prove the record')
    .enablePositionalOptions()
    .addHelpText(
      'after',
      '\nWith every command: --on-behalf-of LOGIN, for whoever you stand in for (dondoc delegation list).',
    )
    // Every command inherits these: a slip in the arguments is refused like any other input, and said once.
    .configureOutput({
      writeOut: (text) => context.output.line(text.trimEnd()),
      writeErr: (text) => context.output.note(text.trimEnd()),
      outputError: () => {},
    })
    .exitOverride();

  registerUnitNames(program, context);
  registerSessionCommands(program, context);
  registerUserCommands(program, context);
  registerDelegationCommands(program, context);
  registerUnitCommands(program, context);

  const directive = program.command('directive').description('letters: read, register, list');
  registerDirectiveCommands(directive, context);

  registerConclusionCommands(program, context);
  const finding = program.command('finding').description('what was found at a unit, until it is remedied');
  registerFindingCommands(finding, context);
  registerFindingStepCommands(finding, context);

  const campaign = program.command('campaign').description('the execution of a directive over its units');
  registerDraftCommand(campaign, context);
  registerDryRunCommand(campaign, context);
  registerSteeringCommands(campaign, context);
  registerBulkCommands(campaign, context);
  registerCampaignCommands(campaign, context);
  registerLadderCommand(campaign, context);
  registerCascadeCommands(campaign, context);
  registerStuckCommand(campaign, context);

  const assignment = program.command('assignment').description("one unit's way through a campaign");
  registerAssignmentCommands(assignment, context);
  registerTemplateCommand(assignment, context);
  registerUnitStepCommands(assignment, context);
  registerDecisionCommands(assignment, context);
  registerRemediationCommands(assignment, context);

  const action = program
    .command('action')
    .description('the actions of approved plans, in the year that follows');
  registerActionCommands(action, context);
  const evidence = program.command('evidence').description('the files that prove what an action has brought');
  registerEvidenceCommands(evidence, context);

  registerNoticeCommands(program, context);
  registerNoticeTemplateCommands(program, context);
  registerWebhookCommands(program, context);
  registerLogCommands(program, context);
  registerTemporalCommands(program, context);
  registerKafkaCommands(program, context);
  registerCalendarCommands(program, context);
  const rating = program.command('rating').description('rate by the rules: from a file, or a campaign');
  registerRatingCommands(rating, context);
  registerCampaignRatingCommands(rating, context);
  registerRatingDecisionCommands(rating, context);
  registerCaseCommands(program, context);
  registerSimulateCommand(program);
  return program;
}

/** Help was asked for, or no command was named: it is on the screen already. */
const SHOWN = new Set(['commander.helpDisplayed', 'commander.help']);

const ON_BEHALF_OF = '--on-behalf-of';

/** Wherever it stands, like the person it names: it goes with every command. Throws CliError without a name. */
function inWhoseName(args: readonly string[]): { rest: string[]; onBehalfOf: string | undefined } {
  const at = args.findIndex((one) => one === ON_BEHALF_OF || one.startsWith(`${ON_BEHALF_OF}=`));
  if (at === -1) return { rest: [...args], onBehalfOf: undefined };
  const isApart = args[at] === ON_BEHALF_OF;
  const name = isApart ? args[at + 1] : args[at]?.slice(ON_BEHALF_OF.length + 1);
  if (name === undefined || name === '' || name.startsWith('-'))
    throw new CliError(2, `${ON_BEHALF_OF} needs the login of the account you stand in for.`);
  return { rest: args.toSpliced(at, isApart ? 2 : 1), onBehalfOf: name };
}

/** Runs one command line (without node and script). Answers the exit code: 0, 2 refused, 1 a fault. Throws what nobody foresaw. */
export async function runProgram(context: CliContext, args: readonly string[]): Promise<0 | 1 | 2> {
  try {
    const { rest, onBehalfOf } = inWhoseName(args);
    const { api } = context;
    const named = onBehalfOf === undefined ? context : { ...context, api: () => api(onBehalfOf) };
    await buildProgram(named).parseAsync(rest, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && SHOWN.has(error.code)) return error.exitCode === 0 ? 0 : 2;
    const end = endOf(error);
    if (end === null) throw error;
    if (args.includes('--json')) context.output.json(end.json);
    context.output.note(end.message);
    return end.exitCode;
  }
}
