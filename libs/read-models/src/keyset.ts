import { DomainError } from '@dondoc/domain/domain-error.ts';
import { QueryFailedError, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';

/** An SQL expression to sort by (never null: nulls have no place in a row comparison) and the type its text is cast back to. */
export type SortColumn = { sql: string; type: string };
/** `sort` names a column; a leading minus: from the last to the first. `after` is the `next` of the page before. */
export type PageRequest<Sort extends string> = { sort?: Sort | `-${Sort}`; after?: string; limit: number };
export type Page<Item> = { items: Item[]; next: string | null };

/** Where a page begins: after this value and key, in the order of that column. */
export type Start = { sort: string; value: string; key: string };

/**
 * One page of a query, in the order of one column and then of the key, so that no row is shown twice or missed however many
 * share a value. `key` is a unique uuid expression. Throws DomainError 'invalid-page' (another list's cursor, an unknown column).
 */
export async function keysetPage<Entity extends ObjectLiteral, Item>(
  query: SelectQueryBuilder<Entity>,
  options: {
    columns: Readonly<Record<string, SortColumn>>;
    key: string;
    page: { sort: string; after?: string | undefined; limit: number };
    item: (entity: Entity, raw: Readonly<Record<string, unknown>>) => Item;
  },
): Promise<Page<Item>> {
  const { page, key } = options;
  const isDescending = page.sort.startsWith('-');
  const column = options.columns[isDescending ? page.sort.slice(1) : page.sort];
  if (column === undefined) {
    throw new DomainError('invalid-page', `This list cannot be sorted by "${page.sort}".`, {
      path: '/sort',
      columns: Object.keys(options.columns),
    });
  }
  const direction = isDescending ? 'DESC' : 'ASC';
  query
    // In brackets: a bare column would take the place of the entity's own.
    .addSelect(`(${column.sql})`, 'sort_value')
    .addSelect(`(${column.sql})::text`, 'sort_text')
    .addSelect(`(${key})`, 'sort_key')
    .orderBy('sort_value', direction)
    .addOrderBy('sort_key', direction)
    .limit(page.limit + 1);
  if (page.after !== undefined) {
    const start = startOf(page.after, page.sort);
    query.andWhere(
      `(${column.sql}, ${key}) ${isDescending ? '<' : '>'} (:startValue::${column.type}, :startKey::uuid)`,
      {
        startValue: start.value,
        startKey: start.key,
      },
    );
  }
  const { entities, raw } = await query
    .getRawAndEntities<Record<string, unknown>>()
    .catch((error: unknown) => {
      throw page.after !== undefined && isDataException(error) ? noCursor() : error;
    });
  const items = entities.slice(0, page.limit).map((entity, index) => options.item(entity, raw[index] ?? {}));
  const last = entities.length > page.limit ? raw[page.limit - 1] : undefined;
  if (last === undefined) return { items, next: null };
  const start = { sort: page.sort, value: String(last['sort_text']), key: String(last['sort_key']) };
  return { items, next: cursorText(start) };
}

export const cursorText = (start: Start): string => Buffer.from(JSON.stringify(start)).toString('base64url');

/** Throws DomainError 'invalid-page' for what is no cursor of a list in this order. */
export function startOf(after: string, sort: string): Start {
  try {
    const start = JSON.parse(Buffer.from(after, 'base64url').toString()) as Partial<Start>;
    if (start.sort === sort && typeof start.value === 'string' && /^[0-9a-f-]{36}$/.test(start.key ?? '')) {
      return start as Start;
    }
  } catch {
    // No JSON: the refusal below says what to do.
  }
  throw noCursor();
}

const noCursor = () =>
  new DomainError('invalid-page', 'This is no cursor of this list; take `next` from the page before.', {
    path: '/after',
  });

/** SQLSTATE class 22: a text that is no value of the type it is cast to. Of all that a page is asked with, only a cursor comes as it is. */
const isDataException = (error: unknown): boolean =>
  error instanceof QueryFailedError &&
  (error.driverError as { code?: string } | undefined)?.code?.startsWith('22') === true;
