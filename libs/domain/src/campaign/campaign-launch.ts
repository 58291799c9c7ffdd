import type { Instant } from '../calendar/day.ts';
import { PHASES, type Deadline, type Phase } from '../deadline/deadline.ts';
import { DomainError } from '../domain-error.ts';
import type { CampaignState, LiveCampaign } from './campaign-state.ts';
import { requireStatus, type DataOf } from './campaign-step.ts';
import type { CampaignEvent } from './campaign.events.ts';

/** Sends the directive out. From here on the list of addressees and the first deadlines are on record for good. */
export function issueCampaign(at: Instant, state: CampaignState): CampaignEvent[] {
  const draft = requireStatus(state, 'DRAFT');
  const { campaignId, roster, deadlines } = draft;
  if (roster.length === 0) {
    throw new DomainError('no-addressees', 'The campaign addresses nobody. Expand its addressees first.', {
      campaignId,
    });
  }
  const missing = PHASES.filter((phase) => deadlines[phase] === undefined);
  if (missing.length > 0) {
    throw new DomainError(
      'deadline-missing',
      `No deadline is stated for ${missing.join(', ')}. Set each with its basis.`,
      { campaignId, phases: missing },
    );
  }
  const past = currentDeadlines(draft).find(({ endsAt }) => endsAt <= at);
  if (past) {
    throw new DomainError(
      'deadline-in-the-past',
      `The deadline of ${past.phase}, ${past.on}, has passed. Set a later one.`,
      {
        campaignId,
        phase: past.phase,
        on: past.on,
      },
    );
  }
  requireInOrder(currentDeadlines(draft), draft);
  return [{ type: 'CampaignIssued', data: { campaignId, unitCount: roster.length } }];
}

/** Every addressee has its assignment: units may work. Nothing when it was opened before. */
export function openReviewing({ assigned }: DataOf<'OpenReviewing'>, state: CampaignState): CampaignEvent[] {
  const { campaignId, status, roster } = requireStatus(state, 'ISSUED', 'REVIEWING', 'RATING', 'MONITORING');
  if (status !== 'ISSUED') return [];
  if (assigned < roster.length) {
    throw new DomainError('assignments-missing', 'Assign every addressed unit before reviewing opens.', {
      campaignId,
      assigned,
      addressed: roster.length,
    });
  }
  return [{ type: 'ReviewingOpened', data: { campaignId, assigned } }];
}

/** Throws 'deadlines-out-of-order' unless ACKNOWLEDGE <= REVIEW <= PLAN <= the cut-off day. */
export function requireInOrder(deadlines: readonly Deadline[], { campaignId, cutOffOn }: LiveCampaign): void {
  const days: { name: Phase | 'CUT_OFF'; on: string }[] = [
    ...PHASES.flatMap((phase) =>
      deadlines.filter((one) => one.phase === phase).map(({ on }) => ({ name: phase, on })),
    ),
    { name: 'CUT_OFF', on: cutOffOn },
  ];
  for (const [index, later] of days.entries()) {
    const earlier = days[index - 1];
    if (earlier === undefined || earlier.on <= later.on) continue;
    throw new DomainError(
      'deadlines-out-of-order',
      `${earlier.name} (${earlier.on}) must not be after ${later.name} (${later.on}).`,
      { campaignId, earlier, later },
    );
  }
}

/** The deadlines in force, in the order of the unit's cycle. */
export function currentDeadlines({ deadlines }: Pick<LiveCampaign, 'deadlines'>): Deadline[] {
  return PHASES.flatMap((phase) => deadlines[phase]?.current ?? []);
}
