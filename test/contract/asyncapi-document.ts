import {
  INTERNAL_TYPE,
  PublicEvents,
  PublicHeaders,
  type PublicType,
} from '@dondoc/contracts/public-events.ts';
import type { AppendRequest, RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { eventIdOf } from '@dondoc/event-store/stream-ids.ts';
import { publicMessage } from '@dondoc/messaging/public-message.ts';
import { PUBLIC_TYPES } from '@dondoc/messaging/public-types.ts';
import { PUBLISHED_EVENTS, PUBLISHED_TYPES } from '@dondoc/messaging/testing/published-events.ts';
import { z } from 'zod';

const DESCRIPTION = `The log of directive campaigns, published as CloudEvents 1.0 (Kafka binding, binary mode).

The key of a message is its stream. \`ce_streamversion\` counts the events of a stream 1, 2, 3 … without a hole; a consumer takes
the next one, skips what it has (an event may come more than once) and stops at a hole. What the engine keeps for itself comes as
\`${INTERNAL_TYPE}\` without data. Ignore fields and types that you do not know: they are added without notice.`;

const types = Object.keys(PublicEvents) as readonly PublicType[];

const command = {
  streamId: '5b0f4c1e-7a36-4b0e-8a94-1889c0de0002',
  category: 'assignment',
  commandId: 'asyncapi/examples',
  actor: { id: 'example', role: 'SYSTEM' },
  at: '2023-12-20T02:30:00.000Z',
  correlationId: '0d7c1a52-4f0e-4c55-9a1c-1889c0de0001',
} as const;

/** One event of each public type, as a command would append them to an empty log. */
export const EXAMPLES: AppendRequest = {
  ...command,
  expectedVersion: 0,
  previousHash: '',
  events: [
    ...PUBLISHED_TYPES.map((type) => ({ type, data: PUBLISHED_EVENTS[type] })),
    { type: 'ReminderSent', data: { phase: 'REVIEW', offset: -1 } },
  ],
};

const recorded: readonly RecordedEvent[] = EXAMPLES.events.map((event, index) => ({
  ...event,
  ...command,
  position: index + 1,
  version: index + 1,
  eventId: eventIdOf(command.commandId, index),
  committedAt: command.at,
  leafHash: '',
  envelope: '',
}));

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
  const event = recorded.find((each) => PUBLIC_TYPES[each.type as keyof typeof PUBLIC_TYPES] === type);
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
