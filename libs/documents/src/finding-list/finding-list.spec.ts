import { describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { readFindingList, type ListedRow } from './finding-list.ts';
import { workbook } from './test-workbook.ts';

const HEADING =
  'unit,source,conclusion_number,issuer,signed_on,item,text,severity,amount,due_on,theme,repeats';
const LINE =
  'SNV,INSPECTION,12/KL-TTr,Thanh tra tỉnh,15/09/2026,III.2,Chậm giải ngân.,HIGH,1.250.000.000,2027-06-30,T01,';
const list = (...lines: string[]) => [HEADING, ...lines].join('\n');
const finding = {
  unit: 'SNV',
  conclusion: { source: 'INSPECTION', number: '12/KL-TTr', issuer: 'Thanh tra tỉnh', signedOn: '2026-09-15' },
  item: 'III.2',
  text: 'Chậm giải ngân.',
  severity: 'HIGH',
  position: null,
  amount: '1250000000',
  recommendation: 'OTHER',
  requiredAction: null,
  due: { on: '2027-06-30', basis: '12/KL-TTr' },
  responsible: null,
  theme: 'T01',
  repeats: null,
};
const refusal = (rule: string) =>
  expect.objectContaining({
    code: 'finding-list-invalid',
    details: expect.objectContaining({ errors: [expect.objectContaining({ rule })] }),
  });
const faultsAt = (rows: readonly ListedRow[], index = 0) => {
  const row = rows[index];
  return row && 'faults' in row ? row.faults.map(({ field }) => field) : [];
};

describe('A list of findings', () => {
  it.each([
    ['as it is', (csv: string) => csv],
    ['CRLF and BOM', (csv: string) => `\uFEFF${csv.replaceAll('\n', '\r\n')}`],
    ['semicolons', (csv: string) => csv.replaceAll(',', ';')],
    ['decomposed Unicode', (csv: string) => csv.normalize('NFD')],
  ])('is read from CSV: %s', async (_name, change) => {
    expect(await readFindingList({ csv: change(list(LINE)) })).toEqual([{ line: 2, finding }]);
  });

  it('is read from the first sheet of a workbook, dates and numbers included', async () => {
    const cells = LINE.split(',').map((cell, column) => {
      if (column === 4) return { day: '2026-09-15' };
      return column === 8 ? { number: '1250000000' } : cell;
    });
    const xlsx = workbook([HEADING.split(','), [], cells]);
    expect(await readFindingList({ xlsx })).toEqual([{ line: 3, finding }]);
  });

  it('keeps an amount that no float could hold', async () => {
    const cells = LINE.split(',').map((cell, column) =>
      column === 8 ? { number: '999999999999999' } : cell,
    );
    const [row] = await readFindingList({ xlsx: workbook([HEADING.split(','), cells]) });
    expect(row).toMatchObject({ finding: { amount: '999999999999999' } });
  });

  it('takes Vietnamese headings', async () => {
    const csv = [
      '"Đơn vị";"Nguồn";"Số kết luận";"Cơ quan kết luận";"Ngày ký";"Mục";"Hạn chế, khuyết điểm (nguyên văn)";"Mức độ"',
      'SNV;STATE_AUDIT;7/KTNN;KTNN khu vực III;01/02/2026;1;Quyết toán chậm.;low',
    ].join('\n');
    const [row] = await readFindingList({ csv });
    expect(row).toMatchObject({
      finding: { conclusion: { signedOn: '2026-02-01' }, severity: 'LOW', due: null },
    });
  });

  it('tells every fault of a line, and reads the others', async () => {
    const bad = 'SNV,RUMOUR,12/KL-TTr,,yesterday,III.3,,URGENT,1.5,32/13/2026,,';
    const rows = await readFindingList({ csv: list(bad, LINE, `${LINE},more`) });
    expect(faultsAt(rows).toSorted()).toEqual(
      ['amount', 'due_on', 'issuer', 'severity', 'signed_on', 'source', 'text'].toSorted(),
    );
    expect(rows[0]).toMatchObject({ line: 2, unit: 'SNV', item: 'III.3' });
    expect(rows[1]).toMatchObject({ line: 3, finding: { item: 'III.2' } });
    expect(faultsAt(rows, 2)).toEqual(['line']);
  });

  it.each([
    ['an empty file', '', 'not-empty'],
    ['no finding', HEADING, 'not-empty'],
    ['a missing column', 'unit,source\nSNV,OTHER', 'heading'],
    ['an unknown column', `${HEADING},colour\n${LINE},red`, 'heading'],
    ['a column twice', `${HEADING},unit\n${LINE},SNV`, 'heading'],
    ['an open quote', list('"SNV,INSPECTION'), 'csv'],
  ])('is refused as a whole for %s', async (_name, csv, rule) => {
    await expect(readFindingList({ csv })).rejects.toEqual(refusal(rule));
  });

  it('is refused for a workbook that is none, is cut off, or unpacks to more than it may', async () => {
    const whole = workbook([HEADING.split(','), LINE.split(',')]);
    await expect(readFindingList({ xlsx: strToU8('PK no archive') })).rejects.toEqual(refusal('xlsx'));
    await expect(readFindingList({ xlsx: whole.slice(0, whole.length / 2) })).rejects.toEqual(
      refusal('xlsx'),
    );
    await expect(readFindingList({ xlsx: zipSync({ 'a.txt': strToU8('x') }) })).rejects.toEqual(
      refusal('xlsx'),
    );
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(65 * 1024 * 1024) }, { level: 1 });
    expect(bomb.length).toBeLessThan(750_000);
    await expect(readFindingList({ xlsx: bomb })).rejects.toEqual(refusal('xlsx'));
    await expect(readFindingList({ xlsx: understated(whole) })).rejects.toEqual(refusal('xlsx'));
  });
});

/** Every entry of the archive's directory states that it holds ten bytes (APPNOTE 4.3.12). */
function understated(archive: Uint8Array): Uint8Array {
  const bytes = Buffer.from(archive);
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4))
    bytes.writeUInt32LE(10, at + 24);
  return bytes;
}
