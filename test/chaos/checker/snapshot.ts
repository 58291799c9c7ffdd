// What the checker judges: rows as PostgreSQL, Temporal and Kafka gave them, and what the load generator wrote down.

export type Finding = Readonly<{ code: FindingCode; detail: string }>;
export type FindingCode =
  | 'position-gap'
  | 'chain-broken'
  | 'ack-lost'
  | 'applied-twice'
  | 'unsent-command'
  | 'cursor-behind'
  | 'event-parked'
  | 'workflow-missing'
  | 'workflow-twice'
  | 'workflow-orphan'
  | 'timer-wrong'
  | 'rung-missed'
  | 'rung-twice'
  | 'rung-early'
  | 'read-model-differs'
  | 'notice-missing'
  | 'notice-twice'
  | 'delivery-reordered'
  | 'delivery-gap'
  | 'delivery-foreign'
  /** by the end of the time to settle a server still did not answer */
  | 'unreadable';

/** One row of es.event. */
export type LogRow = Readonly<{
  position: number;
  streamId: string;
  version: number;
  eventId: string;
  type: string;
  /** the very text that was hashed */
  envelope: string;
  leafHash: string;
}>;
/** A row of es.stream. */
export type StreamRow = Readonly<{ streamId: string; category: string; version: number; headHash: string }>;

/** A command that was answered with 2xx. `position` null: there was nothing to do. */
export type Acknowledged = Readonly<{
  commandId: string;
  streamId: string;
  version: number;
  position: number | null;
}>;
/** Every command that was ever sent, and the event that it may write once. */
export type Sent = Readonly<{ commandId: string; writes: string }>;

export type LogSnapshot = Readonly<{ rows: readonly LogRow[]; streams: readonly StreamRow[] }>;

export type CursorRow = Readonly<{ name: string; position: number }>;
export type BoardRow = Readonly<Record<string, unknown>> & Readonly<{ id: string }>;
export type NoticeRow = Readonly<{ position: number; audience: string; unitId: string }>;
export type Followers = Readonly<{
  cursors: readonly CursorRow[];
  parked: number;
  assignments: readonly BoardRow[];
  campaigns: readonly BoardRow[];
  units: readonly BoardRow[];
  notices: readonly NoticeRow[];
}>;

export type OpenWorkflow = Readonly<{
  workflowId: string;
  /** its one timer by the machine's clock, milliseconds; null: it has none; undefined: not asked */
  timer?: Readonly<{ armedAt: number; firesAt: number }> | null;
}>;

/** One message as a consumer read it. */
export type Delivery = Readonly<{ streamId: string; version: number; eventId: string; partition: number }>;
