/** An exact rational: points, shares and ratios while they are worked out. The denominator is positive; not reduced. */
export type Exact = { readonly n: bigint; readonly d: bigint };
export type Rounding = 'HALF_UP' | 'FLOOR';

/** A decimal as it stands in a file or an event: "92.40". No sign, no exponent, no leading zeros. */
export const DECIMAL = /^(?:0|[1-9]\d{0,17})(?:\.\d{1,18})?$/;

export const ZERO: Exact = { n: 0n, d: 1n };
export const ONE: Exact = { n: 1n, d: 1n };

/** Reads a decimal string. The text was checked before; anything else is a fault of the program. */
export function exact(text: string): Exact {
  if (!DECIMAL.test(text)) throw new TypeError(`"${text}" is no decimal.`);
  const [whole = '', fraction = ''] = text.split('.');
  return { n: BigInt(whole + fraction), d: 10n ** BigInt(fraction.length) };
}

/** `of` must not be 0: whoever divides asks first, because a missing denominator is an answer of its own. */
export function fraction(count: number, of: number): Exact {
  if (of <= 0) throw new RangeError('A share of nothing.');
  return { n: BigInt(count), d: BigInt(of) };
}

export const whole = (count: number): Exact => ({ n: BigInt(count), d: 1n });
export const plus = (a: Exact, b: Exact): Exact => reduced(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Exact, b: Exact): Exact => reduced(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (a: Exact, b: Exact): Exact => reduced(a.n * b.n, a.d * b.d);
export const over = (a: Exact, b: Exact): Exact => {
  if (b.n <= 0n) throw new RangeError('A division by what is not positive.');
  return reduced(a.n * b.d, a.d * b.n);
};
export const sum = (all: readonly Exact[]): Exact => all.reduce(plus, ZERO);
/** Of at least one. */
export const mean = (all: readonly Exact[]): Exact => over(sum(all), whole(all.length));
export const atLeastZero = (a: Exact): Exact => (a.n < 0n ? ZERO : a);

/** Negative, 0 or positive, as for sorting. */
export function compare(a: Exact, b: Exact): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The number of units of the last decimal: 2 decimals make 22.5 to 2250. For what is not negative. */
export function rounded(value: Exact, decimals: number, rounding: Rounding = 'HALF_UP'): bigint {
  const scaled = value.n * 10n ** BigInt(decimals);
  return rounding === 'FLOOR' ? scaled / value.d : (2n * scaled + value.d) / (2n * value.d);
}

/** Units of the last decimal as text: 2250 with 2 decimals is "22.50". */
export function unitsText(units: bigint, decimals: number): string {
  if (decimals === 0) return String(units);
  const digits = String(units).padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** A share for people: exact with at least two decimals where it ends ("0.68"), else cut off after four ("0.6666"). */
export function shareText(value: Exact): string {
  const decimals = [2, 3, 4].find((count) => (value.n * 10n ** BigInt(count)) % value.d === 0n) ?? 4;
  return unitsText(rounded(value, decimals, 'FLOOR'), decimals);
}

function reduced(n: bigint, d: bigint): Exact {
  // Sums of many shares would otherwise grow without bound.
  if (d < 1_000_000_000_000n) return { n, d };
  let [a, b] = [n < 0n ? -n : n, d];
  while (b > 0n) [a, b] = [b, a % b];
  return a > 1n ? { n: n / a, d: d / a } : { n, d };
}
