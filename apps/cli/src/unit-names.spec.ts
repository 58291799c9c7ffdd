import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openOffice, type Office } from './testing/test-office.ts';

const HEADER = 'code,name,addressee_category,kind,peer_group,parent';
const LISTS = [
  ['SNV,Sở Nội vụ,c,DEPARTMENT,sở,', 'Ban-A,Ban A,c,DEPARTMENT,sở,', 'ĐU-TỈNH,Đảng ủy,c,DEPARTMENT,sở,'],
  // A list refuses two codes that differ in case only, but lists come one after the other.
  ['BAN-A,Ban A khác,c,DEPARTMENT,sở,'],
];

describe('A unit on the command line', () => {
  let open: Office;
  beforeAll(async () => {
    open = await openOffice();
    for (const [index, lines] of LISTS.entries()) {
      const file = join(open.office.folder, `units-${index}.csv`);
      writeFileSync(file, [HEADER, ...lines].join('\n'));
      expect(await open.office.run(['unit', 'import', file])).toMatchObject({ code: 0, stderr: '' });
    }
  });
  afterAll(() => open.close());
  const owes = (unit: string) => open.office.run(['unit', 'owes', unit]);

  it.each([
    ['SNV', 'as it is'],
    ['snv', 'in lower case'],
    ['đu-tỉnh', 'in lower case with Vietnamese letters'],
    ['đu-tỉnh'.normalize('NFD'), 'with its marks apart, as some keyboards send them'],
    ['Ban-A', 'as one of two that differ in case only'],
  ])('is found as %s: %s', async (typed) => {
    expect(await owes(typed)).toMatchObject({ code: 0, stderr: '' });
  });

  it('is asked for again where its case decides which one is meant', async () => {
    expect(await owes('ban-a')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('ban-a may be BAN-A or Ban-A: write the code as it is.'),
    });
  });

  it('is refused by the server itself when there is none of any case', async () => {
    expect(await owes('xyz')).toMatchObject({ code: 2, stderr: expect.stringContaining('unit') });
  });
});
