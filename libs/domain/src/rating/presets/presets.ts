import { DomainError } from '../../domain-error.ts';
import type { RatingPolicy } from '../rating-policy.ts';
import { GENERIC_AUDIT } from './generic-audit.ts';
import { VN_124_2023 } from './vn-124-2023.ts';
import { VN_PERSON_335 } from './vn-person-335.ts';
import { VN_UNIT_366_335 } from './vn-unit-366-335.ts';

export const PRESETS: readonly RatingPolicy[] = [VN_UNIT_366_335, VN_124_2023, VN_PERSON_335, GENERIC_AUDIT];

/** The preset of this code. Refuses an unknown one with 'unknown-policy', naming `path`. */
export function presetFor(code: string, path: string): RatingPolicy {
  const found = PRESETS.find((preset) => preset.code === code);
  if (found !== undefined) return found;
  const known = PRESETS.map((preset) => preset.code).join(', ');
  throw new DomainError('unknown-policy', `There is no preset ${JSON.stringify(code)}; known: ${known}.`, {
    path,
  });
}
