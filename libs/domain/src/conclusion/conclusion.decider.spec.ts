import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import { ADMIN, at } from '../campaign/test-campaigns.ts';
import type { ConclusionContent, ConclusionEvent } from './conclusion.events.ts';
import { conclusionDecider } from './conclusion.decider.ts';

const given = (...history: ConclusionEvent[]) => specificationFor(conclusionDecider)(undefined, ...history);
const content = {
  conclusionId: 'conclusion-1',
  source: 'INSPECTION' as const,
  number: '12/KL-TTr',
  issuer: 'Thanh tra tỉnh',
  signedOn: '2025-09-15',
  subject: 'Quản lý đầu tư công',
};
const registered: ConclusionEvent = { type: 'ConclusionRegistered', data: content };
const register = (more: Partial<ConclusionContent> = {}) => ({
  type: 'RegisterConclusion' as const,
  at: at('2026-03-02'),
  actor: ADMIN,
  data: { ...content, ...more },
});

describe('Register a conclusion', () => {
  it('puts it on record once', () => {
    given().when(register()).then(registered);
    given(registered).when(register()).thenNothingHappens();
  });

  it('refuses another content under the same number', () => {
    given(registered)
      .when(register({ source: 'STATE_AUDIT' }))
      .thenRefuses('conclusion-exists', { differing: ['source'] });
  });

  it.each<[string, Partial<ConclusionContent>]>([
    ['/source', { source: 'RUMOUR' as never }],
    ['/number', { number: ' ' }],
    ['/issuer', { issuer: '' }],
    ['/signedOn', { signedOn: '2025-02-30' }],
    ['/signedOn', { signedOn: '2026-03-03' }],
  ])('refuses content that is wrong at %s', (path, more) => {
    given()
      .when(register(more))
      .thenRefuses('conclusion-invalid', {
        errors: expect.arrayContaining([expect.objectContaining({ path })]),
      });
  });

  it('refuses everybody but an administrator', () => {
    given()
      .when({ ...register(), actor: { id: 'x', role: 'AUDITOR' } })
      .thenRefuses('forbidden-role');
  });
});
