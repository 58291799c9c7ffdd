import type { RatingPolicy, Source } from './rating-policy.ts';

/** Where every rule of the policy comes from, in the order of the document. */
export function sourcesOf(policy: RatingPolicy): Source[] {
  const { eligibility, once, head, fallThrough, exemptions, cap } = policy;
  const single = [eligibility, once, head, fallThrough, exemptions, cap];
  return [
    ...policy.bands,
    ...policy.criteria,
    ...policy.gradedCriteria,
    ...policy.triggers,
    ...policy.conditions,
    ...policy.ceilings,
    ...single.filter((source) => source !== null),
  ];
}

/** How binding the rule behind a citation is, and who checked it. Undefined: a rule of the system, not of the policy. */
export const sourceOf = (policy: RatingPolicy, citation: string): Source | undefined =>
  sourcesOf(policy).find((source) => source.citation === citation);
