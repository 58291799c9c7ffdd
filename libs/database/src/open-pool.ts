import { Pool, type PoolConfig } from 'pg';

/**
 * A pool whose connections end no process when they die. An idle one is told to `onLost`; one that is taken out has no listener of
 * the pool's, so it gets its own from the start: its next statement fails, and that is told.
 */
export function openPool(config: PoolConfig, onLost: (error: Error) => void): Pool {
  const pool = new Pool(config);
  pool.on('error', onLost);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
