import { z } from 'zod';
import { AccountRole, Login } from './session.ts';
import { text, UnitReference } from './text.ts';

export const CreateAccountRequest = z
  .strictObject({
    login: Login,
    role: AccountRole,
    unit: UnitReference.exactOptional(),
    displayName: text(200).exactOptional(),
  })
  .refine(({ role, unit }) => (role === 'UNIT') === (unit !== undefined), {
    path: ['unit'],
    message: 'must be named for an account of a unit, and for no other',
  })
  .meta({
    id: 'CreateAccountRequest',
    example: { login: 'hu-trabong', role: 'UNIT', unit: 'HU-TRABONG', displayName: 'Huyện ủy Trà Bồng' },
  });
export type CreateAccountRequest = z.infer<typeof CreateAccountRequest>;

export const CreatedAccount = z
  .object({
    login: z.string(),
    role: AccountRole,
    oneTimePassword: z
      .string()
      .meta({ description: 'Shown once, stored nowhere; must be changed at the first sign-in.' }),
  })
  .meta({ id: 'CreatedAccount' });
export type CreatedAccount = z.infer<typeof CreatedAccount>;

export const AccountRow = z
  .object({
    id: z.uuid(),
    login: z.string(),
    displayName: z.string().nullable(),
    role: AccountRole,
    unitId: z.uuid().nullable(),
    unitCode: z.string().nullable(),
    mustChangePassword: z.boolean(),
    disabled: z.boolean(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'AccountRow' });
export type AccountRow = z.infer<typeof AccountRow>;

export const AccountList = z
  .object({ items: z.array(AccountRow), next: z.string().nullable() })
  .meta({ id: 'AccountList' });
