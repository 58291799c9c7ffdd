import { z } from 'zod';
import { FindingSource } from '../conclusions.ts';
import { FindingStatus, RecommendationType, Severity } from '../findings.ts';
import { Day } from '../text.ts';
import { PublicId as Id } from './parts.ts';

const finding = { unitId: Id, findingId: Id };
const no = z.string().meta({ description: 'Its number in the register of the unit, such as 7 or 7.2.' });

/**
 * Conclusions and the findings in them. What was found, whom it names, which post answers and how much money it is about
 * stay with those who may read the finding: they ask the API, by its id.
 */
export const FINDING_EVENTS = {
  'vn.dondoc.conclusion.registered.v1': z.object({
    conclusionId: Id,
    source: FindingSource,
    number: z.string().meta({ description: 'The number of the document, as printed.' }),
    signedOn: Day,
  }),
  'vn.dondoc.finding.registered.v1': z.object({
    ...finding,
    no,
    parentId: Id.nullable().meta({ description: 'The finding it is a part of; null: it is whole.' }),
    registeredOn: Day,
    origin: z.object({ conclusionId: Id, source: FindingSource }),
    severity: Severity,
    recommendation: RecommendationType,
    due: z.object({ on: Day }).nullable(),
    repeatsFindingId: Id.nullable().meta({
      description: 'The earlier finding of this unit that it repeats.',
    }),
  }),
  'vn.dondoc.finding.split.v1': z.object({
    ...finding,
    into: z.array(Id).meta({ description: 'Its parts; each is registered by the events that follow.' }),
  }),
  'vn.dondoc.finding.advanced.v1': z.object({
    ...finding,
    from: FindingStatus,
    to: FindingStatus,
    because: z
      .object({ campaignId: Id, eventId: Id })
      .meta({ description: 'The event (`ce_id`) of the unit’s assignment that moved it.' }),
  }),
  'vn.dondoc.finding.closed.v1': z.object({
    ...finding,
    no,
    as: z.enum(['VERIFIED_CLOSED', 'ACCEPTED_NOT_REMEDIABLE', 'NO_LONGER_APPLICABLE']),
  }),
} as const;
