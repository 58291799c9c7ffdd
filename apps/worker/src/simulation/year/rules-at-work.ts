import { clockRules } from './rules/rules-of-clock.ts';
import { ratingRules } from './rules/rules-of-rating.ts';
import { remediationRules } from './rules/rules-of-remediation.ts';
import { reviewRules } from './rules/rules-of-review.ts';
import { ruleView, type RuleAtWork, type RulesInput } from './rules/rule-view.ts';

/** Each rule of a whole year, counted in its log, with one example and what contradicts it. In the order of the rules. */
export function rulesAtWork(input: RulesInput): RuleAtWork[] {
  const view = ruleView(input);
  const rules = [...reviewRules(view), ...remediationRules(view), ...clockRules(view), ...ratingRules(view)];
  return rules.toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
}
