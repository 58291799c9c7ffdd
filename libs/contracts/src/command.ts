import { z } from 'zod';
import { Position } from './text.ts';

/** What every accepted command answers. */
export const CommandAnswer = z
  .object({
    streamId: z.uuid(),
    version: z.int().min(0),
    position: Position.nullable().meta({
      description: 'Position of the last event written; null when there was nothing to do.',
    }),
    duplicate: z
      .boolean()
      .meta({ description: 'True: this key was used before, the first answer is repeated.' }),
  })
  .meta({
    id: 'CommandAnswer',
    description: 'The command was accepted; pass `position` as `minPosition` to read it back.',
  });
export type CommandAnswer = z.infer<typeof CommandAnswer>;

/** The body of a command that needs none. A caller that sends nothing at all means the same. */
export const NoBody = z
  .union([z.undefined(), z.strictObject({})])
  .meta({ id: 'NoBody', description: 'Nothing, or an empty object.' });
export type NoBody = z.infer<typeof NoBody>;
