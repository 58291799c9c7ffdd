import type { Requirement } from '../campaign/campaign.events.ts';
import { faultsOf, refuseFaults, type Fault } from '../faults.ts';
import type { Finding } from '../finding/findings-state.ts';
import { isBlank, repeated } from '../text.ts';
import type { FindingAnswer, Limitation, RequirementAnswer, SuggestionAnswer } from './assignment.events.ts';
import type { ReviewSuggestion } from './assignment-state.ts';

type Review = {
  answers: readonly RequirementAnswer[];
  limitations: readonly Limitation[];
  suggestionAnswers: readonly SuggestionAnswer[];
  findingAnswers: readonly FindingAnswer[];
};
/** What a review must answer: what is asked of all, what was put to this unit, what was found at it. */
type Asked = {
  requirements: readonly Requirement[];
  suggestions: readonly ReviewSuggestion[];
  findings: readonly Finding[];
};
/** One thing to answer: by what it is named in the answers, and to people. */
type Item = { key: string; name: string; mandatory: boolean };
type Answered = { key: string; kind: RequirementAnswer['kind']; text: string };

/** The requirements a unit of the category must know; an empty filter means all units. */
export function requirementsFor(requirements: readonly Requirement[], category: string): Requirement[] {
  return requirements.filter(({ appliesTo }) => appliesTo.length === 0 || appliesTo.includes(category));
}

/**
 * Throws 'review-incomplete' naming at once every mandatory requirement (`missing`), suggestion (`missingSuggestions`) and
 * open finding (`missingFindings`) without an answer, and every fault of what was given. FINDINGS_LINKED is answered also when
 * there are no findings: saying so is the answer. No suggestions is nothing to answer.
 */
export function requireComplete(review: Review, { requirements, suggestions, findings }: Asked): void {
  const parts = [
    checked(
      { at: '/answers', by: 'requirementNo', what: 'requirement' },
      requirements.map(({ no, mandatory }) => ({ key: no, name: `requirement ${no}`, mandatory })),
      review.answers.map(({ requirementNo: key, ...answer }) => ({ key, ...answer })),
    ),
    checked(
      { at: '/suggestionAnswers', by: 'suggestionNo', what: 'suggestion' },
      suggestions.map(({ no }) => ({ key: no, name: `suggestion ${no}`, mandatory: true })),
      review.suggestionAnswers.map(({ suggestionNo: key, ...answer }) => ({ key, ...answer })),
    ),
    checked(
      { at: '/findingAnswers', by: 'findingId', what: 'open finding' },
      findings.map((finding) => ({ key: finding.findingId, name: nameOf(finding), mandatory: true })),
      review.findingAnswers.map(({ findingId: key, ...answer }) => ({ key, ...answer })),
    ),
  ] as const;
  const [answers, toSuggestions, toFindings] = parts;
  refuseFaults(
    'review-incomplete',
    'R-02',
    [...parts.flatMap(({ faults }) => faults), ...limitationFaults(review.limitations)],
    {
      missing: answers.missing,
      missingSuggestions: toSuggestions.missing,
      missingFindings: toFindings.missing,
    },
  );
}

function nameOf({ no, origin: { number, item }, findingId }: Finding): string {
  return `finding ${no} (${number}, ${item}; ${findingId})`;
}

function checked(
  { at, by, what }: { at: string; by: string; what: string },
  items: readonly Item[],
  answers: readonly Answered[],
): { missing: string[]; faults: Fault[] } {
  const asked = new Set(items.map(({ key }) => key));
  const answered = new Set(answers.filter(({ text }) => !isBlank(text)).map(({ key }) => key));
  const doubled = new Set(repeated(answers.map(({ key }) => key)));
  const missing = items.filter(({ key, mandatory }) => mandatory && !answered.has(key));
  return {
    missing: missing.map(({ key }) => key),
    faults: [
      ...missing.map(({ name }) => ({ path: at, message: `must answer ${name}` })),
      ...answers.flatMap(({ key, kind, text }, index) =>
        faultsOf([
          [`${at}/${index}/${by}`, asked.has(key), `is no ${what} of this unit (${key})`],
          [`${at}/${index}/${by}`, !doubled.has(key), `is answered twice (${key})`],
          [
            `${at}/${index}/text`,
            !isBlank(text),
            kind === 'NOT_APPLICABLE' ? 'must give the reason why it does not apply' : 'must not be blank',
          ],
        ]),
      ),
    ],
  };
}

function limitationFaults(limitations: readonly Limitation[]): Fault[] {
  const doubled = new Set(repeated(limitations.map(({ no }) => no)));
  return limitations.flatMap(({ no, text, cause }, index) =>
    faultsOf([
      [`/limitations/${index}/no`, !isBlank(no), 'must not be blank'],
      [`/limitations/${index}/no`, !doubled.has(no), `is used twice (${no})`],
      [`/limitations/${index}/text`, !isBlank(text), 'must not be blank'],
      [`/limitations/${index}/cause`, !isBlank(cause), 'must name the cause'],
    ]),
  );
}
