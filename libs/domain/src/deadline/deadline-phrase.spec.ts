import { describe, expect, it } from '@jest/globals';
import { findDeadlinePhrases, parseDeadlinePhrase } from './deadline-phrase.ts';
import { VN_2026_11 as calendar } from '../calendar/vn-calendar.ts';

const before = { kind: 'DATE', relation: 'BEFORE', day: '2026-12-15', yearAssumed: false };
const by = { ...before, relation: 'BY' };
const span = { kind: 'SPAN', relation: 'WITHIN', count: 15, unit: 'DAY', start: null };
const working = { ...span, count: 7, unit: 'WORKING_DAY' };

describe('a deadline phrase', () => {
  it.each<[string, object]>([
    ['trước ngày 15/12/2026', before],
    ['Trước ngày 15-12-2026', before],
    ['trước ngày 15.12.2026', before],
    ['trước ngày 15 tháng 12 năm 2026', before],
    ['TRƯỚC NGÀY 15 THÁNG 12 NĂM 2026', before],
    ['trước ngày 15/12 năm 2026', before],
    ['  trước   ngày\n15 / 12 / 2026 . ', before],
    ['trước ngày 15/12/2026'.normalize('NFD'), before],
    ['trước 15/12/2026', before],
    ['chậm nhất trước ngày 15/12/2026', before],
    ['trước thứ Ba, ngày 15/12/2026', before],
    ['chậm nhất ngày 15/12/2026', by],
    ['chậm nhất là ngày 15/12/2026', by],
    ['Chậm nhất là đến hết ngày 15/12/2026', by],
    ['muộn nhất là ngày 15 tháng 12 năm 2026', by],
    ['đến hết ngày 15/12/2026', by],
    ['hết ngày 15/12/2026', by],
    ['không muộn hơn ngày 15/12/2026', by],
    ['hạn cuối là ngày 15/12/2026', by],
    ['trong ngày 15/12/2026', { ...before, relation: 'ON' }],
    ['trước 17 giờ ngày 15/12/2026', { ...before, time: '17:00' }],
    ['trước 17 giờ 30 phút, ngày 15/12/2026', { ...before, time: '17:30' }],
    ['trước 17h00 ngày 15/12/2026', { ...before, time: '17:00' }],
    ['chậm nhất là 8:30 ngày 15/12/2026', { ...by, time: '08:30' }],
    ['trước 0 giờ ngày 15/12/2026', before],
    ['chậm nhất 24 giờ ngày 15/12/2026', by],
    ['trong 15 ngày', span],
    ['trong vòng 15 ngày', span],
    ['Trong thời hạn 15 ngày, kể từ ngày nhận', span],
    ['trong 15 (mười lăm) ngày kể từ ngày nhận được Công văn số 1889-CV/TU này', span],
    ['15 ngày kể từ ngày ký', span],
    ['không quá 15 ngày', span],
    ['trong 15 ngày kể từ ngày 01/12/2026', { ...span, start: '2026-12-01' }],
    ['15 ngày tính từ ngày 01 tháng 12 năm 2026', { ...span, start: '2026-12-01' }],
    ['07 ngày làm việc', working],
    ['7 ngày làm việc', working],
    ['trong 07 ngày làm việc', working],
    ['trong 07 ngày làm việc'.normalize('NFD'), working],
    ['07 ngày làm việc kể từ ngày nhận', working],
    ['07 ngày làm việc kể từ khi nhận được văn bản', working],
    ['chậm nhất 07 ngày làm việc kể từ ngày kết thúc hội nghị', working],
    ['07 ngày làm việc kể từ ngày 01-12-2026', { ...working, start: '2026-12-01' }],
    ['05 ngày làm việc đầu quý', { kind: 'QUARTER_SPAN', relation: 'WITHIN', count: 5, unit: 'WORKING_DAY' }],
    ['trong 05 ngày làm việc đầu tiên của quý', { kind: 'QUARTER_SPAN', count: 5 }],
    ['trước ngày 05 tháng đầu quý', { kind: 'QUARTER_DAY', relation: 'BEFORE', dayOfMonth: 5 }],
    ['chậm nhất ngày 10 của tháng đầu mỗi quí', { kind: 'QUARTER_DAY', relation: 'BY', dayOfMonth: 10 }],
  ])('%j is read', (text, expected) => {
    expect(parseDeadlinePhrase(text)).toMatchObject(expected);
  });

  it('takes a year it leaves out from the options, and says so', () => {
    const expected = { ...before, yearAssumed: true };
    expect(parseDeadlinePhrase('trước ngày 15/12', { year: 2026 })).toMatchObject(expected);
    expect(parseDeadlinePhrase('trước ngày 15 tháng 12', { year: 2026 })).toMatchObject(expected);
    expect(() => parseDeadlinePhrase('trước ngày 15/12')).toThrow(
      expect.objectContaining({ code: 'year-missing' }),
    );
  });

  it.each([
    '',
    'sớm nhất có thể',
    'ngày 15/12/2026',
    '15 ngày',
    'trước ngày 15/12/26',
    'trước ngày 15',
    'trước ngày 15/12/2026 và sau đó',
    'không trước ngày',
    'trong abc ngày',
    '05 ngày làm việc đầu quý IV',
    '-7 ngày làm việc',
    '1.5 ngày làm việc',
  ])('%j is none', (text) => {
    expect(parseDeadlinePhrase(text, { year: 2026 })).toBeNull();
  });

  it.each([
    ['trước ngày 31/02/2026', 'invalid-day'],
    ['chậm nhất ngày 15/13/2026', 'invalid-day'],
    ['trước ngày 29 tháng 02 năm 2027', 'invalid-day'],
    ['00 ngày làm việc', 'invalid-count'],
    ['trong 0 ngày', 'invalid-count'],
    ['trước 25 giờ ngày 15/12/2026', 'invalid-time'],
    ['trước 17 giờ 75 ngày 15/12/2026', 'invalid-time'],
  ])('%j is refused: %s', (text, code) => {
    expect(() => parseDeadlinePhrase(text)).toThrow(expect.objectContaining({ name: 'DomainError', code }));
  });
});

describe('phrases in a running text', () => {
  const text = [
    'Các đơn vị gửi báo cáo trước ngày 15/12/2026 (qua Ban Tổ chức);',
    'xây dựng kế hoạch trong 07 ngày làm việc kể từ ngày nhận được kết luận, chậm nhất là 17 giờ ngày 31 tháng 12.',
    'Công văn ngày 15/11/2026 đã giao 15 ngày để chuẩn bị, hoàn thành hết 5/7 nhiệm vụ.',
    'Báo cáo trước ngày 05 tháng đầu quý; nộp trong 10 ngày kể từ ngày 01/12/2026; họp trước ngày 31/02/2026.',
  ].join('\n');

  it('are found in order, with their words, place and last good day', () => {
    const found = findDeadlinePhrases(text, { year: 2026, calendar });
    expect(found).toEqual([
      { phrase: 'trước ngày 15/12/2026', index: expect.any(Number), relation: 'BEFORE', on: '2026-12-14' },
      {
        phrase: 'trong 07 ngày làm việc kể từ ngày nhận được kết luận',
        index: expect.any(Number),
        relation: 'WITHIN',
        on: null,
        count: 7,
        unit: 'WORKING_DAY',
      },
      {
        phrase: 'chậm nhất là 17 giờ ngày 31 tháng 12',
        index: expect.any(Number),
        relation: 'BY',
        on: '2026-12-31',
        time: '17:00',
        yearAssumed: true,
      },
      { phrase: 'trước ngày 05 tháng đầu quý', index: expect.any(Number), relation: 'BEFORE', on: null },
      {
        phrase: 'trong 10 ngày kể từ ngày 01/12/2026',
        index: expect.any(Number),
        relation: 'WITHIN',
        on: '2026-12-11',
        count: 10,
        unit: 'DAY',
      },
      { phrase: 'trước ngày 31/02/2026', index: expect.any(Number), relation: 'BEFORE', on: null },
    ]);
    for (const { phrase, index } of found) expect(text.slice(index, index + phrase.length)).toBe(phrase);
  });

  it('are the same in decomposed Unicode, and across a line break', () => {
    expect(findDeadlinePhrases(text.normalize('NFD'), { year: 2026, calendar })).toEqual(
      findDeadlinePhrases(text, { year: 2026, calendar }),
    );
    expect(findDeadlinePhrases('gửi trước\nngày 15 tháng 12\nnăm 2026.')).toMatchObject([
      { on: '2026-12-14' },
    ]);
  });

  it('keep a date without a year undated when nobody knows the year', () => {
    expect(findDeadlinePhrases('gửi về trước ngày 15/12.')).toEqual([
      { phrase: 'trước ngày 15/12', index: 7, relation: 'BEFORE', on: null },
    ]);
  });

  it.each([
    'trong 15 trước 12 ngày chậm nhất là '.repeat(20_000),
    `trước 17 giờ${' '.repeat(200_000)}ngày`,
    `trong 15 ngày${' '.repeat(200_000)}kể`,
    `trước ngày 15${' '.repeat(200_000)}tháng`,
    '1'.repeat(200_000),
  ])('are looked for in linear time', (long: string) => {
    const before = process.cpuUsage();
    expect(findDeadlinePhrases(long).length).toBeLessThan(2);
    expect(parseDeadlinePhrase(long)).toBeNull();
    // A quadratic search takes minutes here, a linear one a few hundredths of a second; the processor's own time, which no
    // other process can use up.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(3000);
  });
});
