import { fold, isUpper } from './fold.ts';

const DIRECTS = [
  'kết luận thanh tra',
  'kết luận kiểm tra',
  'hướng dẫn liên sở',
  'hướng dẫn liên ngành',
  'hướng dẫn liên tịch',
  'kế hoạch liên tịch',
  'kế hoạch liên ngành',
  'nghị quyết liên tịch',
  'chỉ thị',
  'kế hoạch',
  'hướng dẫn',
  'quyết định',
  'quy định',
  'thông báo',
  'kết luận',
  'nghị quyết',
  'công văn',
  'công điện',
  'chương trình hành động',
  'chương trình',
  'nghị định',
  'thông tư liên tịch',
  'thông tư',
  'thông tri',
  'quy chế',
  'đề án',
  'phương án',
];
/** Papers that look official but direct nobody: they go up, or between equals, or are no acts at all. */
const DIRECTS_NOBODY = [
  'báo cáo',
  'tờ trình',
  'biên bản',
  'hợp đồng',
  'hóa đơn',
  'giấy mời',
  'giấy ủy quyền',
  'giấy giới thiệu',
  'giấy chứng nhận',
  'đơn xin',
  'đơn đề nghị',
  'đơn khiếu nại',
  'phiếu',
  'bản kiểm điểm',
  'bản cam kết',
  'sơ yếu lý lịch',
  'thư mời',
  'lý lịch',
];
export type DocumentTitle = { name: string; directs: boolean; rest: string };

const ENTRIES = [
  ...DIRECTS.map((name) => ({ name, directs: true })),
  ...DIRECTS_NOBODY.map((name) => ({ name, directs: false })),
].map((entry) => ({ ...entry, folded: fold(entry.name), compact: fold(entry.name).replaceAll(' ', '') }));

/** Type words that also begin a name ("Kế hoạch và Đầu tư") or a section ("Kế hoạch này") are no title then. */
const NOT_A_TITLE = /^(?:va |nay\b|so\b)/;

/** "KẾ HOẠCH", "CHỈ THỊ về …": a document type set in capitals at the start of a head line, also letter-spaced; null otherwise. */
export function readTitle(line: string): DocumentTitle | null {
  const folded = fold(line);
  const compact = folded.replace(/[^a-z]/g, '');
  const whole = ENTRIES.find((entry) => entry.compact === compact);
  if (whole !== undefined && isUpper(line)) return { name: whole.name, directs: whole.directs, rest: '' };
  const started = ENTRIES.find(
    (entry) => folded.startsWith(`${entry.folded} `) && isUpper(line.slice(0, entry.folded.length)),
  );
  if (started === undefined) return null;
  const rest = line.slice(started.folded.length).trim();
  return NOT_A_TITLE.test(fold(rest)) ? null : { name: started.name, directs: started.directs, rest };
}
