import { daysBetween } from '../calendar/day-arithmetic.ts';
import type { Day } from '../calendar/day.ts';
import { isOpen, type Finding } from './findings-state.ts';

/** Days overdue, as auditors bucket them the world over; computed when asked, stored nowhere. */
export const AGE_BUCKETS = ['NOT_DUE', '0-30', '31-90', '91-180', '181-365', '>365'] as const;
export type AgeBucket = (typeof AGE_BUCKETS)[number];

/** Null: closed, split, or without a due day. The due day itself is a good day. */
export function ageBucket(finding: Pick<Finding, 'status' | 'due'>, today: Day): AgeBucket | null {
  if (!isOpen(finding) || finding.due === null) return null;
  const days = daysBetween(finding.due.on, today);
  if (days <= 0) return 'NOT_DUE';
  if (days <= 30) return '0-30';
  if (days <= 90) return '31-90';
  if (days <= 180) return '91-180';
  return days <= 365 ? '181-365' : '>365';
}
