import type { PublicMessage } from './public-message.ts';

/** A topic as it stands in the broker. `id` is made by Kafka when a topic is created: one of the same name has another. */
export type Topic = Readonly<{ id: string; partitions: number }>;

/** Where the log is published. Every call fails while the broker is away and works again when it is back. */
export type EventPublisher = {
  /** The topic as it is now; makes one that keeps everything when there is none. */
  topic(): Promise<Topic>;
  /**
   * Publishes in this order and resolves when every replica in sync has all of it. When it throws, any part of the messages
   * may have been published.
   * @throws TopicReplaced, MessageTooLarge
   */
  publish(topic: Topic, messages: readonly PublicMessage[]): Promise<void>;
  close(): Promise<void>;
};

/** The topic was deleted and made again, or has other partitions: what was published before counts for nothing in it. */
export class TopicReplaced extends Error {
  override readonly name = 'TopicReplaced';
}

/** More at once than the topic's `max.message.bytes` lets in; of one message: it never fits. */
export class MessageTooLarge extends Error {
  override readonly name = 'MessageTooLarge';
}
