import { z } from 'zod';

// PostgreSQL text cannot hold NUL, and RFC 8785 has no canonical form for half a surrogate pair: refused at the door.
const isStorable = (value: string) => !/[\0\p{Cs}]/u.test(value);

/** Text in NFC, trimmed, `min` to `max` UTF-16 units long after both. */
export const text = (max: number, min = 1) =>
  z
    .string()
    .normalize('NFC')
    .trim()
    .min(min)
    .max(max)
    .refine(isStorable, 'must not contain NUL or a broken character');

/** A document exactly as it came: its hash must be that of the file. Whoever reads it normalises. */
export const documentText = (max: number) =>
  z.string().min(1).max(max).refine(isStorable, 'must not contain NUL or a broken character');

export const Day = z.iso
  .date()
  .meta({ id: 'Day', description: 'A real calendar day, without a time zone.', example: '2026-03-31' });
export const Due = z
  .union([z.iso.date('must be a day of the calendar, YYYY-MM-DD, or CONTINUOUS'), z.literal('CONTINUOUS')])
  .meta({ id: 'Due', description: 'The last good day, or CONTINUOUS for work without an end.' });
export const Instant = z.iso
  .datetime({ offset: true })
  .meta({ id: 'Instant', description: 'RFC 3339, with its offset.', example: '2026-03-31T17:00:00.000Z' });
export const Version = z
  .int()
  .min(1)
  .meta({ description: 'Version of a stream or of a submission: 1, 2, 3 …' });
export const Position = z.int().min(0).meta({
  description: 'Position in the log: 1, 2, 3 … without a gap; 0: before everything.',
  example: 1204,
});
export const Id = z.uuid().meta({ id: 'Id', description: 'A stream id.' });
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits')
  .meta({ id: 'Sha256', description: 'SHA-256 of a document’s bytes, 64 lower-case hex digits.' });
export const UnitCode = text(64).meta({
  id: 'UnitCode',
  description: 'The code of a unit in the directory.',
  example: 'HU-TRABONG',
});
/** A path may name a unit by its id or by its code. */
export const UnitReference = text(64).meta({
  description: 'A unit, by id or by code.',
  example: 'HU-TRABONG',
});
/** A path names an action by the id it has in the plan. */
export const ActionReference = text(40).meta({
  description: 'An action of the approved plan, by its id in the plan.',
  example: 'A1',
});
