/** A calendar day, `YYYY-MM-DD`, without a time zone. Compares correctly as text. */
export type Day = string;
/** An instant in UTC, ISO 8601 with milliseconds and `Z`, as Date#toISOString writes it. Compares correctly as text. */
export type Instant = string;
