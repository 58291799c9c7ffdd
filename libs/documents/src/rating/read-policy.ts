import { PolicyOverride, RatingPolicy as PolicyForm } from '@dondoc/contracts/rating-policy.ts';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { pointer } from '@dondoc/domain/rating/json-pointer.ts';
import { overridden } from '@dondoc/domain/rating/override-policy.ts';
import { presetFor } from '@dondoc/domain/rating/presets/presets.ts';
import type { PinnedPolicy, RatingPolicy } from '@dondoc/domain/rating/rating-policy.ts';
import { faultsOfPolicy } from '@dondoc/domain/rating/validate-policy.ts';
import { contentSha256 } from '@dondoc/event-store/envelope.ts';
import { readForm } from './refuse-form.ts';

/**
 * The policy that a case names: a preset's code, an override `{ base, set }`, or a whole document. Refuses 'unknown-policy',
 * 'no-such-place' and 'invalid-policy' with JSON pointers below `under`; a fault of an override names the pointer that made it.
 */
export function readPolicy(value: unknown, under = '/policy'): PinnedPolicy {
  if (typeof value === 'string') return pinned(presetFor(value, under));
  if (!isObject(value) || !('base' in value)) return pinned(checked(value, under));
  const override = readForm(PolicyOverride, value, 'invalid-policy', under);
  try {
    return pinned(checked(overridden(override), ''));
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'invalid-policy') throw error;
    const { path } = error.details;
    const at = typeof path === 'string' ? path : '';
    const place = Object.keys(override.set).find((set) => at === set || at.startsWith(`${set}/`));
    const blamed = under + (place === undefined ? '/set' : pointer('set', place) + at.slice(place.length));
    throw new DomainError(error.code, error.message, { ...error.details, path: blamed });
  }
}

/** Adds the SHA-256 of the canonical bytes (RFC 8785), which stands for the whole document in every result. */
export function pinned(document: RatingPolicy): PinnedPolicy {
  return { document, sha256: digestOf(document) };
}

// A preset never changes, and a batch of ten thousand cases names the same one.
const digests = new WeakMap<RatingPolicy, string>();

function digestOf(document: RatingPolicy): string {
  const known = digests.get(document);
  if (known !== undefined) return known;
  const digest = contentSha256(document);
  digests.set(document, digest);
  return digest;
}

function checked(value: unknown, under: string): RatingPolicy {
  const policy: RatingPolicy = readForm(PolicyForm, value, 'invalid-policy', under);
  const errors = faultsOfPolicy(policy).map(({ path, message }) => ({ path: under + path, message }));
  const [first] = errors;
  if (first === undefined) return policy;
  throw new DomainError('invalid-policy', `${first.path} ${first.message}.`, { path: first.path, errors });
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
