import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import type { ActorRef } from '../../actor.ts';
import { fold } from '../../decider.ts';
import { presetFor } from '../presets/presets.ts';
import type { PinnedPolicy } from '../rating-policy.ts';
import { policyDecider, type PolicyCommand, type PolicyEvent } from './policy.decider.ts';
import { admin, AT, unitActor } from './test-rating-process.ts';

const CODE = 'VN-UNIT-366-335';
const policy = (version: number, digest = String(version)): PinnedPolicy => ({
  document: { ...presetFor(CODE, '/policy'), version },
  sha256: digest.repeat(64),
});
const published = (version: number): PolicyEvent => ({
  type: 'RatingPolicyPublished',
  data: { code: CODE, version, ...policy(version) },
});
const publish = (pinned: PinnedPolicy, shipped = 1, actor: ActorRef = admin): PolicyCommand => ({
  type: 'PublishPolicy',
  at: AT,
  actor,
  data: { ...pinned, shipped },
});
const given = (...events: PolicyEvent[]) => specificationFor(policyDecider)(undefined, ...events);

describe('A rating policy', () => {
  it('is published after the one that came with the release', () => {
    given()
      .when(publish(policy(2)))
      .then(published(2));
  });

  it('of a code of one’s own begins with version 1', () => {
    given()
      .when(publish(policy(1), 0))
      .then(published(1));
  });

  it('counts on from the newest, published or shipped with a later release', () => {
    given(published(2))
      .when(publish(policy(3)))
      .then(published(3));
    given(published(2))
      .when(publish(policy(6), 5))
      .then(published(6));
  });

  it('is never edited: a version that there is, or a gap, is refused with the one that is expected', () => {
    given(published(2))
      .when(publish(policy(2, 'f')))
      .thenRefuses('policy-version-taken', { path: '/version', expected: 3 });
    given(published(2))
      .when(publish(policy(4)))
      .thenRefuses('policy-version-taken', { expected: 3 });
    given()
      .when(publish(policy(1)))
      .thenRefuses('policy-version-taken', { expected: 2 });
  });

  it('published again as it is, is nothing', () => {
    given(published(2))
      .when(publish(policy(2)))
      .thenNothingHappens();
  });

  it('is an administrator’s to publish', () => {
    given()
      .when(publish(policy(2), 1, unitActor))
      .thenRefuses('forbidden-role');
    given()
      .when(publish(policy(2), 1, { id: 'a', role: 'AUDITOR' }))
      .thenRefuses('forbidden-role');
  });

  it('stands as the newest of its versions', () => {
    const { newest } = fold(policyDecider, [published(2), published(3)]);
    expect(newest).toEqual(policy(3));
  });
});
