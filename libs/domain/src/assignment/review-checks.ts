import type { Requirement } from '../campaign/campaign.events.ts';
import { faultsOf, refuseFaults, type Fault } from '../faults.ts';
import { isBlank, repeated } from '../text.ts';
import type { Limitation, RequirementAnswer } from './assignment.events.ts';

/** The requirements a unit of the category must know; an empty filter means all units. */
export function requirementsFor(requirements: readonly Requirement[], category: string): Requirement[] {
  return requirements.filter(({ appliesTo }) => appliesTo.length === 0 || appliesTo.includes(category));
}

/**
 * Throws 'review-incomplete' naming at once every mandatory requirement without an answer (`missing`) and every fault
 * of what was given. FINDINGS_LINKED is answered also when there are no findings: saying so is the answer.
 */
export function requireComplete(
  { answers, limitations }: { answers: readonly RequirementAnswer[]; limitations: readonly Limitation[] },
  requirements: readonly Requirement[],
  category: string,
): void {
  const asked = requirementsFor(requirements, category);
  const answered = new Set(
    answers.filter(({ text }) => !isBlank(text)).map(({ requirementNo }) => requirementNo),
  );
  const missing = asked.filter(({ no, mandatory }) => mandatory && !answered.has(no)).map(({ no }) => no);
  const faults = [
    ...missing.map((no) => ({ path: '/answers', message: `must answer requirement ${no}` })),
    ...answerFaults(answers, new Set(asked.map(({ no }) => no))),
    ...limitationFaults(limitations),
  ];
  refuseFaults('review-incomplete', 'R-02', faults, { missing });
}

function answerFaults(answers: readonly RequirementAnswer[], asked: ReadonlySet<string>): Fault[] {
  const doubled = new Set(repeated(answers.map(({ requirementNo }) => requirementNo)));
  return answers.flatMap(({ requirementNo, kind, text }, index) =>
    faultsOf([
      [
        `/answers/${index}/requirementNo`,
        asked.has(requirementNo),
        `is no requirement of this unit (${requirementNo})`,
      ],
      [
        `/answers/${index}/requirementNo`,
        !doubled.has(requirementNo),
        `is answered twice (${requirementNo})`,
      ],
      [
        `/answers/${index}/text`,
        !isBlank(text),
        kind === 'NOT_APPLICABLE' ? 'must give the reason why it does not apply' : 'must not be blank',
      ],
    ]),
  );
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
