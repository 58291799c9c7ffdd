import {
  INTERNAL_TYPE,
  PublicEvents,
  PublicHeaders,
  type PublicType,
} from '@dondoc/contracts/public-events.ts';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { publicMessage } from '@dondoc/messaging/public-message.ts';
import { PUBLIC_TYPES } from '@dondoc/messaging/public-types.ts';
import { PUBLISHED_EVENTS, PUBLISHED_TYPES } from '@dondoc/messaging/testing/published-events.ts';
import { z } from 'zod';

const DESCRIPTION = `The log of directive campaigns, published as CloudEvents 1.0 (Kafka binding, binary mode).

The key of a message is its stream. \`ce_streamversion\` counts the events of a stream 1, 2, 3 … without a hole; a consumer takes
the next one, skips what it has (an event may come more than once) and stops at a hole. What the engine keeps for itself comes as
\`${INTERNAL_TYPE}\` without data. Ignore fields and types that you do not know: they are added without notice.`;

const STREAM = '5b0f4c1e-7a36-4b0e-8a94-1889c0de0002';

/** The events of the examples, as the log would hand them to the relay. */
export const EXAMPLES: readonly RecordedEvent[] = [
  ...PUBLISHED_TYPES.map((type) => ({ type, data: PUBLISHED_EVENTS[type] })),
  { type: 'ReminderSent', data: {} },
].map(({ type, data }, index) => ({
  type,
  data,
  position: index + 1,
  streamId: STREAM,
  category: 'example',
  version: index + 1,
  eventId: `6c2a7f4e-5a11-5d0e-9d3b-${String(index + 1).padStart(12, '0')}`,
  at: '2023-12-20T02:30:00.000Z',
  committedAt: '2023-12-20T02:30:00.120Z',
  actor: { id: 'example', role: 'SYSTEM' },
  commandId: `example-${index + 1}`,
  correlationId: '0d7c1a52-4f0e-4c55-9a1c-1889c0de0001',
  leafHash: '0'.repeat(64),
  envelope: '',
}));

const types = Object.keys(PublicEvents) as readonly PublicType[];
type JsonSchema = Record<string, unknown>;

/** Shared parts go into `shared`, to which the schemas refer. Answers what stays. */
function jsonSchema(schema: z.ZodType, shared: JsonSchema): JsonSchema {
  // Input: a schema that forbade unknown fields would break every consumer at the first addition.
  const made = z.toJSONSchema(schema, { io: 'input', target: 'draft-07' });
  const text = JSON.stringify(made).replaceAll('"#/definitions/', '"#/components/schemas/');
  const { $schema: _, definitions, ...own } = JSON.parse(text) as JsonSchema;
  Object.assign(shared, definitions);
  return own;
}

/** AsyncAPI 3.0: one channel, one operation for who receives from it, one message a public type. */
export function asyncApiDocument() {
  const shared: JsonSchema = {};
  const messages = Object.fromEntries(types.map((type) => [type, messageOf(type, shared)]));
  jsonSchema(z.object({ headers: PublicHeaders }), shared);
  return {
    asyncapi: '3.0.0',
    info: { title: 'Đôn Đốc events', version: '1.0.0', description: DESCRIPTION },
    defaultContentType: 'application/json',
    channels: {
      events: {
        address: 'dondoc.events.v1',
        description: 'The default name of the topic; an installation may choose another (KAFKA_TOPIC).',
        messages: Object.fromEntries(types.map((type) => [type, { $ref: `#/components/messages/${type}` }])),
        bindings: { kafka: { bindingVersion: '0.5.0' } },
      },
    },
    operations: {
      receiveEvents: { action: 'receive', channel: { $ref: '#/channels/events' } },
    },
    components: {
      messages,
      schemas: shared,
    },
  };
}

function messageOf(type: PublicType, shared: JsonSchema) {
  const event = EXAMPLES.find((each) => PUBLIC_TYPES[each.type as keyof typeof PUBLIC_TYPES] === type);
  if (event === undefined) throw new Error(`No example publishes ${type}.`);
  const { headers, value } = publicMessage(event);
  return {
    name: type,
    contentType: 'application/json',
    headers: { $ref: '#/components/schemas/PublicHeaders' },
    payload: jsonSchema(PublicEvents[type], shared),
    bindings: { kafka: { key: { type: 'string', format: 'uuid' }, bindingVersion: '0.5.0' } },
    examples: [{ name: event.type, headers, payload: JSON.parse(value) as object }],
  };
}
export type AsyncApiDocument = ReturnType<typeof asyncApiDocument>;
