import type {
  Language,
  NoticeFacts,
  NoticeKind,
  NoticeTemplate,
  NoticeTemplates,
  NoticeTexts,
} from './notice-facts.ts';
import { renderTemplate } from './templates/render-template.ts';
import { english } from './texts/english.ts';
import { vietnamese } from './texts/vietnamese.ts';

export const BUILT_IN: Readonly<Record<Language, NoticeTemplates>> = { vi: vietnamese, en: english };

/** A template of the office's own, in the place of the built-in one; `version` counts its changes. */
export type OwnTemplate = NoticeTemplate & { version: number };
export type OwnTemplates = (kind: NoticeKind, language: Language) => OwnTemplate | null;

/** Which template each language was made from; null: the one the product ships. */
export type TemplateVersions = Readonly<Record<Language, number | null>>;

/** The notice in every language, as it is kept: later wording changes do not change what somebody was told. */
export function noticeTexts<Kind extends NoticeKind>(
  kind: Kind,
  facts: NoticeFacts[Kind],
  own: OwnTemplates = () => null,
): { texts: NoticeTexts; templates: TemplateVersions } {
  const vi = own(kind, 'vi');
  const en = own(kind, 'en');
  return {
    texts: {
      vi: renderTemplate(vi ?? BUILT_IN.vi[kind], facts, 'vi'),
      en: renderTemplate(en ?? BUILT_IN.en[kind], facts, 'en'),
    },
    templates: { vi: vi?.version ?? null, en: en?.version ?? null },
  };
}
