import { statutoryDays, tetDays, withDaysInLieu } from './vn-statute.ts';
import type { LunarYear } from './vn-statute.ts';
import type { Adoption, WorkingCalendar } from './working-calendar.ts';

const LUNAR_YEARS: readonly LunarYear[] = [
  { year: 2021, tet: '2021-02-12', hungKings: '2021-04-21' },
  { year: 2022, tet: '2022-02-01', hungKings: '2022-04-10' },
  { year: 2023, tet: '2023-01-22', hungKings: '2023-04-29' },
  { year: 2024, tet: '2024-02-10', hungKings: '2024-04-18' },
  { year: 2025, tet: '2025-01-29', hungKings: '2025-04-07' },
  { year: 2026, tet: '2026-02-17', hungKings: '2026-04-26' },
  { year: 2027, tet: '2027-02-06', hungKings: '2027-04-16' },
  { year: 2028, tet: '2028-01-26', hungKings: '2028-04-04' },
  { year: 2029, tet: '2029-02-13', hungKings: '2029-04-23' },
  { year: 2030, tet: '2030-02-02', hungKings: '2030-04-12' },
];

const nationalDay = (on: string) => ({ on, name: 'Quốc khánh' });

/**
 * What the law gives, then the notice of each year in the order in which it became known. A swap of working days is known
 * late: the one of 2 January 2026 on 25 December 2025.
 */
const ADOPTED: readonly Adoption[] = [
  {
    on: '2013-05-01',
    basis: 'Bộ luật Lao động 2012, Điều 115',
    off: statutoryDays({ year: 2020, tet: '2020-01-25', hungKings: '2020-04-02' }),
    worked: [],
  },
  {
    on: '2019-11-20',
    basis: 'Bộ luật Lao động 2019, Điều 111 và Điều 112 (ngày Tết tính theo luật, chờ thông báo hằng năm)',
    off: LUNAR_YEARS.flatMap(statutoryDays),
    worked: [],
  },
  {
    // The notice is of 2020; its day is not confirmed, so it counts as known from the end of that year.
    on: '2020-12-31',
    basis: 'Thông báo 4875/TB-LĐTBXH năm 2020',
    off: [...tetDays('2021-02-10', '2021-02-16'), nationalDay('2021-09-03')],
    worked: [],
  },
  {
    on: '2022-01-11',
    basis: 'Công văn 245/VPCP-KGVX ngày 11/01/2022, Thông báo 119/TB-LĐTBXH',
    off: [...tetDays('2022-01-31', '2022-02-04'), nationalDay('2022-09-01')],
    worked: [],
  },
  {
    on: '2022-12-01',
    basis: 'Ý kiến của Phó Thủ tướng ngày 01/12/2022, Thông báo 5034/TB-LĐTBXH',
    off: [...tetDays('2023-01-20', '2023-01-26'), nationalDay('2023-09-01')],
    worked: [],
  },
  {
    on: '2023-11-22',
    basis: 'Thông báo 5015/TB-LĐTBXH ngày 22/11/2023',
    off: [...tetDays('2024-02-08', '2024-02-14'), nationalDay('2024-09-03')],
    worked: [],
  },
  {
    on: '2024-04-12',
    basis: 'Công văn 2450/VPCP-KGVX ngày 12/4/2024, Thông báo 1570/TB-BLĐTBXH',
    off: [{ on: '2024-04-29', name: 'Nghỉ hoán đổi, làm bù ngày 04/5/2024' }],
    worked: ['2024-05-04'],
  },
  {
    on: '2024-12-03',
    basis: 'Thông báo 6150/TB-BLĐTBXH ngày 03/12/2024',
    off: [
      ...tetDays('2025-01-27', '2025-01-31'),
      { on: '2025-05-02', name: 'Nghỉ hoán đổi, làm bù ngày 26/4/2025' },
      nationalDay('2025-09-01'),
    ],
    worked: ['2025-04-26'],
  },
  {
    on: '2025-10-16',
    basis: 'Thông báo 9441/TB-BNV ngày 16/10/2025',
    off: [
      ...tetDays('2026-02-16', '2026-02-20'),
      { on: '2026-08-31', name: 'Nghỉ hoán đổi, làm bù ngày 22/8/2026' },
      nationalDay('2026-09-01'),
    ],
    worked: ['2026-08-22'],
  },
  {
    on: '2025-12-25',
    basis: 'Công văn 12729/VPCP-KGVX ngày 25/12/2025',
    off: [{ on: '2026-01-02', name: 'Nghỉ hoán đổi, làm bù ngày 10/01/2026' }],
    worked: ['2026-01-10'],
  },
  {
    // Known from the day it came into force. Art. 111.3 makes up the holidays of Art. 112 only, and this is none of them.
    on: '2026-07-01',
    basis: 'Nghị quyết 28/2026/QH16 (Ngày Văn hóa Việt Nam)',
    off: [2026, 2027, 2028, 2029, 2030].map((year) => ({
      on: `${year}-11-24`,
      name: 'Ngày Văn hóa Việt Nam',
    })),
    worked: [],
  },
  {
    // No notice yet. The day next to 2 September is the one chosen in the last year with the same weekday.
    on: '2026-11-23',
    basis:
      'Tính theo Bộ luật Lao động 2019, Điều 112: thông báo chính thức cho năm 2027 và các năm sau chưa công bố',
    off: [
      nationalDay('2027-09-03'),
      ...withDaysInLieu([nationalDay('2028-09-01'), nationalDay('2028-09-02')]),
      ...withDaysInLieu([nationalDay('2029-09-02'), nationalDay('2029-09-03')]),
      nationalDay('2030-09-03'),
    ],
    worked: [],
  },
];

/** The calendar of administrative bodies, as it stood in November 2026. */
export const VN_2026_11: WorkingCalendar = {
  code: 'VN',
  version: '2026-11',
  zone: 'Asia/Ho_Chi_Minh',
  weekend: ['SAT', 'SUN'],
  adopted: ADOPTED,
  covers: { from: '2020-01-01', to: '2030-12-31' },
};
