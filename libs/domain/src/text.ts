/** Nothing but white space: never an answer, a reason or a name. */
export function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** Word for word the same, however the keyboard composed the Vietnamese letters. */
export function isSameText(one: string, other: string): boolean {
  return one.normalize('NFC') === other.normalize('NFC');
}

/** Entries that occur more than once, each named once, in order of their second appearance. */
export function repeated(entries: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(entries.filter((entry) => seen.size === seen.add(entry).size))];
}
