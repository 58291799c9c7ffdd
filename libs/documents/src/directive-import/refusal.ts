import type { Refusal } from './directive-import.ts';
import type { HeadPiece } from './head-pieces.ts';
import { numberPiece } from './head.ts';

export type Evidence = {
  pieces: readonly HeadPiece[];
  salutation: boolean;
  recipients: boolean;
  authority: boolean;
  signed: boolean;
  /** Long lines above the salutation or the body: an article about a document, not its head. */
  proseAbove: number;
};

/** Why the text is no directive, or null. A document number in its place with two more marks of the form is enough; without a number the form must be whole. */
export function refuseForeign({
  pieces,
  salutation,
  recipients,
  authority,
  signed,
  proseAbove,
}: Evidence): Refusal | null {
  const title = pieces.find((piece) => piece.kind === 'TITLE');
  const number = numberPiece(pieces)?.reading ?? null;
  const nobody =
    title?.kind === 'TITLE' && !title.title.directs ? title.title.name : UPWARD[number?.number.type ?? ''];
  if (nobody !== undefined)
    return {
      code: 'NOT_A_DIRECTIVE',
      message: `This is a "${nobody}", which directs nobody. Import the letter, directive, plan, guidance, decision or notice that asks units for something.`,
    };
  const headed = pieces.some((piece) => piece.kind === 'PARTY_HEADING' || piece.kind === 'STATE_HEADING');
  const dated = pieces.some((piece) => piece.kind === 'DATE');
  const marks = [headed, dated, salutation, title !== undefined, recipients, authority, signed].filter(
    Boolean,
  ).length;
  const numbered = number !== null && number.grammar !== null && (number.labelled || number.complete);
  if (numbered && marks >= 2 && proseAbove < 3) return null;
  const whole =
    (salutation || title !== undefined) &&
    (recipients || authority) &&
    headed &&
    marks >= 4 &&
    proseAbove < 3;
  if (whole) return null;
  return {
    code: 'NOT_A_DIRECTIVE',
    message:
      'The text has not the form of a directive: no document number with its symbol, heading, "Kính gửi", "Nơi nhận" or authority line was found where they belong.',
  };
}

const UPWARD: Readonly<Record<string, string>> = {
  BC: 'báo cáo',
  TTr: 'tờ trình',
  BB: 'biên bản',
  HĐ: 'hợp đồng',
  GM: 'giấy mời',
};
