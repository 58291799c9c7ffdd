import type { Day } from '../calendar/day.ts';
import type { Basis, Phase } from '../deadline/deadline.ts';

/** What is done to each unit of a batch. */
export type BulkOperation =
  | { kind: 'REMIND' }
  | { kind: 'EXTEND'; phase: Phase; to: Day; basis: Basis }
  | { kind: 'EXEMPT'; basis: Basis }
  | { kind: 'ACCEPT_REVIEW' }
  | { kind: 'APPROVE_PLAN' };
/** One item of the batch. `version`: the submission that was there when it was ordered; null where none is judged. */
export type BulkUnit = { unitId: string; code: string; version: number | null };
/** How the units were chosen, as it was typed; whom it meant that day, the list says. */
export type BulkFilter = {
  status?: string;
  category?: string;
  peerGroup?: string;
  overdue?: boolean;
  units?: readonly string[];
};
/** NOTHING: it was so already. REFUSED: a rule said no, by its code and in its words. */
export type BulkResult = { unitId: string } & (
  | { outcome: 'DONE' | 'NOTHING' }
  | { outcome: 'REFUSED'; code: string; message: string }
);

export type BulkEvent =
  | {
      type: 'BulkOrdered';
      data: {
        batchId: string;
        campaignId: string;
        operation: BulkOperation;
        filter: BulkFilter;
        reason: string;
        total: number;
      };
    }
  /** At most 400 units an event, so that an envelope stays below 64 KiB. */
  | { type: 'BulkUnitsListed'; data: { batchId: string; page: number; units: readonly BulkUnit[] } }
  | { type: 'BulkItemsSettled'; data: { batchId: string; attempt: number; results: readonly BulkResult[] } }
  /** What was refused is tried once more. */
  | { type: 'BulkRetried'; data: { batchId: string; attempt: number } };
