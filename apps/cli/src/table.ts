import { localText } from '@dondoc/domain/calendar/zoned-time.ts';

const ZONE = 'Asia/Ho_Chi_Minh';

/** Rows as aligned columns, without any: a word that says so; widths count characters as people see them, so Vietnamese lines up. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return `${header[0] ?? ''}: none`;
  const width = (text: string) => Array.from(text.normalize('NFC')).length;
  const widths = header.map((title, column) =>
    rows.reduce((widest, row) => Math.max(widest, width(row[column] ?? '')), width(title)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd();
  return [header, ...rows].map(line).join('\n');
}

/** An instant for a column: the minute on a Vietnamese clock; the whole instant is in the JSON. */
export const minuteOf = (instant: string | null): string =>
  instant === null ? '' : localText(instant, ZONE).slice(0, 16).replace('T', ' ');
