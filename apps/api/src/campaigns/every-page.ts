import type { Page } from '../views.ts';

const WHOLE_PAGE = 500;

/** Every row of a list, page by page. */
export async function* everyPage<Row>(
  pageOf: (page: { limit: number; after?: string }) => Promise<Page<Row>>,
): AsyncGenerator<Row> {
  for (let after: string | null = null; ;) {
    const page: Page<Row> = await pageOf({ limit: WHOLE_PAGE, ...(after === null ? {} : { after }) });
    yield* page.items;
    if (page.next === null) return;
    after = page.next;
  }
}
