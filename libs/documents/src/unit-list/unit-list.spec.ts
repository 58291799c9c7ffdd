import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readUnitList } from './unit-list.ts';

const HEADING = 'code,name,addressee_category,kind,peer_group,parent';
const list = (...lines: string[]) => [HEADING, ...lines].join('\n');
const faultsOf = (csv: string): unknown => {
  try {
    readUnitList(csv);
  } catch (error) {
    return error instanceof Error && 'details' in error
      ? (error.details as { errors: unknown }).errors
      : error;
  }
  return [];
};

describe('readUnitList', () => {
  it('reads the 86 units of the example in their five categories', () => {
    const units = readUnitList(readFileSync('infra/local/example/units.csv', 'utf8'));
    expect(units).toHaveLength(86);
    expect([...new Set(units.map((unit) => unit.addresseeCategory))]).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect(units[0]).toEqual({
      code: 'VPTU',
      name: 'Văn phòng Tỉnh ủy',
      kind: 'ADVISORY',
      addresseeCategory: 'A',
      peerGroup: 'advisory',
      parentCode: null,
      mail: null,
    });
  });

  it.each([
    ['CRLF', (csv: string) => csv.replaceAll('\n', '\r\n')],
    ['BOM', (csv: string) => `\uFEFF${csv}`],
    ['semicolons', (csv: string) => csv.replaceAll(',', ';')],
    ['decomposed Unicode', (csv: string) => csv.normalize('NFD')],
    ['blank lines', (csv: string) => `\n${csv.replaceAll('\n', '\n\n')}\n\n`],
  ])('reads the same units with %s', (_name, change) => {
    const csv = list(
      'STC,Sở Tài chính,C,DEPARTMENT,department,',
      'QDT,Quỹ đầu tư,D,SERVICE_UNIT,service-unit,STC',
    );
    expect(readUnitList(change(csv))).toEqual(readUnitList(csv));
  });

  it('keeps commas inside quotes and reads the mail column when there is one', () => {
    const csv = `${HEADING},mail\nSKH,"Sở Kế hoạch, Đầu tư",C,department,department,,vanthu@skh.vn`;
    expect(readUnitList(csv)).toEqual([
      expect.objectContaining({ name: 'Sở Kế hoạch, Đầu tư', kind: 'DEPARTMENT', mail: 'vanthu@skh.vn' }),
    ]);
  });

  it('names every fault of the list at once, with its line', () => {
    const csv = list(
      'A1,,A,ADVISORY,g,',
      'a1,Tên,A,ADVISORY,g,',
      'B1,Tên,B,BOARD,g,Z9',
      'C1,Tên,C,OTHER,g,C2',
      'C2,Tên,C,OTHER,g,C1',
    );
    expect(faultsOf(csv)).toEqual([
      expect.objectContaining({ path: '/csv/2/name', line: 2, field: 'name', rule: 'required' }),
      expect.objectContaining({ line: 3, field: 'code', rule: 'unique-code' }),
      expect.objectContaining({ line: 4, field: 'kind', rule: 'known-kind' }),
      expect.objectContaining({ line: 4, field: 'parent', rule: 'known-parent' }),
      expect.objectContaining({ line: 5, field: 'parent', rule: 'no-cycle' }),
      expect.objectContaining({ line: 6, field: 'parent', rule: 'no-cycle' }),
    ]);
  });

  it.each([
    ['an empty file', '', 'not-empty'],
    ['a heading without units', HEADING, 'not-empty'],
    ['a wrong heading', 'ma,ten\nSTC,Sở Tài chính', 'heading'],
    ['an open quote', list('STC,"Sở Tài chính,C,DEPARTMENT,department,'), 'csv'],
    ['a line with too many columns', list('STC,Sở Tài chính,C,DEPARTMENT,department,,x,y'), 'columns'],
    [
      'a bad mail address',
      `${HEADING},mail\nSTC,Sở Tài chính,C,DEPARTMENT,department,,vanthu`,
      'mail-address',
    ],
  ])('refuses %s', (_name, csv, rule) => {
    expect(faultsOf(csv)).toEqual([expect.objectContaining({ rule })]);
  });
});
