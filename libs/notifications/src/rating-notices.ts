import type { RatingEvent } from '@dondoc/domain/rating/process/rating.events.ts';
import { unknownEvent } from '@dondoc/read-models/projection.ts';
import type { CampaignFacts, Notice } from './notice-facts.ts';

/** Who is told of a rating: the unit what was said of it and what it may still do, the administrators what waits for them. */
export function ratingNotices(
  event: RatingEvent,
  campaign: CampaignFacts,
  unitName: (unitId: string) => string,
): Notice[] {
  const { unitId, subjectId } = event.data;
  const to = { unitId };
  const administrators = { administratorsAbout: unitId };
  const rated = { campaign, isPost: subjectId !== unitId };
  switch (event.type) {
    case 'AppraisalRecorded': {
      const { deviation } = event.data;
      return [{ to, kind: event.type, facts: { ...rated, differs: deviation !== null } }];
    }
    case 'RatingApprovalVoided': {
      const facts = { ...rated, unit: unitName(unitId), cause: event.data.cause };
      return [
        { to: administrators, kind: event.type, facts },
        { to, kind: event.type, facts },
      ];
    }
    case 'RatingPublished':
      return [{ to, kind: event.type, facts: { ...rated, official: event.data.level } }];
    case 'RatingSuperseded': {
      const { supersedes, decisionNo, decidedOn } = event.data;
      return [{ to, kind: event.type, facts: { ...rated, supersedes, decisionNo, decidedOn } }];
    }
    case 'PetitionReceived': {
      const { receivedOn, answerBy } = event.data;
      const facts = { ...rated, unit: unitName(unitId), receivedOn, answerBy };
      return [
        { to: administrators, kind: event.type, facts },
        { to, kind: event.type, facts },
      ];
    }
    case 'PetitionOverdue': {
      const facts = { ...rated, unit: unitName(unitId), answerBy: event.data.answerBy };
      return [{ to: administrators, kind: event.type, facts }];
    }
    case 'PetitionAnswered': {
      const { outcome, answerNo, answeredOn } = event.data;
      return [{ to, kind: event.type, facts: { ...rated, outcome, answerNo, answeredOn } }];
    }
    // The authority's own steps on the way; the level is told when it is published.
    case 'SelfRatingRecorded':
    case 'RatingFactsImported':
    case 'ProvisionalLevelComputed':
    case 'RatingCapped':
    case 'RatingDecided':
      return [];
    default:
      throw unknownEvent(event);
  }
}
