import { readAbstract } from './abstract.ts';
import { findSalutation, readAddressees, splitSalutation } from './addressees.ts';
import { bodyLines, readBody } from './body.ts';
import { readDeadlines } from './deadlines.ts';
import type { DirectiveImport, FieldName, ImportedDirective, Refusal } from './directive-import.ts';
import type { HeadPiece } from './head-pieces.ts';
import { headPieces } from './head-pieces.ts';
import { readFamily, readHeadDate, readHeadNumber } from './head.ts';
import { readIssuer } from './issuer.ts';
import { isUpper } from './fold.ts';
import { startsPreamble } from './organisation-words.ts';
import { readMarker } from './point-markers.ts';
import { readText } from './read-text.ts';
import type { Reading } from './reading.ts';
import { largest, lineSpan, warn } from './reading.ts';
import { refuseForeign } from './refusal.ts';
import type { SourceLine } from './source-lines.ts';
import { sourceLines } from './source-lines.ts';
import { findTail, readTail } from './tail.ts';
import { fold } from './fold.ts';

const FIELDS: readonly FieldName[] = [
  'family',
  'number',
  'place',
  'date',
  'abstract',
  'issuer',
  'addressees',
  'requirements',
  'deadlines',
  'distribution',
  'signature',
];

type Readings = { [Name in FieldName]: Reading<NonNullable<ImportedDirective[Name]>> | null };

/**
 * Reads a directive (Party or State family) from its text by the zones of the form: head, addressees, body, recipients,
 * signature. Never throws on input: what is no readable directive comes back with `refused` set. What the text does not
 * state stays null or empty and is named in `notStated`. Form: Decree 30/2020; 36-HD/VPTW, 05-HD/VPTW.
 */
export function importDirective(input: string | Uint8Array): DirectiveImport {
  const read = readText(input);
  if ('refused' in read) return refusal(read.refused);
  const lines = sourceLines(read.text);
  const salutation = findSalutation(lines);
  const zone = salutation === -1 ? untitledHead(lines) : letterHead(lines, salutation);
  const all = headPieces(zone);
  const abstract = readAbstract(all);
  const pieces = salutation === -1 ? ownHead(all, abstract.lastLine) : all;
  const addressees = readAddressees(lines, salutation);
  const start = salutation === -1 ? bodyStart(pieces, abstract.lastLine) : addressees.end;
  const tailAt = findTail(lines, start);
  const tail = readTail(lines.slice(tailAt));
  const foreign = refuseForeign({
    pieces,
    salutation: salutation !== -1,
    recipients: tail.labelled,
    authority:
      tail.signature?.value.authorityLine !== undefined && tail.signature.value.authorityLine !== null,
    proseAbove: zone.filter((line) => line.text.length > 220).length,
    signed: tail.signature !== null && tail.signature.value.name !== null,
  });
  if (foreign !== null) return refusal(foreign);
  const body = readBody(bodyLines(lines.slice(start, tailAt)));
  const { date, place, fault } = readHeadDate(pieces);
  const issuer = readIssuer(pieces);
  const readings: Readings = {
    family: readFamily(pieces, issuer?.value ?? []),
    number: readHeadNumber(pieces),
    place,
    date,
    abstract: abstract.reading,
    issuer,
    addressees: addressees.reading,
    requirements: body.requirements,
    deadlines: readDeadlines(body.parts, date?.value ?? null),
    distribution: tail.distribution,
    signature: tail.signature,
  };
  const unnumbered = body.requirements === null && body.bullets > 0;
  const further = [
    ...(fault?.warnings ?? []),
    ...(unnumbered
      ? [
          warn(
            'UNNUMBERED_POINTS',
            'requirements',
            `The body has ${body.bullets} bulleted points without numbers; add the requirements by hand.`,
          ),
        ]
      : []),
  ];
  return answer(readings, further);
}

function refusal(refused: Refusal): DirectiveImport {
  return { kind: 'directive-import/1', refused, directive: null, notStated: [], fields: [], warnings: [] };
}

/** The head of a letter: all above "Kính gửi", with what the other column left on its line. */
function letterHead(lines: readonly SourceLine[], salutation: number): SourceLine[] {
  const above = lines.slice(0, salutation);
  const own = lines[salutation];
  const before = own === undefined ? '' : splitSalutation(own.text).before.trim();
  return own === undefined || !/\p{L}/u.test(before)
    ? above
    : [...above, { ...own, text: before, cells: [before] }];
}

/** Where there is no "Kính gửi": at most the first sixty lines, and no further than the first numbered point. */
function untitledHead(lines: readonly SourceLine[]): SourceLine[] {
  const texts = lines.filter((line) => line.kind === 'TEXT');
  const stop = texts.find(
    (line, index) => index >= 60 || line.text.length > 400 || readMarker(line.text)?.ordinal === 1,
  );
  return lines.slice(0, stop === undefined ? lines.length : stop.no - 1);
}

/** In a titled document only what stands down to the abstract is head; a date or number further down is another document's. */
function ownHead(pieces: readonly HeadPiece[], lastLine: number): HeadPiece[] {
  const titled = pieces.some((piece) => piece.kind === 'TITLE');
  const prose = pieces.find(
    (piece) => piece.kind === 'TEXT' && !isUpper(piece.text) && startsPreamble(fold(piece.text)),
  );
  const end = titled ? lastLine : (prose?.line ?? Number.POSITIVE_INFINITY) - 1;
  const own = pieces.filter((piece) => piece.line <= Math.max(end, lastLine));
  // An extractor may give the other column after the title: a labelled number or a place and date alone on its line.
  const late = pieces.filter(
    (piece) =>
      !own.includes(piece) &&
      !own.some((other) => other.kind === piece.kind) &&
      ((piece.kind === 'NUMBER' && piece.reading.labelled && piece.reading.complete) ||
        (piece.kind === 'DATE' && piece.reading.place !== null)) &&
      !pieces.some((other) => other.kind === 'TEXT' && other.line === piece.line),
  );
  return [...own, ...late];
}

function bodyStart(pieces: readonly HeadPiece[], lastLine: number): number {
  const anchors = pieces.filter(
    (piece) => piece.kind !== 'TEXT' && piece.kind !== 'BREAK' && piece.kind !== 'NOISE',
  );
  return largest(
    anchors.map((piece) => piece.line),
    lastLine,
  );
}

function answer(readings: Readings, further: DirectiveImport['warnings']): DirectiveImport {
  const value = <Name extends FieldName>(name: Name) => readings[name]?.value;
  const isStated = (name: FieldName) => {
    const stated = value(name);
    return stated !== undefined && !(Array.isArray(stated) && stated.length === 0);
  };
  return {
    kind: 'directive-import/1',
    refused: null,
    directive: {
      family: value('family') ?? null,
      number: value('number') ?? null,
      place: value('place') ?? null,
      date: value('date') ?? null,
      abstract: value('abstract') ?? null,
      issuer: value('issuer') ?? [],
      addressees: value('addressees') ?? [],
      requirements: value('requirements') ?? [],
      deadlines: value('deadlines') ?? [],
      distribution: value('distribution') ?? [],
      signature: value('signature') ?? null,
    },
    notStated: FIELDS.filter((name) => !isStated(name)),
    fields: FIELDS.filter(isStated).map((path) => {
      const { confidence, lines } = readings[path] ?? { confidence: 0, lines: [] };
      return { path, confidence, lines: lineSpan(lines) };
    }),
    warnings: [...FIELDS.flatMap((name) => readings[name]?.warnings ?? []), ...further],
  };
}
