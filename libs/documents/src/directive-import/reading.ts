import type { FieldName, ImportWarning } from './directive-import.ts';

/** One field as read: its value, how sure, from which lines (of the input, from 1), and what a person should look at. */
export type Reading<Value> = {
  value: Value;
  confidence: number;
  lines: readonly number[];
  warnings: readonly ImportWarning[];
};

export const warn = (code: string, path: FieldName, message: string): ImportWarning => ({
  code,
  path,
  message,
});
