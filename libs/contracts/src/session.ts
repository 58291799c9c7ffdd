import { z } from 'zod';
import { text } from './text.ts';

export const AccountRole = z.enum(['ADMINISTRATOR', 'UNIT', 'AUDITOR']).meta({ id: 'AccountRole' });
export type AccountRole = z.infer<typeof AccountRole>;

/** NFC, lower case; letters of any script, digits, dot, dash, underscore. */
export const Login = text(64, 2)
  .toLowerCase()
  .regex(
    /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}._@-]*$/u,
    'must be letters, digits, dot, dash, underscore and @ only',
  )
  .meta({ id: 'Login', example: 'hu-trabong' });

// Never trimmed or normalised away: what was typed is what counts. The upper bound keeps hashing cheap to refuse.
const Password = z.string().min(1).max(200);

export const SignInRequest = z
  .strictObject({ login: Login, password: Password })
  .meta({ id: 'SignInRequest', description: 'Starts a session.' });
export type SignInRequest = z.infer<typeof SignInRequest>;

export const SessionView = z
  .object({
    login: z.string(),
    displayName: z.string().nullable(),
    role: AccountRole,
    unitId: z.uuid().nullable(),
    unitCode: z.string().nullable(),
    expiresAt: z.iso.datetime(),
    mustChangePassword: z.boolean(),
    deputy: z
      .string()
      .exactOptional()
      .meta({ description: 'The login of whoever is there for this account.' }),
  })
  .meta({ id: 'SessionView' });
export type SessionView = z.infer<typeof SessionView>;

export const SignInAnswer = SessionView.extend({
  token: z
    .string()
    .meta({ description: 'Send as `Authorization: Bearer …`; browsers hold it as an HttpOnly cookie.' }),
}).meta({ id: 'SignInAnswer' });
export type SignInAnswer = z.infer<typeof SignInAnswer>;

export const MIN_PASSWORD_LENGTH = 12;

export const ChangePasswordRequest = z
  .strictObject({ current: Password, next: Password.min(MIN_PASSWORD_LENGTH) })
  .refine(({ current, next }) => current !== next, {
    path: ['next'],
    message: 'must differ from the current password',
  })
  .meta({
    id: 'ChangePasswordRequest',
    description: 'Changes one’s own password and ends all other sessions.',
  });
export type ChangePasswordRequest = z.infer<typeof ChangePasswordRequest>;
