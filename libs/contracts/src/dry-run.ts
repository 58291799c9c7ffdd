import { z } from 'zod';
import type { Frozen } from './frozen.ts';
import { Cadence, Channel, Phase, Recipient } from './terms.ts';
import { Day, Instant } from './text.ts';

export const DryRunQuery = z.strictObject({
  at: Instant.exactOptional().meta({
    description: 'The instant of the launch to try; default: now.',
    example: '2026-03-31T02:00:00Z',
  }),
});
export type DryRunQuery = z.infer<typeof DryRunQuery>;

const when = { at: z.iso.datetime(), on: Day };
const owed = {
  phase: Phase,
  dueOn: Day.meta({ description: 'The last good day it speaks of.' }),
  dueVersion: z.string().meta({ description: 'With the phase and the step it names a notice once (R-11).' }),
};
const told = { to: z.array(Recipient), channels: z.array(Channel) };

const LaunchStep = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('LAUNCH'), ...when }),
    z.object({ kind: z.literal('DEADLINE'), ...when, ...owed }).meta({
      description: '`at`: the first instant that is late.',
    }),
    z.object({ kind: z.literal('REMINDER'), ...when, ...owed, offset: z.int(), ...told }).meta({
      description: '`offset`: working days from the due day, negative before it.',
    }),
    z.object({
      kind: z.literal('ESCALATION'),
      ...when,
      ...owed,
      level: z.enum(['MONITOR', 'URGE', 'CHECK']),
      step: z.int(),
      ...told,
    }),
    z.object({ kind: z.literal('CUT_OFF'), ...when }),
  ])
  .meta({
    id: 'LaunchStep',
    description:
      'What happens at one instant to every unit that still owes the phase; PLAN: to those whose review was accepted.',
  });

const LaunchCheck = z
  .object({
    code: z.enum([
      'LAUNCH_REFUSED',
      'DEADLINE_ON_DAY_OFF',
      'HOLIDAYS_ON_THE_WAY',
      'PLAN_TIME_SHORT',
      'REMINDER_PASSED',
      'RUNG_AFTER_CUT_OFF',
      'UNITS_WITHOUT_MAIL',
      'PEER_GROUP_SMALL',
      'UNITS_IN_OTHER_CAMPAIGN',
    ]),
    weight: z.enum(['STOPS', 'WARNS', 'TELLS']),
    message: z.string(),
    about: z.array(z.string()).meta({ description: 'The days, units or groups concerned.' }),
  })
  .meta({ id: 'LaunchCheck' });

export const DryRunView = z
  .object({
    campaignId: z.uuid().nullable().meta({ description: 'Null: tried without a draft.' }),
    title: z.string(),
    zone: z.string(),
    launchAt: z.iso.datetime(),
    cadence: Cadence,
    units: z
      .array(
        z.object({
          unitId: z.uuid(),
          code: z.string(),
          category: z.string(),
          peerGroup: z.string(),
          hasMail: z.boolean(),
        }),
      )
      .meta({ description: 'Every unit the launch would reach; each has its inbox.' }),
    steps: z.array(LaunchStep).meta({ description: 'By instant; the same for every unit.' }),
    checks: z.array(LaunchCheck).meta({ description: 'What stops the launch first.' }),
  })
  .meta({ id: 'DryRunView' });
export type DryRunView = Frozen<z.infer<typeof DryRunView>>;
