import { z } from 'zod';
import type { Frozen } from './frozen.ts';
import { MinPositionQuery } from './page.ts';
import { documentText, Position, text } from './text.ts';

export const NoticeKindName = text(64).meta({
  description: 'A kind of notice, as the inbox and the ledger name it.',
  example: 'ReminderSent',
});
export const NoticeLanguage = z.enum(['vi', 'en']).meta({ id: 'NoticeLanguage' });

const TemplateText = z.strictObject({
  subject: documentText(1_000).meta({ description: 'One line, with placeholders such as {{campaign}}.' }),
  body: documentText(20_000).meta({ description: 'Plain text; a mail’s HTML is made from it.' }),
});
export const EditTemplateRequest = TemplateText.meta({ id: 'EditTemplateRequest' });
export type EditTemplateRequest = z.infer<typeof EditTemplateRequest>;

export const PreviewTemplateRequest = z
  .strictObject({
    subject: TemplateText.shape.subject.exactOptional(),
    body: TemplateText.shape.body.exactOptional(),
    noticeId: z.uuid().exactOptional().meta({ description: 'A notice of this kind that was sent.' }),
    example: z
      .int()
      .min(1)
      .max(20)
      .exactOptional()
      .meta({ description: 'Which of the examples; default: 1.' }),
  })
  .meta({
    id: 'PreviewTemplateRequest',
    description: 'Shows this text, or the one in force, with a notice that was sent or with an example.',
  });
export type PreviewTemplateRequest = z.infer<typeof PreviewTemplateRequest>;

export const TemplatesQuery = MinPositionQuery.extend({ language: NoticeLanguage.exactOptional() });
export type TemplatesQuery = z.infer<typeof TemplatesQuery>;

const shared = {
  kind: z.string(),
  language: NoticeLanguage,
  version: z.int().min(0).meta({ description: 'How often it was changed or reset.' }),
  isBuiltIn: z.boolean().meta({ description: 'True: the text that the product ships is in force.' }),
  subject: z.string(),
};
export const TemplateRow = z
  .object({
    ...shared,
    example: z.string().meta({ description: 'The subject as the first example of the kind shows it.' }),
  })
  .meta({ id: 'TemplateRow' });
export type TemplateRow = Frozen<z.infer<typeof TemplateRow>>;
export const TemplateList = z
  .object({ items: z.array(TemplateRow), next: z.null(), completeTo: Position })
  .meta({ id: 'TemplateList' });
export type TemplateList = Frozen<z.infer<typeof TemplateList>>;

export const TemplateView = z
  .object({
    ...shared,
    body: z.string(),
    builtIn: z.object({ subject: z.string(), body: z.string() }),
    placeholders: z.array(
      z.object({
        name: z.string(),
        isCondition: z
          .boolean()
          .meta({ description: 'For {{#name}}…{{/name}} and {{^name}}…{{/name}} only.' }),
        mustSay: z.boolean().meta({ description: 'A text that leaves it out is refused.' }),
        example: z.string(),
      }),
    ),
    history: z.array(
      z.object({
        version: z.int(),
        at: z.iso.datetime(),
        by: z.string().meta({ description: 'Account id of who changed it.' }),
        subject: z.string().nullable().meta({ description: 'Null: it was reset to the built-in text.' }),
        body: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'TemplateView' });
export type TemplateView = Frozen<z.infer<typeof TemplateView>>;

export const TemplatePreview = z
  .object({
    notice: z
      .object({ subject: z.string(), body: z.string() })
      .meta({ description: 'As the inbox shows it.' }),
    mail: z
      .object({ subject: z.string(), text: z.string(), html: z.string() })
      .meta({ description: 'The mail it goes out with: both languages, the other one as it is in force.' }),
    isDraft: z.boolean(),
    shownWith: z.string().meta({ description: 'The notice’s id, or "example N of M".' }),
  })
  .meta({ id: 'TemplatePreview' });
export type TemplatePreview = Frozen<z.infer<typeof TemplatePreview>>;
