import { connect } from 'node:net';
import type { ReadinessCheck } from '@dondoc/telemetry/readiness.ts';

const WAIT_MS = 1_000;

/** Something listens where Temporal should be. Not required: a command is accepted into the log without it. */
export const temporalCheck =
  (address: string): ReadinessCheck =>
  () =>
    new Promise((resolve) => {
      const about = { name: 'temporal', required: false };
      const [, host = '', port = ''] = /^\[?(.+?)\]?:(\d+)$/.exec(address) ?? [];
      const socket = connect({ host, port: Number(port), timeout: WAIT_MS });
      const answer = (ok: boolean, detail: string) => {
        socket.destroy();
        resolve({ ...about, ok, detail });
      };
      socket.once('connect', () => answer(true, `listens at ${address}`));
      socket.once('timeout', () => answer(false, `does not answer at ${address}`));
      socket.once('error', (error) => answer(false, `cannot be reached at ${address}: ${error.message}`));
    });
