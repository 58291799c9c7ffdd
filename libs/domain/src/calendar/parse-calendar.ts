import { DomainError } from '../domain-error.ts';
import { requireDay } from './day-arithmetic.ts';
import type { Day } from './day.ts';
import type { Adoption, Weekday, WorkingCalendar } from './working-calendar.ts';
import { requireZone } from './zoned-time.ts';

const WEEKDAYS: readonly Weekday[] = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
type Fields = Record<string, unknown>;

/**
 * A calendar that a user brings, from parsed JSON. Every field is required and no other is allowed; a refusal names the
 * JSON pointer (RFC 6901) of what is wrong.
 */
export function parseCalendar(value: unknown): WorkingCalendar {
  const file = fieldsOf(value, '', ['code', 'version', 'zone', 'weekend', 'adopted']);
  return {
    code: textOf(file.code, '/code'),
    version: textOf(file.version, '/version'),
    zone: requireZone(textOf(file.zone, '/zone'), '/zone'),
    weekend: weekendOf(file.weekend),
    adopted: listOf(file.adopted, '/adopted').map((adoption, index) =>
      adoptionOf(adoption, `/adopted/${index}`),
    ),
  };
}

function adoptionOf(value: unknown, path: string): Adoption {
  const fields = fieldsOf(value, path, ['on', 'basis', 'off', 'worked']);
  const off = listOf(fields.off, `${path}/off`).map((holiday, index) => {
    const at = `${path}/off/${index}`;
    const { on, name } = fieldsOf(holiday, at, ['on', 'name']);
    return { on: dayAt(on, `${at}/on`), name: textOf(name, `${at}/name`) };
  });
  const worked = listOf(fields.worked, `${path}/worked`).map((day, index) =>
    dayAt(day, `${path}/worked/${index}`),
  );
  const spoken = new Set<Day>();
  const claim = (day: Day, at: string) => {
    if (spoken.has(day)) refuse(at, `${day} stands twice in one adoption; keep one entry.`);
    spoken.add(day);
  };
  off.forEach(({ on }, index) => claim(on, `${path}/off/${index}/on`));
  worked.forEach((on, index) => claim(on, `${path}/worked/${index}`));
  return { on: dayAt(fields.on, `${path}/on`), basis: textOf(fields.basis, `${path}/basis`), off, worked };
}

function weekendOf(value: unknown): Weekday[] {
  const days = listOf(value, '/weekend').map((day, index) => {
    const found = WEEKDAYS.find((weekday) => weekday === day);
    return found ?? refuse(`/weekend/${index}`, `is none of ${WEEKDAYS.join(', ')}.`);
  });
  if (new Set(days).size === WEEKDAYS.length)
    refuse('/weekend', 'must leave at least one day of the week worked.');
  return days;
}

function fieldsOf(value: unknown, path: string, names: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(path, 'must be an object.');
  const fields: Fields = { ...value };
  const unknown = Object.keys(fields).find((name) => !names.includes(name));
  if (unknown !== undefined)
    refuse(`${path}/${escape(unknown)}`, `is unknown; known fields: ${names.join(', ')}.`);
  const missing = names.find((name) => !Object.hasOwn(fields, name));
  if (missing !== undefined) refuse(`${path}/${missing}`, 'is missing.');
  return fields;
}

function listOf(value: unknown, path: string): unknown[] {
  return Array.isArray(value) ? value : refuse(path, 'must be a list.');
}

function textOf(value: unknown, path: string): string {
  return typeof value === 'string' && value.trim() !== ''
    ? value.normalize('NFC')
    : refuse(path, 'must be a text.');
}

function dayAt(value: unknown, path: string): Day {
  return requireDay(textOf(value, path), path);
}

function refuse(path: string, what: string): never {
  throw new DomainError('invalid-calendar', `Calendar ${path === '' ? 'file' : path}: ${what}`, { path });
}

const escape = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');
