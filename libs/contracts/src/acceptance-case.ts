import { z } from 'zod';

/** A case with the answer it must get: an expert's own, or one of the acceptance cases of this release. */
export const AcceptanceCase = z
  .strictObject({
    id: z.string().min(1).max(100),
    title: z.string().min(1).max(500),
    /** A `rating-case/1`, a `cap-case/1`, or a calendar command with its options; read apart, for its faults are answers too. */
    input: z.unknown(),
    /** What the answer must say; the rest of it is free. `exit` 2: the input must be refused. */
    expect: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AcceptanceCase' });
export type AcceptanceCase = z.infer<typeof AcceptanceCase>;
