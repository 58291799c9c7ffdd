import { EntitySchema, type EntitySchemaColumnOptions, type ValueTransformer } from 'typeorm';
import type { Column, ColumnKind, Projection } from './projection.ts';
import { columnName } from './table.ts';

const asRead = (from: (value: unknown) => unknown): ValueTransformer => ({
  to: (value: unknown) => value,
  from: (value: unknown) => (value === null || value === undefined ? null : from(value)),
});

const MAPPING: Record<ColumnKind, Omit<EntitySchemaColumnOptions, 'name'>> = {
  id: { type: 'uuid' },
  text: { type: 'text' },
  words: { type: 'text', array: true },
  count: { type: 'integer' },
  position: { type: 'bigint', transformer: asRead(Number) },
  day: { type: 'date' },
  instant: { type: 'timestamptz', transformer: asRead((at) => (at instanceof Date ? at.toISOString() : at)) },
  flag: { type: 'boolean' },
  points: { type: 'numeric', precision: 8, scale: 2 },
  json: { type: 'jsonb' },
};

/** The live view of a projection as TypeORM reads it: the same columns, no relations, nothing written through it. */
export function entityOf<Row extends object>(projection: Projection<Row>): EntitySchema<Row> {
  const columns = Object.entries<Column>(projection.columns).map(([field, { kind, nullable }]) => [
    field,
    {
      ...MAPPING[kind],
      name: columnName(field),
      primary: field === projection.key,
      nullable: nullable ?? false,
    },
  ]);
  return new EntitySchema<Row>({
    name: projection.name,
    schema: 'app',
    tableName: projection.name,
    synchronize: false,
    columns: Object.fromEntries(columns),
  });
}
