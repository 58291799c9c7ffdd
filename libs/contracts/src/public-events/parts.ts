import { z } from 'zod';
import { Phase } from '../terms.ts';
import { Day, Instant } from '../text.ts';

export const PublicId = z.uuid();
export const count = z.int().min(0);
export const nth = z.int().min(1);

export const PublicDeadline = z
  .object({
    phase: Phase,
    on: Day.meta({ description: 'The last good day.' }),
    endsAt: Instant.meta({ description: 'The first instant that is late.' }),
  })
  .meta({ id: 'PublicDeadline' });

export const Timeliness = z
  .object({
    due: PublicDeadline,
    originalOn: Day.meta({ description: 'The day first set; an extension never hides it.' }),
    isLate: z.boolean(),
    lateSeconds: count,
  })
  .meta({ id: 'Timeliness' });

export const ofAssignment = { campaignId: PublicId, unitId: PublicId };
export const contentHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'SHA-256 (64 lower-case hex digits) of the canonical bytes of what was decided.' });

export const PublicCalendar = z
  .object({ code: z.string(), version: z.string() })
  .meta({ id: 'PublicCalendar' });
export const recomputed = {
  phase: Phase,
  from: PublicDeadline,
  to: PublicDeadline,
  because: PublicCalendar.meta({ description: 'The calendar that counts it so.' }),
};
