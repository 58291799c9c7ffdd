import { PublicEvents, type PublicHeaders, type PublicType } from '@dondoc/contracts/public-events.ts';
import type { EventType } from '@dondoc/domain/events.ts';
import type { RecordedEvent } from '@dondoc/event-store/event-store.ts';
import { PoisonEvent } from '@dondoc/event-store/follower.ts';
import { PUBLIC_TYPES } from './public-types.ts';

/** One Kafka message: CloudEvents 1.0, Kafka binding 1.0.2, binary mode. `value` is JSON text. */
export type PublicMessage = Readonly<{ key: string; value: string; headers: PublicHeaders }>;

/**
 * The public form of an event. It depends on nothing but the event's open fields: a key that is destroyed later changes no
 * message that is published again.
 * @throws PoisonEvent for an event of a newer program, or of a shape that its public type does not have
 */
export function publicMessage(event: RecordedEvent): PublicMessage {
  const type = publicTypeOf(event.type);
  const data = PublicEvents[type].safeParse(event.data);
  if (!data.success) {
    const where = data.error.issues.map(({ path }) => path.join('.')).join(', ');
    throw new PoisonEvent(`${event.type} has no ${type} in it (${where}).`);
  }
  return {
    key: event.streamId,
    value: JSON.stringify(data.data),
    headers: {
      ce_specversion: '1.0',
      ce_id: event.eventId,
      ce_source: 'urn:vn:dondoc:log',
      ce_type: type,
      ce_subject: event.streamId,
      ce_time: event.at,
      ce_partitionkey: event.streamId,
      ce_streamversion: String(event.version),
      ce_position: String(event.position),
      ce_correlationid: event.correlationId,
      'content-type': 'application/json',
    },
  };
}

function publicTypeOf(eventType: string): PublicType {
  if (Object.hasOwn(PUBLIC_TYPES, eventType)) return PUBLIC_TYPES[eventType as EventType];
  throw new PoisonEvent(
    `This program does not know the event ${eventType}: update it, then let its stream go on.`,
  );
}

/** Headers and framing: some 700 bytes, whatever the event. */
const OVERHEAD_BYTES = 800;

/** An upper bound of what it takes in a request. */
export const sizeOf = ({ value }: PublicMessage) => Buffer.byteLength(value) + OVERHEAD_BYTES;
