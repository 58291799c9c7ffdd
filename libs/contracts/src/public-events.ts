// What other systems are told, as a product: once released, a type's data changes only by optional additions; anything else
// is a new type (`.v2`). Each schema is also the list of what may leave: whatever it does not name stays in the log.
import { z } from 'zod';
import { ASSIGNMENT_EVENTS } from './public-events/assignment.ts';
import { CAMPAIGN_EVENTS } from './public-events/campaign.ts';
import { DIRECTORY_EVENTS } from './public-events/directory.ts';
import { FINDING_EVENTS } from './public-events/finding.ts';
import { MONITORING_EVENTS } from './public-events/monitoring.ts';
import { RATING_EVENTS } from './public-events/rating.ts';
import { Instant } from './text.ts';

/** Stands where the engine keeps something for itself, so that the versions of a stream have no hole. */
export const INTERNAL_TYPE = 'vn.dondoc.internal.v1';

/** Data of each CloudEvents `type`. */
export const PublicEvents = {
  [INTERNAL_TYPE]: z.object({}),
  ...DIRECTORY_EVENTS,
  ...CAMPAIGN_EVENTS,
  ...ASSIGNMENT_EVENTS,
  ...MONITORING_EVENTS,
  ...FINDING_EVENTS,
  ...RATING_EVENTS,
} as const;

export type PublicType = keyof typeof PublicEvents;

/**
 * CloudEvents 1.0 attributes as Kafka headers (binary mode): every value is text. `streamversion` counts the events of a
 * stream from 1 without a hole: it is what a consumer compares to recognise a duplicate and a gap.
 */
export const PublicHeaders = z
  .object({
    ce_specversion: z.literal('1.0'),
    ce_id: z.uuid().meta({ description: 'The event; the same however often it is published.' }),
    ce_source: z.literal('urn:vn:dondoc:log'),
    ce_type: z.string(),
    ce_subject: z.uuid().meta({ description: 'The stream; also the key of the message.' }),
    ce_time: Instant.meta({ description: 'When it was decided.' }),
    ce_partitionkey: z.uuid(),
    ce_streamversion: z
      .string()
      .regex(/^[1-9]\d*$/)
      .meta({ description: 'Version within the stream: 1, 2, 3 … without a hole.' }),
    ce_position: z
      .string()
      .regex(/^[1-9]\d*$/)
      .meta({ description: 'Position in the whole log.' }),
    ce_correlationid: z.string().meta({ description: 'The campaign or directive it belongs to.' }),
    'content-type': z.literal('application/json'),
  })
  .meta({ id: 'PublicHeaders' });
export type PublicHeaders = z.infer<typeof PublicHeaders>;
