import type { BenchOptions } from './bench.ts';
import type { Result } from './report.ts';
export const replay = (_: BenchOptions): Promise<Result> => Promise.reject(new Error('not yet'));
