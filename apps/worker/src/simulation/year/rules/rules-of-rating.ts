import { isRated, rankOf } from '@dondoc/domain/rating/level.ts';
import { fewerOrMoreExcellent, wrongDecisions, wrongPetitions } from '../checks/rating-checks.ts';
import { total, type RuleAtWork, type RuleView } from './rule-view.ts';

/** From the unit's own points to the answered petition. A year that ends before its rating shows no counts here. */
export function ratingRules({ events, of, refusals, eventExample, refusalExample }: RuleView): RuleAtWork[] {
  const results = of('ProvisionalLevelComputed');
  const decided = of('RatingDecided');
  if (decided.length === 0) return [];
  const superseded = of('RatingSuperseded');
  const caps = of('CapComputed');
  const appraised = of('AppraisalRecorded');
  const explained = appraised.filter(({ data }) => data.explanation !== null);
  const petitions = of('PetitionReceived');
  const reasoned = decided.filter(({ data }) => data.reason !== null);
  const wrong = wrongDecisions(events);
  return [
    {
      rule: 'R-16',
      says: 'the level follows from points, conditions and cap; the authority decides, and says why where it differs',
      counts: {
        'results computed': results.length,
        decided: decided.length,
        'with a reason': reasoned.length,
        excellent: decided.filter(({ data }) => isRated(data.level) && rankOf(data.level) === 0).length,
      },
      example: eventExample(reasoned[0] ?? decided[0]),
      violations: wrong.aboveTheRules,
    },
    {
      rule: 'R-18',
      says: 'at most 20 % of those rated good, in each peer group; equals at the last place are chosen by people',
      counts: {
        groups: caps.length,
        'fit for excellent': total(caps, ({ data }) => data.result.candidates),
        places: total(caps, ({ data }) => data.result.quota ?? 0),
        'chosen among equals': caps.filter(({ data }) => data.choice !== null).length,
        refused: refusals('R-18').length,
      },
      example: refusalExample('R-18') ?? eventExample(caps[0]),
      violations: fewerOrMoreExcellent(events),
    },
    {
      rule: 'R-23',
      says: 'a decision is never edited: another takes its place and names it',
      counts: { decided: decided.length, superseded: superseded.length },
      example: eventExample(superseded[0]),
      violations: wrong.twice,
    },
    {
      rule: 'R-24',
      says: 'a petition is answered within seven working days',
      counts: {
        received: petitions.length,
        answered: of('PetitionAnswered').length,
        overdue: of('PetitionOverdue').length,
      },
      example: eventExample(petitions[0]),
      violations: wrongPetitions(events, 7),
    },
    {
      rule: 'R-25',
      says: 'an appraisal five points or a level away from what the unit gave itself is explained',
      counts: {
        appraised: appraised.length,
        explained: explained.length,
        'refused without': refusals('R-25').length,
      },
      example: refusalExample('R-25') ?? eventExample(explained[0]),
      violations: wrong.unexplained,
    },
  ];
}
