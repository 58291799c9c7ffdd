import type { Problem } from '@dondoc/contracts/problem.ts';

/** What comes next, by where a rating stands. */
const AT: Readonly<Record<string, string>> = {
  NONE: 'run',
  SELF: 'run',
  APPRAISED: 'run',
  PROVISIONAL: 'select --group GROUP',
  CAPPED: 'decide --decision NO --on DAY --unit UNIT',
  DECIDED: 'publish',
  PUBLISHED: 'petition --unit UNIT --received-on DAY --text TEXT',
  PETITIONED: 'answer --unit UNIT --answer-no NO --on DAY --note TEXT',
  SUPERSEDED: 'publish',
};

const AFTER: Readonly<Record<string, string>> = {
  'rating-period-missing': 'run',
  'not-provisional': 'run',
  'provisional-stale': 'run',
  'proposals-not-adopted': 'adopt --decision NO --on DAY',
  'not-capped': 'select --group GROUP',
  'tie-open': 'select --group GROUP --choose UNIT --reason TEXT',
  'level-undetermined': 'decide --level LEVEL --reason TEXT --decision NO --on DAY --unit UNIT',
  'lower-units-undecided': 'list --status CAPPED',
  'not-decided': 'decide --decision NO --on DAY --unit UNIT',
  'already-decided': 'supersede --unit UNIT --level LEVEL --decision NO --on DAY --reason TEXT',
  'period-locked': 'reopen --reason TEXT',
  'petition-open': 'answer --unit UNIT --answer-no NO --on DAY --note TEXT',
  'no-petition': 'list --petition OPEN',
  'explanation-missing': 'appraise --unit UNIT --score POINTS --level LEVEL --explain TEXT',
};

const RATINGS =
  /^\/v1\/campaigns\/([^/]+)\/ratings(?:\/([^/?]+)\/(?:self|appraisal|petition|supersede)(?:\/|$)|\/|$|\?)/;

/** The command that leads on after a refusal of a campaign's ratings; null: none does. What is in capitals is for the caller to say. */
export function nextOfRating(path: string, { code, details }: Partial<Problem>): string | null {
  const [, campaign, subject] = RATINGS.exec(path) ?? [];
  if (campaign === undefined) return null;
  const status = details?.['status'];
  const verb = code === 'wrong-step' && typeof status === 'string' ? AT[status] : AFTER[code ?? ''];
  if (verb === undefined) return null;
  const [command = '', ...options] = verb.split(' ');
  const next = ['dondoc rating', command, '--campaign', decodeURIComponent(campaign), ...options].join(' ');
  return subject === undefined ? next : next.replace('UNIT', quoted(decodeURIComponent(subject)));
}

/** A post is called `CODE/title`, and titles have spaces. */
export const quoted = (code: string) => (/^[\w/-]+$/.test(code) ? code : `"${code}"`);
