/** Workflows and their short activities. */
export const PROCESS_QUEUE = 'process';
/** Sweeps, scoring, broadcasts: work that may be slow must not keep a deadline waiting. */
export const EFFECTS_QUEUE = 'effects';
