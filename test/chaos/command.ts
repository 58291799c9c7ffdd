// What the load generator is given to send.

/** A whole number from `from` to `to`, both possible. */
export type Chance = (from: number, to: number) => number;

export type Command = Readonly<{
  /** the idempotency key */
  key: string;
  campaign: number;
  /** null: to the whole campaign */
  unit: number | null;
  by: 'UNIT' | 'ADMINISTRATOR';
  /** below /v1/campaigns/:campaign/assignments/:unit/, or /v1/campaigns/:campaign/ */
  path: string;
  body: object;
  /** the event that it writes exactly once */
  writes: string;
  /** sent again after its answer, with the same key */
  again: boolean;
}>;
export type Step = Omit<Command, 'key' | 'campaign' | 'unit' | 'again'>;
