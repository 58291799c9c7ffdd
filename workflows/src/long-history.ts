/**
 * A unit's workflow continues as new beyond so many events: a cold one is replayed from its first event, so a long history makes each
 * wake-up slow, long before it is too long for the server. A unit that never answers has some 430 in 14 months.
 */
export const LONG_HISTORY = 1_000;
