import type { EntitySchemaColumnOptions } from 'typeorm';

/** A timestamptz as an ISO text in UTC. */
export const instantColumn = (name: string): EntitySchemaColumnOptions => ({
  type: 'timestamptz',
  name,
  transformer: {
    to: (value: unknown) => value,
    from: (value: unknown) => (value instanceof Date ? value.toISOString() : value),
  },
});

/** A bigint that is a log position: a number. */
export const positionColumn = (name: string): EntitySchemaColumnOptions => ({
  type: 'bigint',
  name,
  transformer: { to: (value: unknown) => value, from: (value: unknown) => Number(value) },
});
