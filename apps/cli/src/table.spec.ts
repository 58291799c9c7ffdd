import { describe, expect, it } from '@jest/globals';
import { refusalOf } from './refusal.ts';
import { table } from './table.ts';

describe('What the command line prints', () => {
  it('is a table whose Vietnamese columns line up', () => {
    expect(
      table(
        ['UNIT', 'NAME'],
        [
          ['SNV', 'Sở Nội vụ'],
          ['HU-TRÀ', 'Trà Bồng'],
        ],
      ),
    ).toBe(['UNIT    NAME', 'SNV     Sở Nội vụ', 'HU-TRÀ  Trà Bồng'].join('\n'));
  });

  it('is a word where there is nothing to list, never a lone heading', () => {
    expect(table(['NOTICE', 'SUBJECT'], [])).toBe('NOTICE: none');
  });

  it('names a fault once, whether or not the sentence of the refusal does', () => {
    const errors = [{ path: '/present', rule: 'R-03', message: 'must not be more than were summoned' }];
    const refused = (detail: string) =>
      refusalOf(422, JSON.stringify({ code: 'meeting-invalid', detail, errors })).message;
    expect(refused('Put right: /present must not be more than were summoned.')).toBe(
      'Put right: /present must not be more than were summoned. [meeting-invalid]',
    );
    expect(refused('The request does not have the agreed form.')).toBe(
      'The request does not have the agreed form. [meeting-invalid]\n  /present must not be more than were summoned',
    );
  });
});
