import { z } from 'zod';
import type { Frozen } from './frozen.ts';

export const Liveness = z.object({ status: z.literal('live') }).meta({ id: 'Liveness' });

export const Readiness = z
  .object({
    status: z.enum(['ready', 'not-ready']),
    checks: z.array(
      z.object({
        name: z.string(),
        ok: z.boolean(),
        required: z.boolean().meta({ description: 'False: reported, but commands are accepted without it.' }),
        detail: z.string(),
      }),
    ),
  })
  .meta({ id: 'Readiness' });
export type Readiness = Frozen<z.infer<typeof Readiness>>;
