import type { Day } from '@dondoc/domain/calendar/day.ts';
import type { DirectiveNumber, DocumentFamily } from '@dondoc/domain/directive/directive.events.ts';
import type { Projection } from '../projection.ts';

/** The register of directives. The whole letter is in its stream. */
export type DirectiveRow = {
  directiveId: string;
  number: string;
  numberParts: Omit<DirectiveNumber, 'raw'>;
  family: DocumentFamily | null;
  abstract: string | null;
  /** The issuing body as its letterhead writes it, one line. */
  issuer: string | null;
  place: string | null;
  issuedOn: Day;
  version: number;
  lastPosition: number;
};

export const directivesProjection: Projection<DirectiveRow> = {
  name: 'directives',
  version: 1,
  key: 'directiveId',
  columns: {
    directiveId: { kind: 'id' },
    number: { kind: 'text' },
    numberParts: { kind: 'json' },
    family: { kind: 'text', nullable: true },
    abstract: { kind: 'text', nullable: true },
    issuer: { kind: 'text', nullable: true },
    place: { kind: 'text', nullable: true },
    issuedOn: { kind: 'day' },
    version: { kind: 'count' },
    lastPosition: { kind: 'position' },
  },
  indexes: [],

  keysOf: (event) => (event.type === 'DirectiveIssued' ? [event.data.directiveId] : []),

  evolve(row, event) {
    if (event.type !== 'DirectiveIssued') return row;
    const { directiveId, number, family, abstract, issuer, place, issuedOn } = event.data;
    const { raw, ...numberParts } = number;
    return {
      directiveId,
      number: raw,
      numberParts,
      family,
      abstract,
      issuer: issuer.length === 0 ? null : issuer.join(' – '),
      place,
      issuedOn,
      version: event.version,
      lastPosition: event.position,
    };
  },
};
