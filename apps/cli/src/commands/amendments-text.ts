import type { Amendments } from '@dondoc/contracts/amendments.ts';

type Amendment = Amendments['items'][number];

/** Each amendment as a reader wants it: what is new, what became different, what is owed no more, who has not said so. */
export function amendmentsText({ items }: Amendments): string {
  return items.flatMap(linesOf).join('\n');
}

function linesOf({ number, effectiveOn, basis, differences, waiting, waitingFor }: Amendment): string[] {
  return [
    `amendment ${number}, from ${effectiveOn} [${basis.ref}]`,
    ...differences.map(differenceLine),
    ...(waiting === null ? [] : [waitingLine(waiting, waitingFor)]),
  ];
}

function differenceLine({ kind, no, replaces, text, was }: Amendment['differences'][number]): string {
  if (kind === 'ADDED') return `  + ${no}: ${text ?? ''}`;
  if (kind === 'RESCINDED') return `  - ${no}: ${was ?? ''}`;
  const before = replaces === no ? 'before' : `instead of ${replaces ?? ''}`;
  return `  ~ ${no}: ${text ?? ''} (${before}: ${was ?? ''})`;
}

function waitingLine(waiting: number, codes: readonly string[]): string {
  if (waiting === 0) return '  every unit has acknowledged it';
  const more = waiting > codes.length ? ', …' : '';
  return `  not acknowledged by ${waiting}: ${codes.join(', ')}${more}`;
}
