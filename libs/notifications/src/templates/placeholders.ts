import type { Verdict } from '@dondoc/domain/assignment/assignment.events.ts';
import type { Day } from '@dondoc/domain/calendar/day.ts';
import { PHASES, type Phase } from '@dondoc/domain/deadline/deadline.ts';
import type { EscalationLevel, Recipient } from '@dondoc/domain/escalation/cadence.ts';
import type { ClosedStatus } from '@dondoc/domain/finding/finding.events.ts';
import type { Level } from '@dondoc/domain/rating/level.ts';
import type { PetitionOutcome, VoidCause } from '@dondoc/domain/rating/process/rating.events.ts';
import type { CampaignFacts, ChangeFacts, Language, NoticeFacts, NoticeKind } from '../notice-facts.ts';
import { dayText } from '../texts/day-text.ts';
import { WORDS, type Words } from '../texts/words.ts';

/** What a template may name: texts, empty where there is nothing to say, and conditions for its sections. */
export type Placeholders = Readonly<Record<string, string | boolean>>;

/** The facts of a notice as a template says them in this language. */
export function placeholdersOf(facts: NoticeFacts[NoticeKind], language: Language): Placeholders {
  const words = WORDS[language];
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) =>
      Object.entries(SHOWN[name]?.(value as never, words) ?? { [name]: plainly(value) }),
    ),
  );
}

/** Facts that are a code, or more than one thing; every other is said as it is, under its own name. */
const SHOWN: Readonly<Record<string, (value: never, words: Words) => Placeholders>> = {
  campaign: ({ title, directive, deadlines }: CampaignFacts, words) => ({
    campaign: title,
    directive: directive?.number ?? '',
    abstract: directive?.abstract ?? '',
    deadlines: PHASES.flatMap((phase) => {
      const on = deadlines[phase];
      return on === undefined ? [] : [words.deadline(phase, on)];
    }).join('\n'),
  }),
  phase: (phase: Phase, words) => ({ phase: words.phase[phase] }),
  period: (period: string, words) => ({ period: words.period(period) }),
  level: (level: EscalationLevel) => ({
    isMonitor: level === 'MONITOR',
    isUrge: level === 'URGE',
    isCheck: level === 'CHECK',
  }),
  to: (to: Day | readonly Recipient[], words): Placeholders =>
    typeof to === 'string'
      ? { to: dayText(to) }
      : { recipients: to.map((recipient) => words.recipient[recipient]).join('; ') },
  verdict: (verdict: Verdict, words) => ({
    verdict: words.verdict[verdict],
    isAccepted: verdict === 'ACCEPTED',
    isPartial: verdict === 'PARTIAL',
    isRejected: verdict === 'REJECTED',
  }),
  as: (closed: ClosedStatus, words) => ({ outcome: words.closed[closed] }),
  cycle: (status: string | null, words) => ({ cycle: status === null ? '' : (words.status[status] ?? '') }),
  official: (level: Level, words) => ({ official: words.official(level) }),
  cause: (cause: VoidCause, words) => ({ cause: words.cause[cause] }),
  outcome: (outcome: PetitionOutcome) => ({ isConfirmed: outcome === 'CONFIRMED' }),
  changes: (changes: readonly ChangeFacts[], words) => ({ changes: changes.map(words.change).join('\n') }),
};

function plainly(value: unknown): string | boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayText(value) : value;
  return '';
}
