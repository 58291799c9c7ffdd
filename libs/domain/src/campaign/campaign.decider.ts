import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { Decider } from '../decider.ts';
import { assertNever } from '../domain-error.ts';
import { adoptCalendar } from './calendar-adoption.ts';
import { addAddressee, amendCampaign, extendDeadline } from './campaign-changes.ts';
import { requireCascade, requireSteering, type ParentFrame } from './cascade.ts';
import { draftCampaign, expandAddressees, setDeadline } from './campaign-draft.ts';
import { cancelCampaign, closeCampaign, completeScoring, openRating } from './campaign-ending.ts';
import { issueCampaign, openReviewing } from './campaign-launch.ts';
import { pauseCampaign, resumeCampaign } from './campaign-pause.ts';
import { evolveCampaign, type CampaignState } from './campaign-state.ts';
import type { CampaignCommand } from './campaign.commands.ts';
import type { CampaignEvent } from './campaign.events.ts';

/** `parent`: for the steps of a cascade. */
export type CampaignContext = { calendar: WorkingCalendar; parent?: ParentFrame | null };

export const campaignDecider: Decider<CampaignCommand, CampaignState, CampaignEvent, CampaignContext> = {
  category: 'campaign',
  initialState: { status: 'NONE' },
  evolve: evolveCampaign,
  decide: (command, state, { calendar, parent }) => {
    requireSteering(command, state);
    requireCascade(command, state, parent);
    switch (command.type) {
      case 'DraftCampaign':
        return draftCampaign(command.data, state);
      case 'SetDeadline':
        return setDeadline(command.data, state, calendar);
      case 'ExpandAddressees':
        return expandAddressees(command.data, state);
      case 'IssueCampaign':
        return issueCampaign(command.at, state);
      case 'OpenReviewing':
        return openReviewing(command.data, state);
      case 'AmendCampaign':
        return amendCampaign(command.data, command.at, state);
      case 'ExtendDeadline':
        return extendDeadline(command.data, command.at, state, calendar);
      case 'AdoptCalendar':
        return adoptCalendar(command.data, command.at, state, calendar);
      case 'AddAddressee':
        return addAddressee(command.data, state);
      case 'PauseCampaign':
        return pauseCampaign(command.data, command.at, state);
      case 'ResumeCampaign':
        return resumeCampaign(command.at, state, calendar);
      case 'OpenRating':
        return openRating(command.at, state);
      case 'CompleteScoring':
        return completeScoring(command.data, state);
      case 'CloseCampaign':
        return closeCampaign(command.data, state);
      case 'CancelCampaign':
        return cancelCampaign(command.data, state);
      default:
        return assertNever(command);
    }
  },
};
