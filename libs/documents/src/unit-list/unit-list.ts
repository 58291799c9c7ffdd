import { DomainError } from '@dondoc/domain/domain-error.ts';
import type { UnitKind, UnitProfile } from '@dondoc/domain/unit/unit.events.ts';
import { UNIT_KINDS } from '@dondoc/domain/unit/unit.events.ts';
import type { ListFault, UnitRow } from './unit-rows.ts';
import { readRows } from './unit-rows.ts';

const MAX_LENGTH: Readonly<Record<string, number>> = {
  code: 64,
  name: 300,
  addressee_category: 64,
  peer_group: 64,
  mail: 254,
};
const REQUIRED = ['code', 'name', 'addressee_category', 'kind', 'peer_group'] as const;
const isKind = (text: string): text is UnitKind => UNIT_KINDS.some((kind) => kind === text);

/**
 * Reads the list of units: a CSV file (comma or semicolon, UTF-8, with or without BOM) with the heading
 * code,name,addressee_category,kind,peer_group,parent[,mail]. Text is normalised to NFC.
 * @throws DomainError 'unit-list-invalid': `details.errors` names every fault as { path, line, field, rule, message }.
 */
export function readUnitList(csv: string): UnitProfile[] {
  const { rows, faults } = readRows(csv);
  const all = [...faults, ...rows.flatMap(fieldFaults), ...doubled(rows), ...parentFaults(rows)];
  if (all.length > 0) throw invalid(all.sort((a, b) => a.line - b.line));
  return rows.map(({ values }) => ({
    code: values.code,
    name: values.name,
    kind: isKind(values.kind) ? values.kind : 'OTHER',
    addresseeCategory: values.addressee_category,
    peerGroup: values.peer_group,
    parentCode: values.parent === '' ? null : values.parent,
    mail: values.mail === '' ? null : values.mail,
  }));
}

function fieldFaults({ line, values }: UnitRow): ListFault[] {
  const missing = REQUIRED.filter((field) => values[field] === '').map((field) => ({
    line,
    field,
    rule: 'required',
    message: 'is empty',
  }));
  const long = Object.entries(MAX_LENGTH).flatMap(([field, max]) =>
    values[field as keyof UnitRow['values']].length > max
      ? [{ line, field, rule: 'max-length', message: `has more than ${max} characters` }]
      : [],
  );
  const kind =
    values.kind === '' || isKind(values.kind)
      ? []
      : [
          {
            line,
            field: 'kind',
            rule: 'known-kind',
            message: `"${values.kind}" is none of ${UNIT_KINDS.join(', ')}`,
          },
        ];
  const mail =
    values.mail === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(values.mail)
      ? []
      : [{ line, field: 'mail', rule: 'mail-address', message: `"${values.mail}" is no mail address` }];
  return [...missing, ...long, ...kind, ...mail];
}

function doubled(rows: readonly UnitRow[]): ListFault[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ line, values: { code } }) => {
    const key = code.toLowerCase();
    const before = first.get(key);
    if (before === undefined) first.set(key, line);
    return before === undefined || code === ''
      ? []
      : [{ line, field: 'code', rule: 'unique-code', message: `"${code}" is already on line ${before}` }];
  });
}

function parentFaults(rows: readonly UnitRow[]): ListFault[] {
  const parents = new Map(rows.map(({ values }) => [values.code, values.parent]));
  return rows.flatMap(({ line, values: { code, parent } }) => {
    if (parent === '') return [];
    if (!parents.has(parent))
      return [
        { line, field: 'parent', rule: 'known-parent', message: `"${parent}" is no code of this list` },
      ];
    return isOwnAncestor(code, parents)
      ? [{ line, field: 'parent', rule: 'no-cycle', message: `"${code}" is its own superior` }]
      : [];
  });
}

function isOwnAncestor(code: string, parents: ReadonlyMap<string, string>): boolean {
  const seen = new Set<string>();
  for (let at = parents.get(code) ?? ''; at !== '' && !seen.has(at); at = parents.get(at) ?? '') {
    if (at === code) return true;
    seen.add(at);
  }
  return false;
}

function invalid(faults: readonly ListFault[]): DomainError {
  const shown = faults.slice(0, 5).map(({ line, field, message }) => `line ${line}, ${field}: ${message}`);
  const more = faults.length > shown.length ? `; and ${faults.length - shown.length} more` : '';
  const errors = faults.map((fault) => ({ path: `/csv/${fault.line}/${fault.field}`, ...fault }));
  return new DomainError(
    'unit-list-invalid',
    `The list of units was not read. Put right: ${shown.join('; ')}${more}.`,
    {
      rule: 'unit-list',
      errors,
    },
  );
}
