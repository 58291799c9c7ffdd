import type { RatingPeriodView, RatingStatement, WhatIfAnswer } from '@dondoc/contracts/ratings.ts';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { readJsonFile } from '../input-files.ts';
import { JSON_OPTION, upperCase, type Json } from '../options.ts';
import { segment, sendStep } from '../steps.ts';
import { adoptionNeeded, describePeriod, describeStatement, describeWhatIf } from './campaign-rating-text.ts';
import {
  describeRatings,
  describeSummary,
  describeYears,
  undetermined,
  ratingRows,
  yearOnYear,
  type RatingsAsked,
} from './rating-rows.ts';
import {
  ratingPath,
  ratingsPath,
  sendForMany,
  withCampaign,
  withUnit,
  type OfCampaign,
  type OfUnit,
} from './rating-options.ts';

/** What an import looks like, for whoever writes the first one. */
const FACTS = `Absent is "not known", an empty list says "none". The file, with every fact most policies ask for of a unit:

${JSON.stringify(
  {
    source: { ref: '88-BC/VPTU' },
    items: [
      {
        subject: 'SNV',
        facts: {
          general: {
            G1: '9',
            G2: '9.5',
            G3: { planQuality: '3', itemsVerified: 4, itemsDue: 4, recurrence: false },
          },
          results: { a: '1', b: '0.95', c: '1' },
          tasks: { assigned: 20, done: 20, onTime: 20, exceeded: 7 },
          actions: [],
          discipline: [],
          conclusions: [],
        },
      },
    ],
  },
  null,
  2,
)}`;

type Explain = OfUnit & { asOf?: string; running?: true; against?: string } & Json;
type WhatIf = OfCampaign & {
  policy?: string;
  denominator?: string;
  ratio?: string;
  rounding?: string;
} & Json;

type List = OfCampaign &
  Omit<RatingsAsked, 'voided' | 'stale' | 'published'> & {
    stale?: true;
    published?: true;
    summary?: true;
  } & Json;

/** What the events of a campaign say: run, list, explain, what-if, and the facts from outside. */
export function registerCampaignRatingCommands(rating: Command, context: CliContext): void {
  const { api, output } = context;

  withCampaign(rating.command('run'))
    .description('compute the provisional results of a campaign from its events')
    .option(...JSON_OPTION)
    .action(async ({ campaign, json }: OfCampaign & Json) => {
      await sendForMany(context, { path: `${ratingsPath(campaign)}/run`, done: 'run', json });
      if (json) return;
      const { items } = await ratingRows(context, campaign, { level: 'UNDETERMINED' });
      if (items.length > 0) output.note(undetermined(campaign, items));
      const needed = adoptionNeeded(await api().get<RatingPeriodView>(`${ratingsPath(campaign)}/period`));
      if (needed !== null) output.note(needed);
    });

  withCampaign(rating.command('list'))
    .description('who is rated, and how far; a unit sees its own and what is published')
    .option('--group <group>', 'only this peer group')
    .option('--unit <unit>', 'only this unit and its posts')
    .option('--kind <kind>', 'only UNIT or PERSON', upperCase)
    .option(
      '--status <status>',
      'only at this step, such as CAPPED; VOIDED: what waits for a new decision',
      upperCase,
    )
    .option(
      '--level <level>',
      'only at this level, official, else after the cap, else provisional',
      upperCase,
    )
    .option('--min-score <points>', 'only from this score on')
    .option('--max-score <points>', 'only up to this score')
    .option('--decision <no>', 'only by this decision')
    .option('--stale', 'only where an input came after the result')
    .option('--published', 'only what everybody may see')
    .option('--petition <state>', 'OPEN: a petition waits for its answer; OVERDUE: for too long', upperCase)
    .option('--sort <column>', 'such as name, status, -score, level or answerBy')
    .option('--as-of <position|instant>', 'as it stood then')
    .option('--summary', 'how many of each group stand at each level')
    .option(...JSON_OPTION)
    .action(async ({ campaign, json, summary, status, stale, published, ...asked }: List) => {
      const page = await ratingRows(context, campaign, {
        ...asked,
        ...(status === 'VOIDED' ? { voided: 'true' } : status === undefined ? {} : { status }),
        ...(stale ? { stale: 'true' } : {}),
        ...(published ? { published: 'true' } : {}),
      });
      if (json) return output.json(page);
      output.line(summary ? describeSummary(page.items) : describeRatings(page.items));
    });

  withCampaign(rating.command('period'))
    .description('what all ratings of a campaign share: policies, R-22, days of a petition, caps, lock')
    .option(...JSON_OPTION)
    .action(async ({ campaign, json }: OfCampaign & Json) => {
      const period = await api().get<RatingPeriodView>(`${ratingsPath(campaign)}/period`);
      if (json) return output.json(period);
      for (const line of describePeriod(period)) output.line(line);
      const needed = adoptionNeeded(period);
      if (needed !== null) output.note(needed);
    });

  withCampaign(rating.command('compare'))
    .description('year on year: level and points of everybody in two campaigns')
    .requiredOption('--against <campaign>', 'of the year before')
    .option(...JSON_OPTION)
    .action(async ({ campaign, against, json }: OfCampaign & { against: string } & Json) => {
      const then = await ratingRows(context, against);
      const now = await ratingRows(context, campaign);
      const years = yearOnYear(then.items, now.items);
      if (json) output.json({ kind: 'rating-comparison/1', items: years });
      else output.line(describeYears(years));
    });

  withUnit(rating.command('explain'))
    .description('one rating to the last event: points, rules, citations, and what would have changed it')
    .option('--as-of <position|instant>', 'as it stood then')
    .option('--running', 'a score during the year, up to now')
    .option('--against <campaign>', 'compare with the campaign of the year before')
    .option(...JSON_OPTION)
    .action(async ({ asOf, running, against, json, ...unit }: Explain) => {
      const query = { asOf, running: running ? 'true' : undefined, against };
      const statement = await api().get<RatingStatement>(ratingPath(unit), query);
      if (json) output.json(statement);
      else for (const line of describeStatement(statement)) output.line(line);
    });

  withCampaign(rating.command('what-if'))
    .description('another policy or reading of the cap over the same events; nothing is written')
    .option('--policy <file>', 'a document, or { base, set }; - reads standard input')
    .option('--denominator <reading>', 'GOOD_ONLY, GOOD_OR_BETTER, ALL_RATED or GIVEN_GOOD')
    .option('--ratio <decimal>', 'such as 0.25')
    .option('--rounding <mode>', 'HALF_UP or FLOOR')
    .option(...JSON_OPTION)
    .action(async ({ campaign, policy, denominator, ratio, rounding, json }: WhatIf) => {
      const cap = {
        ...(denominator === undefined ? {} : { denominator }),
        ...(ratio === undefined ? {} : { ratio }),
        ...(rounding === undefined ? {} : { rounding }),
      };
      const body = {
        ...(policy === undefined ? {} : { policy: await readJsonFile(policy) }),
        ...(Object.keys(cap).length === 0 ? {} : { cap }),
      };
      const answer = await api().post<WhatIfAnswer>(
        `/v1/rating-cases/campaigns/${segment(campaign)}/what-if`,
        body,
      );
      if (json) output.json(answer);
      else for (const line of describeWhatIf(answer)) output.line(line);
    });

  withCampaign(rating.command('import'))
    .description('facts from outside: { source, items: [{ subject, facts }] }')
    .argument('<file>', 'JSON; - reads standard input')
    .addHelpText('after', `\n${FACTS}`)
    .option(...JSON_OPTION)
    .action(async (file: string, { campaign, json }: OfCampaign & Json) =>
      sendForMany(context, {
        path: `${ratingsPath(campaign)}/facts`,
        body: await readJsonFile(file),
        done: 'import',
        json,
      }),
    );

  withCampaign(rating.command('posts'))
    .description(
      'posts rated under their units: { source, posts: [{ unit, position, role, peerGroup, serviceMonths }] }',
    )
    .argument('<file>', 'JSON; - reads standard input')
    .option(...JSON_OPTION)
    .action(async (file: string, { campaign, json }: OfCampaign & Json) =>
      sendStep(context, {
        path: `${ratingsPath(campaign)}/posts`,
        body: await readJsonFile(file),
        done: 'posts',
        json,
      }),
    );
}
