import type { PublishedEventType } from '../public-types.ts';
import { ASSIGNMENT } from './published-events/assignment.ts';
import { CAMPAIGN } from './published-events/campaign.ts';
import { DIRECTORY } from './published-events/directory.ts';
import { FINDING } from './published-events/finding.ts';
import { MONITORING } from './published-events/monitoring.ts';
import { RATING } from './published-events/rating.ts';
import type { Published } from './published-events/parts.ts';

/** One of each event that has a public type of its own: what it looks like inside. */
export const PUBLISHED_EVENTS: Published<PublishedEventType> = {
  ...DIRECTORY,
  ...CAMPAIGN,
  ...ASSIGNMENT,
  ...MONITORING,
  ...FINDING,
  ...RATING,
};

export const PUBLISHED_TYPES = Object.keys(PUBLISHED_EVENTS) as readonly PublishedEventType[];
