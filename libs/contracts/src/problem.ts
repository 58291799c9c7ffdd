import { z } from 'zod';

export const ProblemError = z
  .object({
    path: z
      .string()
      .meta({ description: 'RFC 6901 pointer into the body, or the name of a parameter or header.' }),
    rule: z.string().meta({ description: 'The rule that was broken, e.g. `too_small` or `R-02`.' }),
    message: z.string(),
  })
  .meta({ id: 'ProblemError' });

/** RFC 9457. `code` is stable and made for programs, `detail` says what to do and is made for people. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    requestId: z.string(),
    errors: z.array(ProblemError).exactOptional(),
    details: z.record(z.string(), z.unknown()).exactOptional(),
  })
  .meta({
    id: 'Problem',
    description: 'A refusal or a fault (RFC 9457).',
    example: {
      type: '/problems/campaign-already-issued',
      title: 'Conflict',
      status: 409,
      code: 'campaign-already-issued',
      detail: 'The campaign was launched before.',
      requestId: '7b0c7d0c-8d55-4a52-9a57-0d9f5d8c8f11',
    },
  });
export type Problem = z.infer<typeof Problem>;
