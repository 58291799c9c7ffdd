import { DomainError } from '../domain-error.ts';
import { pointer, stepsOf, withValueAt } from './json-pointer.ts';
import { presetFor } from './presets/presets.ts';

/** A clone that says only what is different: JSON pointers into the preset's document and their new values. */
export type PolicyOverride = { base: string; set: Readonly<Record<string, unknown>> };

/**
 * The whole document of a clone, not yet checked. Pointers are applied in the order of their text, so that the same set gives
 * the same document. Refuses 'unknown-policy' and 'no-such-place', naming the pointer into the override.
 */
export function overridden({ base, set }: PolicyOverride): unknown {
  const places = Object.keys(set).sort();
  return places.reduce<unknown>(
    (document, place) => {
      const steps = stepsOf(place);
      const changed = steps === null || steps.length === 0 ? null : withValueAt(document, steps, set[place]);
      if (changed !== null) return changed;
      throw new DomainError('no-such-place', `${JSON.stringify(place)} is no place in the policy ${base}.`, {
        path: pointer('policy', 'set', place),
      });
    },
    presetFor(base, '/policy/base'),
  );
}
