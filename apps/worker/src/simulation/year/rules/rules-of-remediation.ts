import { dayOf } from '@dondoc/domain/calendar/zoned-time.ts';
import { ZONE } from '../../simulated-campaign.ts';
import { total, type RuleAtWork, type RuleView } from './rule-view.ts';

/** The year in which a plan is carried out. */
export function remediationRules({ of, refusals, eventExample, refusalExample }: RuleView): RuleAtWork[] {
  const verdicts = of('VerificationRecorded');
  const accepted = verdicts.filter(({ data }) => data.verdict === 'ACCEPTED');
  const closed = of('FindingClosed');
  const asked = of('ActionExtensionRequested');
  const granted = of('ActionExtensionGranted');
  const denied = of('ActionExtensionDenied');
  const handed = of('ItemsTransferred');
  const taken = of('ItemsInherited');
  const voided = of('PlanApprovalVoided');
  return [
    {
      rule: 'R-05',
      says: 'nobody verifies their own',
      counts: { verdicts: verdicts.length, 'own verdict refused': refusals('R-05').length },
      example: refusalExample('R-05'),
      violations: verdicts.filter(({ actor, data }) => actor.unitId === data.unitId).length,
    },
    {
      rule: 'R-06',
      says: 'closing takes an accepted verdict on evidence; PARTIAL never closes',
      counts: {
        accepted: accepted.length,
        partial: verdicts.filter(({ data }) => data.verdict === 'PARTIAL').length,
        rejected: verdicts.filter(({ data }) => data.verdict === 'REJECTED').length,
        'findings closed': closed.length,
        'without evidence refused': refusals('R-06').length,
      },
      example: eventExample(verdicts.find(({ data }) => data.verdict === 'PARTIAL') ?? accepted[0]),
      violations:
        accepted.filter(({ data }) => data.evidence.length === 0).length +
        closed.filter(({ data }) => data.as === 'VERIFIED_CLOSED' && data.evidence.length === 0).length,
    },
    {
      rule: 'R-08',
      says: 'an extension is asked for before the day, decided above the unit; the first day stays on record',
      counts: {
        asked: asked.length,
        granted: granted.length,
        'days granted': total(granted, ({ data }) => data.days),
        denied: denied.length,
        'too late refused': refusals('R-08').length,
      },
      example: eventExample(granted[0]) ?? refusalExample('R-08'),
      violations: asked.filter(({ at, data }) => dayOf(at, ZONE) > data.from && !data.isRetroactive).length,
    },
    {
      rule: 'R-12',
      says: 'what a unit leaves open goes to exactly one successor, with its history',
      counts: {
        successions: of('UnitSucceeded').length,
        'actions handed over': total(handed, ({ data }) => data.actions.length),
        'actions taken over': total(taken, ({ data }) => data.actionIds.length),
        'findings handed over': of('FindingTransferred').length,
      },
      example: eventExample(taken[0] ?? handed[0]),
      violations: Math.abs(
        total(handed, ({ data }) => data.actions.length) - total(taken, ({ data }) => data.actionIds.length),
      ),
    },
    {
      rule: 'R-20',
      says: 'a change after the approval voids it',
      counts: { amended: of('PlanAmended').length, voided: voided.length },
      example: eventExample(voided[0]),
      violations: of('PlanAmended').length - voided.length,
    },
  ];
}
