import type { TemplatePreview, TemplateRow, TemplateView } from '@dondoc/contracts/notice-templates.ts';
import { Option, type Command } from 'commander';
import { CliError } from '../cli-error.ts';
import type { CliContext } from '../context.ts';
import { readTextFile } from '../input-files.ts';
import { JSON_OPTION, wholeNumber, type Json } from '../options.ts';
import { segment, sendStep } from '../steps.ts';
import { minuteOf, table } from '../table.ts';

type Of = { language: string } & Json;
type Preview = { notice?: string; example?: number; html?: true } & Of;

const pathOf = (kind: string, language: string) =>
  `/v1/notice-templates/${segment(kind)}/${segment(language)}`;
const languageOption = () =>
  new Option('--language <code>', 'default: vi').choices(['vi', 'en']).default('vi');
const FILE = 'its first line is the subject, then an empty line, then the text; - : standard input';

/** `template`: how the office words its notices. */
export function registerNoticeTemplateCommands(program: Command, context: CliContext): void {
  const { api, output } = context;
  const template = program
    .command('template')
    .description('how notices and mails are worded, by kind and language');
  template
    .command('list')
    .description('every kind of notice, and whether the office has a text of its own')
    .addOption(languageOption())
    .option(...JSON_OPTION)
    .action(async ({ language, json }: Of) => {
      const list = await api().list<TemplateRow>('/v1/notice-templates', { language, limit: undefined });
      if (json) return output.json(list);
      const rows = list.items.map(({ kind, isBuiltIn, version, example }) => [
        kind,
        isBuiltIn ? 'built-in' : `own, version ${version}`,
        example,
      ]);
      output.line(table(['KIND', 'TEXT', 'SUBJECT, WITH AN EXAMPLE'], rows));
    });
  template
    .command('show')
    .description('the text in force, what it may and must name, and who changed it when')
    .argument('<kind>')
    .addOption(languageOption())
    .option('--text', 'only the text, as `template edit` takes it')
    .option(...JSON_OPTION)
    .action(async (kind: string, { language, text, json }: Of & { text?: true }) => {
      const view = await api().get<TemplateView>(pathOf(kind, language));
      if (json) return output.json(view);
      output.line(`${view.subject}\n\n${view.body}`);
      if (!text) output.line(`\n${about(view)}`);
    });
  template
    .command('edit')
    .description('put a text of the office’s own in force, for the notices that come after it')
    .argument('<kind>')
    .argument('<file>', FILE)
    .addOption(languageOption())
    .option(...JSON_OPTION)
    .action(async (kind: string, file: string, { language, json }: Of) => {
      const body = await readTemplateFile(file);
      await sendStep(context, { path: pathOf(kind, language), body, done: 'in force', json });
    });
  template
    .command('reset')
    .description('put the built-in text in force again')
    .argument('<kind>')
    .addOption(languageOption())
    .option(...JSON_OPTION)
    .action(async (kind: string, { language, json }: Of) => {
      await sendStep(context, { path: `${pathOf(kind, language)}/reset`, done: 'reset', json });
    });
  template
    .command('preview')
    .description('show a text as the mail would; nothing is written, nothing is sent')
    .argument('<kind>')
    .argument('[file]', `a draft: ${FILE}; default: the text in force`)
    .addOption(languageOption())
    .option('--notice <id>', 'with a notice that was sent; default: with an example')
    .option('--example <number>', 'which example; default: 1', wholeNumber)
    .option('--html', 'the HTML of the mail')
    .option(...JSON_OPTION)
    .action(async (kind: string, file: string | undefined, options: Preview) => {
      const { language, notice, example, html, json } = options;
      const preview = await api().post<TemplatePreview>(`${pathOf(kind, language)}/preview`, {
        ...(file === undefined ? {} : await readTemplateFile(file)),
        ...(notice === undefined ? {} : { noticeId: notice }),
        ...(example === undefined ? {} : { example }),
      });
      if (json) return output.json(preview);
      if (html) return output.line(preview.mail.html.trimEnd());
      output.note(`${preview.isDraft ? 'The draft' : 'The text in force'}, with ${preview.shownWith}:`);
      output.line(`${preview.mail.subject}\n\n${preview.mail.text.trimEnd()}`);
    });
}

async function readTemplateFile(file: string): Promise<{ subject: string; body: string }> {
  const [subject = '', empty, ...body] = (await readTextFile(file)).replace(/\r\n?/g, '\n').split('\n');
  if (subject.trim() !== '' && empty?.trim() === '' && body.join('').trim() !== '')
    return { subject, body: body.join('\n').trimEnd() };
  throw new CliError(2, `${file} is no template: ${FILE.split(';')[0]}.`);
}

function about({ isBuiltIn, version, placeholders, history }: TemplateView): string {
  const rows = placeholders.map(({ name, isCondition, mustSay, example }) => [
    isCondition ? `{{#${name}}}…{{/${name}}}` : `{{${name}}}`,
    mustSay ? 'must be said' : '',
    isCondition ? '' : (example.split('\n')[0] ?? ''),
  ]);
  const changes = history.map(({ version: number, at, by, subject }) => [
    String(number),
    minuteOf(at),
    by,
    subject === null ? 'reset to the built-in text' : subject,
  ]);
  return [
    isBuiltIn ? 'The built-in text is in force.' : `The office’s own text is in force, version ${version}.`,
    table(['PLACEHOLDER', '', 'EXAMPLE'], rows),
    ...(changes.length === 0 ? [] : [table(['VERSION', 'AT (+07:00)', 'BY', 'SUBJECT'], changes)]),
  ].join('\n\n');
}
