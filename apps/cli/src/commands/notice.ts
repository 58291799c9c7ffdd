import type {
  CalendarFeed,
  LedgerEntry,
  Mail,
  MailShown,
  Notice,
  NoticeRead,
} from '@dondoc/contracts/notices.ts';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import type { CliContext } from '../context.ts';
import { JSON_OPTION, upperCase, type Json } from '../options.ts';
import { segment } from '../steps.ts';
import { minuteOf, table } from '../table.ts';

type Ledger = { campaign?: string; unit?: string; channel?: string; state?: string } & Json;
type Inbox = { unread?: true; language?: string } & Json;

const toWhom = ({ audience, unitName, unitId, deputyId, deputy }: LedgerEntry): string => {
  const addressee = audience === 'UNIT' ? (unitName ?? unitId) : 'administrators';
  return deputyId === null ? addressee : `${deputy ?? deputyId} on behalf of ${addressee}`;
};

export function registerNoticeCommands(program: Command, { api, output }: CliContext): void {
  const inbox = program
    .command('inbox')
    .description('what you were told, the newest first')
    .enablePositionalOptions()
    .option('--unread', 'only what was not read yet')
    .option('--language <code>', 'vi or en; default: vi')
    .option(...JSON_OPTION)
    .action(async ({ unread, language, json }: Inbox) => {
      const notices = await api().list<Notice>('/v1/inbox', { unread: unread && 'true', language });
      if (json) return output.json(notices);
      const rows = notices.items.map((each) => [
        each.id,
        minuteOf(each.createdAt),
        each.readAt === null ? 'new' : '',
        each.subject,
      ]);
      output.line(table(['NOTICE', 'AT (+07:00)', '', 'SUBJECT'], rows));
    });
  inbox
    .command('read')
    .description('show a notice and mark it as read; the first time counts')
    .argument('<notice>')
    .option(...JSON_OPTION)
    .action(async (id: string, { json }: Json) => {
      const read = await api().post<NoticeRead>(`/v1/inbox/${segment(id)}/read`);
      if (json) return output.json(read);
      const notice = (await api().list<Notice>('/v1/inbox')).items.find((each) => each.id === id);
      output.line(notice === undefined ? `read at ${read.readAt}` : `${notice.subject}\n\n${notice.body}`);
    });

  const notice = program.command('notice').description('what was told to whom, and where else to read it');
  notice
    .command('feed')
    .description('make the secret address of your calendar feed; the one before it ends')
    .option(...JSON_OPTION)
    .action(async ({ json }: Json) => {
      const feed = await api().post<CalendarFeed>('/v1/me/calendar-feed');
      if (json) return output.json(feed);
      output.line(
        `Subscribe to this path of the server in your calendar; whoever has it reads your deadlines:`,
      );
      output.line(feed.path);
    });
  notice
    .command('ledger')
    .description('who was told what, when, by which channel, and whether it arrived')
    .option('--campaign <campaign>')
    .option('--unit <unit>', 'code or id')
    .option('--channel <channel>', 'INBOX, MAIL or WEBHOOK', upperCase)
    .option('--state <state>', 'delivered, read, pending, deferred, sent, captured or failed')
    .option(...JSON_OPTION)
    .action(async ({ campaign, unit, channel, state, json }: Ledger) => {
      const query = { campaignId: campaign, unit, channel, state };
      const ledger = await api().list<LedgerEntry>('/v1/notices/ledger', query);
      if (json) return output.json(ledger);
      const rows = ledger.items.map((each) => [
        minuteOf(each.createdAt),
        toWhom(each),
        each.channel,
        each.state,
        minuteOf(each.stateAt),
        each.subject,
        each.templates.vi === null ? '' : `own, version ${each.templates.vi}`,
        [each.address ?? '', each.reason ?? ''].filter((part) => part !== '').join(': '),
      ]);
      output.line(table(['AT (+07:00)', 'TO', 'BY', 'STATE', 'SINCE', 'SUBJECT', 'TEXT', ''], rows));
    });

  const outbox = program
    .command('outbox')
    .enablePositionalOptions()
    .description('mail that went out, and mail that was captured because no mail server is set')
    .option('--state <state>', 'pending, sent, captured or failed')
    .option(...JSON_OPTION)
    .action(async ({ state, json }: { state?: string } & Json) => {
      const mails = await api().list<Mail>('/v1/outbox', { state });
      if (json) return output.json(mails);
      const rows = mails.items.map((each) => [
        each.id,
        minuteOf(each.createdAt),
        each.state,
        each.to,
        each.subject,
        each.lastError ?? '',
      ]);
      output.line(table(['NOTICE', 'AT (+07:00)', 'STATE', 'TO', 'SUBJECT', ''], rows));
    });
  outbox
    .command('read')
    .description('show a mail as it was captured; of one that a mail server has, or that waits, what it says')
    .argument('<notice>')
    .option('--html', 'print the HTML part, to be looked at in a browser')
    .option(...JSON_OPTION)
    .action(async (id: string, { html, json }: { html?: true } & Json) => {
      const mail = await api().get<MailShown>(`/v1/outbox/${segment(id)}`);
      if (json) return output.json(mail);
      if (html && mail.html === null)
        throw new CliError(2, `The mail is ${mail.state}: only a captured one is kept as HTML.`);
      const head = `To: ${mail.to}\nSubject: ${mail.subject}`;
      output.line(html ? (mail.html ?? '') : `${head}\n\n${mail.text ?? mail.body}`);
    });
}
