import { InvalidArgumentError } from 'commander';

export type Ballot = {
  position: string | null;
  tallies: { level: string; votes: number }[];
  invalid: number;
};

/** `EXCELLENT=9,GOOD=4,INVALID=2` for the collective; `Giám đốc: GOOD=11` for a post. As often as there were ballots. */
export function ballot(typed: string, before: readonly Ballot[] = []): Ballot[] {
  const at = typed.lastIndexOf(':');
  const counts = typed
    .slice(at + 1)
    .split(',')
    .map((part) => {
      const [, level = '', votes = ''] = /^\s*([A-Z_]+)\s*=\s*(\d{1,6})\s*$/i.exec(part) ?? [];
      if (votes === '') {
        throw new InvalidArgumentError('Write LEVEL=VOTES, such as "EXCELLENT=9,GOOD=4,INVALID=2".');
      }
      return { level: level.toUpperCase(), votes: Number(votes) };
    });
  const invalid = counts.filter(({ level }) => level === 'INVALID');
  return [
    ...before,
    {
      position: at < 0 ? null : typed.slice(0, at).trim(),
      tallies: counts.filter(({ level }) => level !== 'INVALID'),
      invalid: invalid.reduce((sum, { votes }) => sum + votes, 0),
    },
  ];
}
