import { capRatingFile, evaluateRatingFile } from '@dondoc/documents/rating/rating-file.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { LEVEL_NAMES } from '@dondoc/domain/rating/level.ts';
import {
  countAnswer,
  type CountOptions,
  deadlineAnswer,
  type DeadlineOptions,
} from '../commands/calendar-answer.ts';
import { describeCount, describeDeadline } from '../commands/calendar-text.ts';
import { describeCap, describeRating } from '../commands/rating-statement.ts';
import { endOf } from '../refusal.ts';
import { differencesFrom } from './differences.ts';
import type { CaseFile } from './read-cases.ts';

type Answer = {
  command: string;
  /** In a few words, for a list. */
  result: string;
  /** The whole statement, for a reader. */
  lines: readonly string[];
  json: unknown;
};
export type Checked = Answer & { differences: readonly string[] };

/** Answers a case as its command would and compares. A refusal is an answer as well: `exit` 2 expects one. */
export function checkCase({ input, expect: { exit, ...expected } }: CaseFile): Checked {
  const answer = answerOrRefusal(input);
  const isRefused = answer.result.startsWith('refused');
  if ((exit === 2) !== isRefused) {
    const said = isRefused ? 'the input was refused' : 'the input was answered';
    return { ...answer, differences: [`expected exit ${exit === 2 ? 2 : 0}, but ${said}`] };
  }
  return { ...answer, differences: differencesFrom(expected, answer.json) };
}

function answerOrRefusal(input: unknown): Answer {
  try {
    return answerOf(input);
  } catch (error) {
    const end = error instanceof DomainError ? endOf(error) : null;
    if (!(error instanceof DomainError) || end === null) throw error;
    const { code, details } = error;
    return {
      command: commandOf(input),
      result: `refused: ${code} ${typeof details.path === 'string' ? details.path : ''}`,
      lines: [end.message],
      json: end.json,
    };
  }
}

function answerOf(input: unknown): Answer {
  const command = commandOf(input);
  switch (command) {
    case 'rating evaluate': {
      const { result, policy } = evaluateRatingFile(input);
      const { level, score } = result;
      const said = `${level} (${LEVEL_NAMES[level].vi})${score === null ? '' : `, ${score}`}`;
      return { command, result: said, lines: describeRating(result, policy), json: result };
    }
    case 'rating cap': {
      const { result, policy, steps } = capRatingFile(input);
      const said = result.refused ?? `quota ${result.quota} of ${result.candidates}`;
      return { command, result: said, lines: describeCap(result, policy, steps), json: result };
    }
    case 'calendar deadline': {
      const json = deadlineAnswer(optionsOf(input));
      const late =
        json.onTime === undefined ? '' : json.onTime ? ', on time' : `, late ${json.lateSeconds} s`;
      return { command, result: `${json.on}${late}`, lines: describeDeadline(json), json };
    }
    case 'calendar add-working-days': {
      const json = countAnswer(optionsOf(input));
      return { command, result: json.on, lines: describeCount(json), json };
    }
    default:
      throw new DomainError(
        'unknown-case',
        'The input is no rating-case/1, no cap-case/1 and no calendar command.',
        { path: '/kind' },
      );
  }
}

type Input = { kind?: unknown; command?: unknown; options?: Record<string, unknown>; calendar?: unknown };

function commandOf(input: unknown): string {
  const { kind, command } = (input ?? {}) as Input;
  if (kind === 'rating-case/1') return 'rating evaluate';
  if (kind === 'cap-case/1') return 'rating cap';
  return typeof command === 'string' ? `calendar ${command}` : 'unknown';
}

/** As they are typed: every option is a text, and `known-on` is the same as `knownOn`. */
function optionsOf(input: unknown): CountOptions & DeadlineOptions {
  const { options = {}, calendar } = input as Input;
  const texts = Object.entries(options).map(([name, value]) => [
    name.replace('known-on', 'knownOn'),
    String(value),
  ]);
  return { ...Object.fromEntries(texts), ...(calendar === undefined ? {} : { calendar }) };
}
