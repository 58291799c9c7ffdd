import type { NoticeFacts, NoticeKind, NoticeTexts } from './notice-facts.ts';
import { english } from './texts/english.ts';
import { vietnamese } from './texts/vietnamese.ts';

/** The notice in every language, as it is kept: later wording changes do not change what somebody was told. */
export function noticeTexts<Kind extends NoticeKind>(kind: Kind, facts: NoticeFacts[Kind]): NoticeTexts {
  return { vi: vietnamese[kind](facts), en: english[kind](facts) };
}
