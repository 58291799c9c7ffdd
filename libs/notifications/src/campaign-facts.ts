import type { Day } from '@dondoc/domain/calendar/day.ts';
import type { Phase } from '@dondoc/domain/deadline/deadline.ts';

/** What a notice may say of its campaign. */
export type CampaignFacts = {
  title: string;
  directive: { number: string; abstract: string | null } | null;
  deadlines: Readonly<Partial<Record<Phase, Day>>>;
};
