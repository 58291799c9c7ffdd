import { afterAll, beforeAll, describe } from '@jest/globals';
import { appendingContract } from './contract/appending.contract.ts';
import { readingContract } from './contract/reading.contract.ts';
import type { EventStore } from './event-store.ts';

export type StoreUnderTest = {
  /** Seals; an empty log; may be shared by all the tests of the suite. */
  store: EventStore;
  shredKey(streamId: string): Promise<void>;
  close(): Promise<void>;
};

/** What every event store promises, whatever it is made of. */
export function eventStoreContract(name: string, makeStore: () => Promise<StoreUnderTest>): void {
  describe(`event store contract: ${name}`, () => {
    let tested: StoreUnderTest;

    beforeAll(async () => {
      tested = await makeStore();
    });
    afterAll(() => tested.close());

    describe('appending', () => appendingContract(() => tested.store));
    describe('reading', () =>
      readingContract(
        () => tested.store,
        (streamId) => tested.shredKey(streamId),
      ));
  });
}
