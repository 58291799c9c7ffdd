import type { ConclusionContent } from '@dondoc/domain/conclusion/conclusion.events.ts';
import type { Projection } from '../projection.ts';

/** The register of conclusions. `subject` is sealed in the log: null here once its key was destroyed. */
export type ConclusionRow = ConclusionContent & {
  conclusionId: string;
  version: number;
  lastPosition: number;
};

export const conclusionsProjection: Projection<ConclusionRow> = {
  name: 'conclusions',
  version: 1,
  key: 'conclusionId',
  columns: {
    conclusionId: { kind: 'id' },
    source: { kind: 'text' },
    number: { kind: 'text' },
    issuer: { kind: 'text' },
    signedOn: { kind: 'day' },
    subject: { kind: 'text', nullable: true },
    version: { kind: 'count' },
    lastPosition: { kind: 'position' },
  },
  indexes: [],

  keysOf: (event) => (event.type === 'ConclusionRegistered' ? [event.data.conclusionId] : []),

  evolve(row, event) {
    if (event.type !== 'ConclusionRegistered') return row;
    const { conclusionId, source, number, issuer, signedOn, subject } = event.data;
    const seen = { version: event.version, lastPosition: event.position };
    return { conclusionId, source, number, issuer, signedOn, subject, ...seen };
  },
};
