import type { ActorRef } from '../actor.ts';
import type { Instant } from '../calendar/day.ts';
import type { Decider } from '../decider.ts';
import { assertNever, DomainError } from '../domain-error.ts';
import { faultsOf, refuseFaults } from '../faults.ts';
import { isBlank } from '../text.ts';

export const NOTICE_LANGUAGES = ['vi', 'en'] as const;
export type NoticeLanguage = (typeof NOTICE_LANGUAGES)[number];

/** One stream for each kind of notice and language: the office's own wording. `version` counts its changes, from 1. */
export type NoticeTemplateEvent =
  | {
      type: 'NoticeTemplateEdited';
      data: TemplateIds & { version: number; subject: string; body: string };
    }
  /** The wording the product ships counts again. */
  | { type: 'NoticeTemplateReset'; data: TemplateIds & { version: number } };

type TemplateIds = { kind: string; language: NoticeLanguage };
type Command<Type extends string, Data> = { type: Type; at: Instant; actor: ActorRef; data: Data };

/** Whether a text names what its kind of notice knows, and all it must say, is checked by whoever knows the kinds. */
export type NoticeTemplateCommand =
  | Command<'EditNoticeTemplate', TemplateIds & { subject: string; body: string }>
  | Command<'ResetNoticeTemplate', TemplateIds>;

/** `own` null: the built-in wording counts. */
export type NoticeTemplateState = { version: number; own: { subject: string; body: string } | null };

const LONGEST_SUBJECT = 300;
const LONGEST_BODY = 10_000;

export const noticeTemplateDecider: Decider<NoticeTemplateCommand, NoticeTemplateState, NoticeTemplateEvent> =
  {
    category: 'notice-template',
    initialState: { version: 0, own: null },
    evolve: (_state, { type, data }) => {
      if (type === 'NoticeTemplateReset') return { version: data.version, own: null };
      const { version, subject, body } = data;
      return { version, own: { subject, body } };
    },
    decide: ({ type, actor, data }, { version, own }) => {
      requireAdministrator(actor);
      const { kind, language } = data;
      const changed = { kind, language, version: version + 1 };
      switch (type) {
        case 'EditNoticeTemplate': {
          const subject = data.subject.normalize('NFC').trim();
          const body = data.body.normalize('NFC').replace(/\r\n?/g, '\n').trim();
          refuseUnsayable(subject, body);
          if (own?.subject === subject && own.body === body) return [];
          return [{ type: 'NoticeTemplateEdited', data: { ...changed, subject, body } }];
        }
        case 'ResetNoticeTemplate':
          return own === null ? [] : [{ type: 'NoticeTemplateReset', data: changed }];
        default:
          return assertNever(type);
      }
    },
  };

function refuseUnsayable(subject: string, body: string): void {
  refuseFaults(
    'template-invalid',
    'notice-template',
    faultsOf([
      ['/subject', !isBlank(subject), 'must not be blank'],
      ['/subject', !/[\p{Cc}\u2028\u2029]/u.test(subject), 'must be one line without control characters'],
      ['/subject', subject.length <= LONGEST_SUBJECT, `must not exceed ${LONGEST_SUBJECT} characters`],
      ['/body', !isBlank(body), 'must not be blank'],
      ['/body', !/[^\P{Cc}\n\t]/u.test(body), 'must not contain control characters'],
      ['/body', body.length <= LONGEST_BODY, `must not exceed ${LONGEST_BODY} characters`],
    ]),
  );
}

function requireAdministrator({ role }: ActorRef): void {
  if (role === 'ADMINISTRATOR') return;
  throw new DomainError('forbidden-role', 'Only an administrator may do this.', { role });
}
