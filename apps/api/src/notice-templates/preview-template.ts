import type { PreviewTemplateRequest, TemplatePreview } from '@dondoc/contracts/notice-templates.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { EventStore } from '@dondoc/event-store/event-store.ts';
import { mailText } from '@dondoc/notifications/mail/mail-text.ts';
import type {
  Language,
  NoticeFacts,
  NoticeKind,
  NoticeTemplate,
} from '@dondoc/notifications/notice-facts.ts';
import { BUILT_IN } from '@dondoc/notifications/notice-texts.ts';
import { checkTemplate } from '@dondoc/notifications/templates/check-template.ts';
import { KNOWN_NOTICES } from '@dondoc/notifications/templates/known-notices.ts';
import { renderTemplate } from '@dondoc/notifications/templates/render-template.ts';
import type { Views } from '../views.ts';
import { templateState } from './read-template.ts';

type Ports = { store: EventStore; views: Views; publicUrl: string | null };

/** The draft in the request, or the text in force; refused like an edit when it could not be put in force. */
export async function previewTemplate(
  { store, views, publicUrl }: Ports,
  kind: NoticeKind,
  language: Language,
  { subject, body, noticeId, example = 1 }: PreviewTemplateRequest,
): Promise<TemplatePreview> {
  const inForce = async (one: Language): Promise<NoticeTemplate> =>
    (await templateState(store, kind, one)).state.own ?? BUILT_IN[one][kind];
  const isDraft = subject !== undefined || body !== undefined;
  const current = await inForce(language);
  const template = { subject: subject ?? current.subject, body: body ?? current.body };
  if (isDraft) checkTemplate(kind, language, template);

  const { facts, shownWith } =
    noticeId === undefined ? exampleOf(kind, example) : await sentFacts(views, kind, noticeId);
  const notice = renderTemplate(template, facts, language);
  const other: Language = language === 'vi' ? 'en' : 'vi';
  const texts = { [language]: notice, [other]: renderTemplate(await inForce(other), facts, other) };
  const mail = mailText([texts as Record<Language, typeof notice>], publicUrl ?? undefined);
  return { notice, mail, isDraft, shownWith };
}

type Shown = { facts: NoticeFacts[NoticeKind]; shownWith: string };

function exampleOf(kind: NoticeKind, example: number): Shown {
  const { examples } = KNOWN_NOTICES[kind];
  const facts = examples[example - 1];
  if (facts === undefined) {
    throw new DomainError('unknown-notice', `${kind} has ${examples.length} examples, not ${example}.`, {
      path: '/example',
      examples: examples.length,
    });
  }
  return { facts, shownWith: `example ${example} of ${examples.length}` };
}

async function sentFacts(views: Views, kind: NoticeKind, noticeId: string): Promise<Shown> {
  const sent = await views.noticeFacts(noticeId);
  if (sent?.kind !== kind) {
    throw new DomainError('unknown-notice', `There is no notice ${noticeId} of the kind ${kind}.`, {
      path: '/noticeId',
    });
  }
  if (sent.facts === null) {
    throw new DomainError('unknown-notice', 'That notice is older than templates: show it with an example.', {
      path: '/noticeId',
    });
  }
  return { facts: sent.facts as NoticeFacts[NoticeKind], shownWith: noticeId };
}
