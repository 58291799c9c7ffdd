import { z } from 'zod';
import { Level } from '../rating-terms.ts';
import { Day } from '../text.ts';
import { ofAssignment, PublicId } from './parts.ts';

const rated = {
  ...ofAssignment,
  subjectId: PublicId.meta({ description: 'The unit itself, or a post of it; never a person.' }),
};

/** What everybody may know of a rating: its level once it is published. Points, reasons and decisions stay in the log. */
export const RATING_EVENTS = {
  'vn.dondoc.rating.published.v1': z.object({ ...rated, level: Level, publishedOn: Day }),
  'vn.dondoc.rating.superseded.v1': z.object(rated).meta({
    description:
      'A level published before no longer stands; the one in its place is told when it is published.',
  }),
} as const;
