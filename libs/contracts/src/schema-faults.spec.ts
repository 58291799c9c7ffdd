import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { PageQuery } from './page.ts';
import { readBySchema } from './schema-faults.ts';
import { Day, Due, Id, Instant, Sha256, text } from './text.ts';

const said = (schema: z.ZodType, value: unknown) =>
  readBySchema(schema, value).faults?.map(({ path, message }) => `${path.join('/')} ${message}`.trim());
const Verdict = z.enum(['ACCEPTED', 'PARTIAL', 'REJECTED']);
const Note = z.strictObject({ kind: z.literal('NOTE'), text: text(5) });
const Mark = z.strictObject({ kind: z.literal('MARK'), points: z.int().min(0) });

describe('What breaks a schema is said in words', () => {
  it.each<[message: string, schema: z.ZodType, value: unknown]>([
    ['must not be blank', text(300), '  '],
    ['must have at least 12 characters', text(300, 12), 'short'],
    ['must have at most 3 characters', text(3), 'four'],
    ['must be text of at most 300 characters', text(300), 7],
    ['must be text', z.string(), null],
    ['must not contain NUL or a broken character', text(300), 'a\0b'],
    ['must be 64 lower-case hex digits', Sha256, 'ABC'],
    ['must be of the form /^\\d$/', z.string().regex(/^\d$/), 'x'],
    ['must be a day of the calendar, YYYY-MM-DD', Day, '2026-02-30'],
    ['must be a day of the calendar, YYYY-MM-DD', Day, 20_260_228],
    ['must be an instant with its offset, such as 2026-03-31T17:00:00Z', Instant, '2026-03-31'],
    ['must be an id, such as 0d7c1a52-4f0e-4c55-9a1c-1889c0de0001', Id, 'HU-TRABONG'],
    ['must be a whole number from 1 to 200', z.int().min(1).max(200), 1.5],
    ['must be a whole number from 1 to 200', z.int().min(1).max(200), 0],
    ['must be a whole number from 1 to 200', z.int().min(1).max(200), 201],
    ['must be a whole number from 1 to 200', z.int().min(1).max(200), '7'],
    ['must be a whole number of at least 0', z.int().min(0), -1],
    ['must be a whole number', z.int(), 2 ** 60],
    ['must be a number of at most 9', z.number().max(9), 10],
    ['must be a multiple of 5', z.number().multipleOf(5), 7],
    ['must be true or false', z.boolean(), 'yes'],
    ['must be ACCEPTED, PARTIAL or REJECTED', Verdict, 'OK'],
    ['must be ACCEPTED, PARTIAL or REJECTED', Verdict.nullable(), 7],
    ['must be a day of the calendar, YYYY-MM-DD, or CONTINUOUS', Due, 'soon'],
    ['must be a day of the calendar, YYYY-MM-DD, or CONTINUOUS', Due, 7],
    ['must be a list', z.array(z.string()), 'one'],
    ['must hold at least 1 entry', z.array(z.string()).min(1), []],
    ['must hold at most 2 entries', z.array(z.string()).max(2), ['a', 'b', 'c']],
    ['must be an object', z.object({}), []],
    ['is missing: text of at most 300 characters', text(300), undefined],
    ['is missing: a whole number of at least 0', z.int().min(0), undefined],
    ['is missing: ACCEPTED, PARTIAL or REJECTED', Verdict, undefined],
    ['is missing: a day of the calendar, YYYY-MM-DD, or CONTINUOUS', Due, undefined],
    ['is missing: a list', z.array(z.string()), undefined],
    ['is not of the agreed form', z.string().refine(() => false), 'x'],
    ['kind must be NOTE or MARK', z.discriminatedUnion('kind', [Note, Mark]), { kind: 'OTHER' }],
    ['points must be a whole number of at least 0', z.union([Note, Mark]), { kind: 'MARK', points: 'x' }],
    ['hurry is no field here; the fields are kind and text', Note, { kind: 'NOTE', text: 'a', hurry: 1 }],
    [
      'x is no name that can stand here: it must have at least 2 characters',
      z.record(text(9, 2), z.int()),
      { x: 1 },
    ],
    ['limit must be a whole number from 1 to 500', PageQuery, { limit: 'many' }],
  ])('%s', (message, schema, value) => {
    expect(said(schema, value)).toEqual([message]);
  });

  it('for every place at once, and a value that holds is read', () => {
    expect(said(Note, { text: '', urgent: true })).toEqual([
      'kind is missing: NOTE',
      'text must not be blank',
      'urgent is no field here; the fields are kind and text',
    ]);
    expect(readBySchema(Note, { kind: 'NOTE', text: ' a ' })).toEqual({
      value: { kind: 'NOTE', text: 'a' },
      faults: null,
    });
  });

  it('and never quotes what was sent', () => {
    const secret = 'mật khẩu của tôi';
    for (const schema of [Verdict, Due, Id, Sha256, z.int(), z.array(z.int()), Note])
      expect(JSON.stringify(said(schema, secret))).not.toContain(secret);
  });
});
