import { z } from 'zod';
import { CommandAnswer } from './command.ts';
import type { Frozen } from './frozen.ts';
import { PageQuery, pageOf, sortBy } from './page.ts';
import { Day, text } from './text.ts';

export const FindingSource = z
  .enum([
    'INSPECTION',
    'PARTY_CHECK',
    'PARTY_SUPERVISION',
    'STATE_AUDIT',
    'COUNCIL_SUPERVISION',
    'REVIEW_SELF',
    'SUGGESTION',
    'PETITION',
    'OTHER',
  ])
  .meta({ id: 'FindingSource', description: 'What kind of conclusion states the finding.' });

export const RegisterConclusionRequest = z
  .strictObject({
    source: FindingSource,
    number: text(100),
    issuer: text(300),
    signedOn: Day,
    subject: text(4_000).nullable().default(null),
  })
  .meta({
    id: 'RegisterConclusionRequest',
    example: {
      source: 'INSPECTION',
      number: '12/KL-TTr',
      issuer: 'Thanh tra tỉnh',
      signedOn: '2026-09-15',
      subject: 'Quản lý đầu tư công',
    },
  });
export type RegisterConclusionRequest = z.infer<typeof RegisterConclusionRequest>;
export const RegisterConclusionAnswer = CommandAnswer.extend({ conclusionId: z.uuid() }).meta({
  id: 'RegisterConclusionAnswer',
});

export const ConclusionsQuery = PageQuery.extend({
  source: FindingSource.exactOptional(),
  sort: sortBy('signedOn', 'number', 'issuer', 'source').default('-signedOn'),
});
export type ConclusionsQuery = z.infer<typeof ConclusionsQuery>;

export const ConclusionRow = z
  .object({
    conclusionId: z.uuid(),
    source: FindingSource,
    number: z.string(),
    issuer: z.string(),
    signedOn: Day,
    subject: z.string().nullable().meta({ description: 'Null: not stated, or its key was destroyed.' }),
    version: z.int(),
    lastPosition: z.int(),
  })
  .meta({ id: 'ConclusionRow' });
export type ConclusionRow = Frozen<z.infer<typeof ConclusionRow>>;
export const ConclusionPage = pageOf(ConclusionRow).meta({ id: 'ConclusionPage' });
