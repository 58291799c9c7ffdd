import { z } from 'zod';
import type { Frozen } from './frozen.ts';
import { CommandAnswer } from './command.ts';
import { PageQuery, pageOf, sortBy } from './page.ts';
import { Day, documentText, text } from './text.ts';

export const ImportDirectiveRequest = z
  .strictObject({
    text: documentText(400_000).meta({ description: 'The text of the directive, as extracted.' }),
    term: text(20).exactOptional().meta({
      description: 'Committee term or year of the number, when the text does not state it.',
      example: '2020-2025',
    }),
  })
  .meta({ id: 'ImportDirectiveRequest' });
export type ImportDirectiveRequest = z.infer<typeof ImportDirectiveRequest>;

export const DirectiveView = z
  .object({
    directiveId: z.uuid(),
    version: z.int(),
    position: z.int(),
    family: z.enum(['PARTY', 'STATE']).nullable(),
    number: z.object({
      raw: z.string(),
      seq: z.int(),
      type: z.string(),
      issuer: z.string(),
      term: z.string(),
    }),
    abstract: z.string().nullable(),
    issuer: z.array(z.string()),
    place: z.string().nullable(),
    issuedOn: Day,
    addressees: z.array(z.string()),
    requirements: z.array(z.object({ no: z.string(), text: z.string() })),
    deadlines: z.array(
      z.object({
        phrase: z.string(),
        on: Day.nullable(),
        relation: z.enum(['BEFORE', 'BY', 'WITHIN', 'ON']),
        requirement: z.string().nullable(),
      }),
    ),
    distribution: z.array(z.object({ role: z.enum(['ACTION', 'INFO', 'ARCHIVE']), text: z.string() })),
    signature: z
      .object({
        authorityLine: z.string().nullable(),
        position: z.string().nullable(),
        name: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'Sealed: null for units.' }),
    notStated: z
      .array(z.string())
      .meta({ description: 'What the letter does not say; to be added with its basis.' }),
    sourceSha256: z.string(),
  })
  .meta({ id: 'DirectiveView' });
export type DirectiveView = Frozen<z.infer<typeof DirectiveView>>;

export const ImportDirectiveAnswer = CommandAnswer.extend({
  directiveId: z.uuid(),
  import: z.record(z.string(), z.unknown()).meta({
    description:
      'Every field as it was read: value, confidence and source lines, as `dondoc directive import --json` prints it.',
  }),
}).meta({ id: 'ImportDirectiveAnswer' });

export const DirectiveRow = z
  .object({
    directiveId: z.uuid(),
    number: z.string(),
    numberParts: z.object({ seq: z.int(), type: z.string(), issuer: z.string(), term: z.string() }),
    family: z.enum(['PARTY', 'STATE']).nullable(),
    abstract: z.string().nullable(),
    issuer: z.string().nullable(),
    place: z.string().nullable(),
    issuedOn: Day,
    version: z.int(),
    lastPosition: z.int(),
  })
  .meta({ id: 'DirectiveRow' });
export type DirectiveRow = Frozen<z.infer<typeof DirectiveRow>>;

export const DirectivesQuery = PageQuery.extend({
  sort: sortBy('issuedOn', 'number', 'issuer').default('-issuedOn'),
});
export type DirectivesQuery = z.infer<typeof DirectivesQuery>;
export const DirectivePage = pageOf(DirectiveRow).meta({ id: 'DirectivePage' });
