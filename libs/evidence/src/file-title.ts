const MAX = 200;

/**
 * A sender's file name as a title: the last part of whatever path it pretends to be, NFC, without control characters and the
 * marks that turn text around (`gpj.exe` for `exe.jpg`). It names the file to people and is never part of a path.
 */
export function fileTitle(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replaceAll(/[\p{Cc}\p{Cs}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const title = /^\.*$/.test(clean) ? 'tài liệu' : clean;
  return Array.from(title).slice(0, MAX).join('');
}
