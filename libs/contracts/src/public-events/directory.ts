import { z } from 'zod';
import { Day } from '../text.ts';
import { PublicId as Id } from './parts.ts';

const profile = {
  unitId: Id,
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  addresseeCategory: z.string(),
  peerGroup: z.string(),
  parentCode: z.string().nullable(),
};

/** What other systems are told of directives and of the units they are addressed to. */
export const DIRECTORY_EVENTS = {
  'vn.dondoc.directive.issued.v1': z.object({
    directiveId: Id,
    family: z.enum(['PARTY', 'STATE']).nullable(),
    number: z.object({
      raw: z.string(),
      seq: z.int(),
      type: z.string(),
      issuer: z.string(),
      term: z.string(),
    }),
    issuedOn: Day,
    sourceSha256: z.string(),
  }),

  'vn.dondoc.unit.registered.v1': z.object({ ...profile, validFrom: Day, validTo: Day.nullable() }),
  'vn.dondoc.unit.profile-corrected.v1': z.object(profile),
  'vn.dondoc.unit.dissolved.v1': z.object({ unitId: Id, on: Day }),
} as const;
