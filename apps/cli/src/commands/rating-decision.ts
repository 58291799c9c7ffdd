import type { LogHead } from '@dondoc/contracts/log.ts';
import type { RatingPeriodView } from '@dondoc/contracts/ratings.ts';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import type { CliContext } from '../context.ts';
import { readJsonFile } from '../input-files.ts';
import { JSON_OPTION, upperCase, type Json } from '../options.ts';
import { sendStep } from '../steps.ts';
import { describeSelection } from './campaign-rating-text.ts';
import { ratingRows } from './rating-rows.ts';
import {
  ratingPath,
  ratingsPath,
  sendForMany,
  withCampaign,
  withDecision,
  withUnit,
  type Decision,
  type OfCampaign,
  type OfUnit,
} from './rating-options.ts';

type Judged = OfUnit & { score: string; level: string };
type Appraised = Judged & { general?: string; explain?: string } & Json;
type Select = OfCampaign & {
  group: string;
  choose?: string[];
  reason?: string;
  exceptional?: string;
  ratio?: string;
} & Json;
type Decide = OfCampaign &
  Decision & { unit?: string[]; group?: string; level?: string; reason?: string } & Json;
type Answer = OfUnit & {
  answerNo: string;
  on: string;
  note: string;
  supersede?: string;
  decision?: string;
} & Json;

/** Those of the group whose level waits for the authority. What was decided before is superseded one by one, with a reason. */
async function cappedIn(context: CliContext, campaign: string, group: string): Promise<string[]> {
  // From the log itself: what the list does not show yet would be left out of the decision.
  const { position } = await context.api().get<LogHead>('/v1/log/head');
  const asked = { group, status: 'CAPPED', asOf: String(position) };
  const { items } = await ratingRows(context, campaign, asked);
  return items.filter(({ official }) => official === null).map(({ code }) => code);
}

const each = (typed: string, before: readonly string[] = []) => [...before, typed];

/** What people decide on a rating: the unit itself, who appraises, and the authority. */
export function registerRatingDecisionCommands(rating: Command, context: CliContext): void {
  withUnit(rating.command('self'))
    .description("the unit's own score and level")
    .requiredOption('--score <points>')
    .requiredOption('--level <level>', 'EXCELLENT, GOOD, COMPLETED or NOT_COMPLETED', upperCase)
    .option(...JSON_OPTION)
    .action(({ score, level, json, ...unit }: Judged & Json) =>
      sendStep(context, { path: `${ratingPath(unit)}/self`, body: { score, level }, done: 'self', json }),
    );

  withUnit(rating.command('appraise'))
    .description('the appraised score and level, and the points of the general criteria')
    .requiredOption('--score <points>')
    .requiredOption('--level <level>', 'EXCELLENT, GOOD, COMPLETED or NOT_COMPLETED', upperCase)
    .option('--general <file>', 'JSON: points by criterion, such as { "G1": "9.5" }')
    .option('--explain <text>', 'needed five points or a level away from the self-rating (R-25)')
    .option(...JSON_OPTION)
    .action(async ({ score, level, general, explain, json, ...unit }: Appraised) =>
      sendStep(context, {
        path: `${ratingPath(unit)}/appraisal`,
        body: {
          score,
          level,
          ...(general === undefined ? {} : { general: await readJsonFile(general) }),
          ...(explain === undefined ? {} : { explanation: explain }),
        },
        done: 'appraise',
        json,
      }),
    );

  withCampaign(rating.command('select'))
    .description('apply the cap to one peer group: who is excellent')
    .requiredOption('--group <group>')
    .option('--choose <unit>', 'where the ranking leaves it to the authority; as often as needed', each)
    .option('--reason <text>', 'why these')
    .option('--exceptional <decision>', 'number of the decision that allows the exceptional ratio')
    .option('--ratio <decimal>', 'the exceptional ratio')
    .option(...JSON_OPTION)
    .action(async ({ campaign, group, choose, reason, exceptional, ratio, json }: Select) => {
      await sendForMany(context, {
        path: `${ratingsPath(campaign)}/cap`,
        body: {
          group,
          ...(choose === undefined ? {} : { choice: { selected: choose, reason: reason ?? '' } }),
          ...(exceptional === undefined
            ? {}
            : { exceptional: { decisionNo: exceptional, ...(ratio === undefined ? {} : { ratio }) } }),
        },
        done: 'select',
        json,
      });
      if (json) return;
      const { caps } = await context.api().get<RatingPeriodView>(`${ratingsPath(campaign)}/period`);
      const { items } = await ratingRows(context, campaign, { group });
      for (const cap of caps.filter((one) => one.group === group))
        for (const line of describeSelection(cap, items)) context.output.line(line);
    });

  withDecision(withCampaign(rating.command('adopt')))
    .description('an authority makes the proposals of the policies its own: from then on they decide (R-28)')
    .option(...JSON_OPTION)
    .action(({ campaign, decision, on, json }: OfCampaign & Decision & Json) =>
      sendStep(context, {
        path: `${ratingsPath(campaign)}/adopt`,
        body: { decisionNo: decision, decidedOn: on },
        done: 'adopt',
        json,
      }),
    );

  withDecision(withCampaign(rating.command('merge-groups')))
    .description('merge small peer groups, on a decision')
    .requiredOption('--into <group>')
    .requiredOption('--from <group>', 'as often as needed', each)
    .requiredOption('--reason <text>')
    .option(...JSON_OPTION)
    .action(
      ({
        campaign,
        decision,
        on,
        into,
        from,
        reason,
        json,
      }: OfCampaign & Decision & { into: string; from: string[]; reason: string } & Json) =>
        sendStep(context, {
          path: `${ratingsPath(campaign)}/merge-groups`,
          body: { into, from, decisionNo: decision, decidedOn: on, reason },
          done: 'merge-groups',
          json,
        }),
    );

  withDecision(withCampaign(rating.command('decide')))
    .description('the official level of one or many, by one decision')
    .option('--unit <unit>', 'code or id, a post as CODE/title; as often as needed', each)
    .option('--group <group>', 'everybody of a peer group to whom the cap was applied')
    .option('--level <level>', 'default: what the rules and the cap gave', upperCase)
    .option('--reason <text>', 'needed where the level is another one')
    .option(...JSON_OPTION)
    .action(async ({ campaign, decision, on, unit = [], group, level, reason, json }: Decide) => {
      const subjects = group === undefined ? unit : [...unit, ...(await cappedIn(context, campaign, group))];
      if (subjects.length === 0) {
        const select = `dondoc rating select --campaign ${campaign} --group ${group ?? 'GROUP'}`;
        throw new CliError(
          2,
          `Nobody to decide on: name --unit, or a --group whose cap is applied.\nNext: ${select}`,
        );
      }
      await sendForMany(context, {
        path: `${ratingsPath(campaign)}/decide`,
        body: {
          decisionNo: decision,
          decidedOn: on,
          items: subjects.map((subject) => ({
            subject,
            ...(level === undefined ? {} : { level }),
            ...(reason === undefined ? {} : { reason }),
          })),
        },
        done: 'decide',
        json,
      });
    });

  withCampaign(rating.command('publish'))
    .description('publish decided levels to everybody')
    .option('--unit <unit>', 'only these; as often as needed', each)
    .option(...JSON_OPTION)
    .action(({ campaign, unit, json }: OfCampaign & { unit?: string[] } & Json) =>
      sendForMany(context, {
        path: `${ratingsPath(campaign)}/publish`,
        body: unit === undefined ? {} : { subjects: unit },
        done: 'publish',
        json,
      }),
    );

  withUnit(rating.command('petition'))
    .description('a petition against a published level; the clock of its answer starts')
    .requiredOption('--received-on <day>', 'YYYY-MM-DD')
    .requiredOption('--text <text>', 'what is contested')
    .option(...JSON_OPTION)
    .action(({ receivedOn, text, json, ...unit }: OfUnit & { receivedOn: string; text: string } & Json) =>
      sendStep(context, {
        path: `${ratingPath(unit)}/petition`,
        body: { receivedOn, text },
        done: 'petition',
        json,
      }),
    );

  withUnit(rating.command('answer'))
    .description('answer a petition: confirm, or supersede by a decision of its own')
    .requiredOption('--answer-no <no>', 'number of the answer')
    .requiredOption('--on <day>', 'YYYY-MM-DD')
    .requiredOption('--note <text>', 'what was found')
    .option('--supersede <level>', 'the new level; without it the old one is confirmed', upperCase)
    .option('--decision <no>', 'number of the new decision')
    .option(...JSON_OPTION)
    .action(({ answerNo, on, note, supersede, decision, json, ...unit }: Answer) =>
      sendStep(context, {
        path: `${ratingPath(unit)}/petition/answer`,
        body: {
          outcome: supersede === undefined ? 'CONFIRMED' : 'SUPERSEDED',
          answerNo,
          answeredOn: on,
          note,
          ...(supersede === undefined
            ? {}
            : { superseding: { level: supersede, decisionNo: decision ?? '', decidedOn: on } }),
        },
        done: 'answer',
        json,
      }),
    );

  withDecision(withUnit(rating.command('supersede')))
    .description('another decision in the place of the first, which stays visible')
    .requiredOption('--level <level>', 'the new level', upperCase)
    .requiredOption('--reason <text>')
    .option(...JSON_OPTION)
    .action(
      ({
        level,
        reason,
        decision,
        on,
        json,
        ...unit
      }: OfUnit & Decision & { level: string; reason: string } & Json) =>
        sendStep(context, {
          path: `${ratingPath(unit)}/supersede`,
          body: { level, decisionNo: decision, decidedOn: on, reason },
          done: 'supersede',
          json,
        }),
    );

  for (const [verb, says] of [
    ['lock', 'lock the rating period: inputs, caps and levels stand still'],
    ['reopen', 'open it again, with the reason on record'],
  ] as const) {
    withCampaign(rating.command(verb))
      .description(says)
      .requiredOption('--reason <text>')
      .option(...JSON_OPTION)
      .action(({ campaign, reason, json }: OfCampaign & { reason: string } & Json) =>
        sendStep(context, { path: `${ratingsPath(campaign)}/${verb}`, body: { reason }, done: verb, json }),
      );
  }
}
