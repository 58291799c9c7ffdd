/** For JSON.stringify. Coincident facts of different units may be committed in any order, so no position counts, nor the one at which a result was cut. */
export const withoutPositions = (name: string, value: unknown): unknown =>
  name === 'cutPosition' ? undefined : value;
