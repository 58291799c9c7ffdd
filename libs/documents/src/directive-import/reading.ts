import type { FieldName, ImportWarning } from './directive-import.ts';

/** One field as read: its value, how sure, from which lines (of the input, from 1), and what a person should look at. */
export type Reading<Value> = {
  value: Value;
  confidence: number;
  lines: readonly number[];
  warnings: readonly ImportWarning[];
};

/** The largest of many numbers; spread arguments would overflow the stack on hostile input. */
export const largest = (numbers: readonly number[], least = 0): number =>
  numbers.reduce((most, next) => Math.max(most, next), least);
/** First and last of a reading's lines, of which there is at least one. */
export const lineSpan = (lines: readonly number[]): [number, number] => [
  lines.reduce((first, next) => Math.min(first, next), Number.POSITIVE_INFINITY),
  largest(lines),
];

export const warn = (code: string, path: FieldName, message: string): ImportWarning => ({
  code,
  path,
  message,
});
