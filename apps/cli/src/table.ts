/** Rows as aligned columns; widths count characters as people see them, so Vietnamese lines up. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const width = (text: string) => Array.from(text.normalize('NFC')).length;
  const widths = header.map((title, column) =>
    Math.max(width(title), ...rows.map((row) => width(row[column] ?? ''))),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd();
  return [header, ...rows].map(line).join('\n');
}
