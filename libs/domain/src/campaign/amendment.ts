import type { Day } from '../calendar/day.ts';
import type { Basis } from '../deadline/deadline.ts';
import { DomainError } from '../domain-error.ts';
import { isSameText } from '../text.ts';
import type { CampaignEvent, Requirement } from './campaign.events.ts';

/** What is asked to become different. A changed requirement has a number of its own and takes the place of `no`. */
export type RequirementChange =
  | { kind: 'ADD'; requirement: Requirement }
  | { kind: 'CHANGE'; no: string; requirement: Requirement }
  | { kind: 'RESCIND'; no: string };

/** What became different, for people: `was` is the text that no longer binds, `text` the one that does. */
export type RequirementDifference = {
  kind: 'ADDED' | 'CHANGED' | 'RESCINDED';
  no: string;
  replaces: string | null;
  text: string | null;
  was: string | null;
};
export type Amendment = {
  number: number;
  effectiveOn: Day;
  basis: Basis;
  differences: readonly RequirementDifference[];
};

/** Throws 'amendment-invalid' for a change of what is not asked. */
export function appliedChanges(
  requirements: readonly Requirement[],
  changes: readonly RequirementChange[],
): Requirement[] {
  let list = [...requirements];
  for (const [index, change] of changes.entries()) {
    if (change.kind === 'ADD') {
      list = [...list, change.requirement];
      continue;
    }
    if (!list.some(({ no }) => no === change.no)) {
      const message = `No requirement ${change.no} is in force: nothing to change or rescind.`;
      throw new DomainError('amendment-invalid', message, { path: `/changes/${index}/no`, no: change.no });
    }
    list =
      change.kind === 'RESCIND'
        ? list.filter(({ no }) => no !== change.no)
        : list.map((one) => (one.no === change.no ? change.requirement : one));
  }
  return list;
}

/** The difference of two lists. `replaced`: which new number stands for which old one, where the amendment said so. */
export function differencesOf(
  before: readonly Requirement[],
  after: readonly Requirement[],
  replaced: Readonly<Record<string, string>> = {},
): RequirementDifference[] {
  const old = new Map(before.map((one) => [one.no, one]));
  const kept = new Set(after.map(({ no }) => no));
  const gone = new Set(Object.values(replaced));
  const differences: RequirementDifference[] = [];
  for (const { no, ...asked } of after) {
    const replaces = replaced[no] ?? null;
    const known = old.get(no);
    const was = old.get(replaces ?? no)?.text ?? null;
    if (replaces !== null) differences.push({ kind: 'CHANGED', no, replaces, text: asked.text, was });
    else if (known === undefined) {
      differences.push({ kind: 'ADDED', no, replaces, text: asked.text, was: null });
    } else if (!isSameDemand(known, { no, ...asked })) {
      differences.push({ kind: 'CHANGED', no, replaces: no, text: asked.text, was });
    }
  }
  for (const { no, text } of before) {
    if (kept.has(no) || gone.has(no)) continue;
    differences.push({ kind: 'RESCINDED', no, replaces: null, text: null, was: text });
  }
  return differences;
}

/** Every amendment of a campaign, numbered from 1, each with what it made different. */
export function amendmentsOf(events: Iterable<CampaignEvent>): Amendment[] {
  let before: readonly Requirement[] = [];
  const amendments: Amendment[] = [];
  for (const event of events) {
    if (event.type === 'CampaignDrafted') before = event.data.requirements;
    if (event.type !== 'CampaignAmended') continue;
    const { requirements, effectiveOn, basis, replaced } = event.data;
    const differences = differencesOf(before, requirements, replaced);
    amendments.push({ number: amendments.length + 1, effectiveOn, basis, differences });
    before = requirements;
  }
  return amendments;
}

function isSameDemand(one: Requirement, other: Requirement): boolean {
  const { kind, mandatory, appliesTo } = other;
  return (
    isSameText(one.text, other.text) &&
    one.kind === kind &&
    one.mandatory === mandatory &&
    one.appliesTo.join() === appliesTo.join()
  );
}
