import type { Topic } from './event-publisher.ts';

const PREFIX = 'kafka/';

/** Another topic, a topic made anew and a topic with other partitions are each published to from the beginning. */
export const kafkaCursorName = (name: string, { id, partitions }: Topic) =>
  `${PREFIX}${name}/${id}/${partitions}`;
