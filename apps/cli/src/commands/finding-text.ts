import type { ImportFindingsAnswer } from '@dondoc/contracts/finding-import.ts';
import type { Finding, FindingRollUp, FindingRow } from '@dondoc/contracts/findings.ts';
import { table } from '../table.ts';

const SHOWN_OF_TEXT = 60;
const DESTROYED = '(its key was destroyed)';

/** As a column: the first line's beginning. */
const beginning = (text: string | null) => {
  const letters = Array.from((text ?? DESTROYED).replace(/\s+/g, ' '));
  return letters.length > SHOWN_OF_TEXT ? `${letters.slice(0, SHOWN_OF_TEXT).join('')}…` : letters.join('');
};
/** `1.250.000.000 đồng`, without passing through a number. */
const dong = (amount: string) => `${amount.replace(/\B(?=(\d{3})+$)/g, '.')} đồng`;

export const findingTable = (findings: readonly FindingRow[]): string =>
  table(
    ['UNIT', 'NO', 'STATUS', 'SEVERITY', 'DUE', 'CONCLUSION', 'THEME', 'FINDING'],
    findings.map((each) => [
      each.unitCode ?? each.unitId,
      each.no,
      each.status,
      each.severity,
      each.dueOn ?? '',
      `${each.conclusionNumber}, ${each.item}`,
      each.theme ?? '',
      beginning(each.text),
    ]),
  );

/** One finding, for people. Lines that say nothing are left out. */
export function findingText(finding: Finding): string {
  const { no, status, severity, origin, text, textSha256, due, age, amount } = finding;
  const said = (label: string, value: string | null) => (value === null ? [] : [`${label}: ${value}`]);
  return [
    `${no}: ${status}, ${severity}, registered ${finding.registeredOn}`,
    `${origin.source} ${origin.number} of ${origin.signedOn}, ${origin.issuer}, item ${origin.item}`,
    text === null ? DESTROYED : `“${text}”`,
    `SHA-256 ${textSha256}`,
    ...said('put to', finding.position),
    ...said('amount', amount === null ? null : dong(amount)),
    `recommendation: ${finding.recommendation}`,
    ...said('required', finding.requiredAction),
    ...said(
      'due',
      due === null ? null : `${due.on} (${due.basis.ref})${isOverdue(age) ? `, overdue ${age} days` : ''}`,
    ),
    ...said('responsible', finding.responsible),
    ...said('theme', finding.theme),
    ...said('repeats', finding.repeats),
    ...(finding.repeatedBy.length === 0 ? [] : [`repeated by: ${finding.repeatedBy.join(', ')}`]),
    ...(finding.parts.length === 0
      ? []
      : [`split into ${finding.parts.map((_, at) => `${no}.${at + 1}`).join(', ')}`]),
  ].join('\n');
}

function isOverdue(age: Finding['age']): boolean {
  return age !== null && age !== 'NOT_DUE';
}

export function rollUpText({ themes, ageing, withoutDue, today }: FindingRollUp): string {
  const rows = themes.map((each) => [
    each.theme ?? '(none)',
    String(each.units),
    String(each.findings),
    String(each.open),
    `${each.high}/${each.medium}/${each.low}`,
    String(each.repeated),
    dong(each.amount),
    each.byUnit.map(({ unit, findings }) => (findings === 1 ? unit : `${unit} ${findings}`)).join(', '),
  ]);
  const ages = Object.entries(ageing).map(([bucket, count]) => `${bucket}: ${count}`);
  return [
    table(['THEME', 'UNITS', 'FINDINGS', 'OPEN', 'HIGH/MED/LOW', 'REPEATED', 'AMOUNT', 'AT'], rows),
    `open on ${today}, by days overdue: ${ages.join(', ')}, without a day: ${withoutDue}`,
  ].join('\n');
}

/** Line by line what became of a list; lines that were known already are only counted. */
export function importText({
  dryRun,
  rows,
  registered,
  known,
  refused,
  total,
}: ImportFindingsAnswer): string {
  const shown = rows.filter(({ outcome }) => outcome !== 'KNOWN');
  const report = shown.flatMap(({ line, outcome, unit, item, no, faults }) =>
    faults.length === 0
      ? [[String(line), outcome, unit ?? '', item ?? '', no ?? '', '']]
      : faults.map(({ field, message }) => [
          String(line),
          outcome,
          unit ?? '',
          item ?? '',
          '',
          `${field} ${message}`,
        ]),
  );
  return [
    ...(report.length === 0 ? [] : [table(['LINE', '', 'UNIT', 'ITEM', 'NO', ''], report)]),
    `${total} ${total === 1 ? 'line' : 'lines'}: ${registered} ${dryRun ? 'would be registered' : 'registered'}, ${known} known before, ${refused} refused`,
    ...(dryRun ? ['dry run: nothing was written'] : []),
  ].join('\n');
}
