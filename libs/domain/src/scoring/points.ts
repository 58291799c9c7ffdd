/** Hundredths as the decimal string that goes on record: 250 is "2.50". No float ever holds a point. */
export function pointsText(hundredths: number): string {
  const digits = String(hundredths).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
