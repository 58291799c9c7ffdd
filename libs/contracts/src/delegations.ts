import { z } from 'zod';
import { CommandAnswer } from './command.ts';
import type { Frozen } from './frozen.ts';
import { AccountRole, Login } from './session.ts';
import { Basis } from './terms.ts';
import { Day, Id, text } from './text.ts';

export const DelegatedAct = z.enum(['UNIT_STEPS', 'DECISIONS', 'STEERING', 'FINDINGS', 'RATING']).meta({
  id: 'DelegatedAct',
  description:
    'UNIT_STEPS: what a unit does about its own assignment. DECISIONS: what the authority decides on one. STEERING: launch, pause, amend, close. FINDINGS: conclusions and findings put on record, split, closed by a verification. RATING: a unit’s own rating and petitions; an administrator’s appraisals, facts, runs, publication. Accounts, delegations, official levels and whatever else the authority decides for itself stay with the person.',
});

export const GrantDelegationRequest = z
  .strictObject({
    principal: Login.exactOptional().meta({ description: 'Who is stood in for; default: whoever asks.' }),
    deputy: Login,
    acts: z.array(DelegatedAct).min(1).max(5).exactOptional().meta({
      description: 'Default: everything that can be delegated for the principal.',
    }),
    campaignId: Id.exactOptional().meta({ description: 'Default: every campaign.' }),
    from: Day,
    until: Day.meta({ description: 'The last day on which it holds.' }),
    absence: z.boolean().default(false).meta({ description: 'The principal is out of office meanwhile.' }),
    basis: Basis.exactOptional().meta({ description: 'The decision; needed for the office of another.' }),
    reason: text(2_000),
  })
  .meta({
    id: 'GrantDelegationRequest',
    example: {
      deputy: 'snv-pho',
      acts: ['UNIT_STEPS'],
      from: '2026-12-01',
      until: '2026-12-11',
      absence: true,
      reason: 'Đi công tác',
    },
  });
export type GrantDelegationRequest = z.infer<typeof GrantDelegationRequest>;

export const DelegationAnswer = CommandAnswer.extend({ delegationId: z.uuid() }).meta({
  id: 'DelegationAnswer',
});

const Party = z
  .object({
    login: z.string().nullable().meta({ description: 'Null: the account is no more.' }),
    role: AccountRole,
    unitId: z.uuid().nullable(),
  })
  .meta({ id: 'DelegationParty' });

export const Delegation = z
  .object({
    delegationId: z.uuid(),
    principal: Party,
    deputy: Party,
    acts: z.array(DelegatedAct),
    campaignId: z.uuid().nullable().meta({ description: 'Null: every campaign.' }),
    from: Day,
    until: Day,
    absence: z.boolean(),
    basis: Basis.nullable(),
    reason: z.string().nullable().meta({ description: 'Null: destroyed with its key.' }),
    state: z.enum(['HOLDS', 'COMES', 'OVER', 'REVOKED']),
  })
  .meta({ id: 'Delegation' });
export type Delegation = Frozen<z.infer<typeof Delegation>>;
export const DelegationList = z
  .object({ items: z.array(Delegation), next: z.null(), completeTo: z.int() })
  .meta({ id: 'DelegationList' });
export type DelegationList = Frozen<z.infer<typeof DelegationList>>;
