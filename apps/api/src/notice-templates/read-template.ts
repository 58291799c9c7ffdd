import type { TemplateRow, TemplateView } from '@dondoc/contracts/notice-templates.ts';
import { fold } from '@dondoc/domain/decider.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import {
  noticeTemplateDecider,
  NOTICE_LANGUAGES,
  type NoticeTemplateEvent,
  type NoticeTemplateState,
} from '@dondoc/domain/notice-template/notice-template.decider.ts';
import type { EventStore, RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { noticeTemplateIdOf } from '@dondoc/event-store/stream-ids.ts';
import type { Language, NoticeKind } from '@dondoc/notifications/notice-facts.ts';
import { BUILT_IN } from '@dondoc/notifications/notice-texts.ts';
import { placeholdersIn } from '@dondoc/notifications/templates/check-template.ts';
import { isNoticeKind, KNOWN_NOTICES, NOTICE_KINDS } from '@dondoc/notifications/templates/known-notices.ts';
import { renderTemplate } from '@dondoc/notifications/templates/render-template.ts';
import type { KeptTemplate } from '@dondoc/notifications/templates/kept-templates.query.ts';

export function noticeKindOf(name: string): NoticeKind {
  if (isNoticeKind(name)) return name;
  throw new DomainError(
    'unknown-template',
    `There is no kind of notice ${name}. See GET /v1/notice-templates.`,
    {
      kind: name,
    },
  );
}

/** In the order of kinds; `kept` holds what was ever changed. */
export function listTemplates(kept: readonly KeptTemplate[]): TemplateRow[] {
  const changed = new Map(kept.map((row) => [`${row.kind}/${row.language}`, row]));
  return NOTICE_KINDS.toSorted().flatMap((kind) =>
    NOTICE_LANGUAGES.map((language) => {
      const { version = 0, subject = null } = changed.get(`${kind}/${language}`) ?? {};
      const inForce = subject ?? BUILT_IN[language][kind].subject;
      const text = { subject: inForce, body: '' };
      const example = renderTemplate(text, KNOWN_NOTICES[kind].examples[0], language).subject;
      return { kind, language, version, isBuiltIn: subject === null, subject: inForce, example };
    }),
  );
}

export async function readTemplate(
  store: EventStore,
  kind: NoticeKind,
  language: Language,
): Promise<TemplateView> {
  const { state, events } = await templateState(store, kind, language);
  const builtIn = BUILT_IN[language][kind];
  return {
    kind,
    language,
    version: state.version,
    isBuiltIn: state.own === null,
    ...(state.own ?? builtIn),
    builtIn,
    placeholders: placeholdersIn(kind, language),
    history: events.map(({ type, data, at, actor }) => ({
      version: data.version,
      at,
      by: actor.id,
      subject: type === 'NoticeTemplateEdited' ? data.subject : null,
      body: type === 'NoticeTemplateEdited' ? data.body : null,
    })),
  };
}

export async function templateState(
  store: EventStore,
  kind: NoticeKind,
  language: Language,
): Promise<{ state: NoticeTemplateState; events: readonly RecordedEvent<NoticeTemplateEvent>[] }> {
  const { events } = await store.readStream<NoticeTemplateEvent>(noticeTemplateIdOf(kind, language));
  return { state: fold(noticeTemplateDecider, events), events };
}
