import { describe, expect, it } from '@jest/globals';
import { specificationFor } from '@dondoc/testing/given.ts';
import type { ActorRef } from '../actor.ts';
import type { DirectiveCommand } from './directive.commands.ts';
import { directiveDecider } from './directive.decider.ts';
import type { DirectiveContent, DirectiveEvent } from './directive.events.ts';

const given = (...history: DirectiveEvent[]) => specificationFor(directiveDecider)(undefined, ...history);

const content: DirectiveContent = {
  family: 'PARTY',
  number: { raw: '1889-CV/TU', seq: 1889, type: 'CV', issuer: 'TU', term: '2020-2025' },
  abstract: 'về công tác kiểm điểm',
  issuer: ['TỈNH ỦY QUẢNG NGÃI'],
  place: 'Quảng Ngãi',
  issuedOn: '2023-11-15',
  addressees: ['Các sở, ban, ngành'],
  requirements: [{ no: '1', text: 'Kiểm điểm việc phối hợp.' }],
  deadlines: [],
  distribution: [],
  signature: null,
  notStated: ['deadlines'],
  sourceSha256: 'a'.repeat(64),
};

describe('Register a directive', () => {
  it('puts the directive on record as it was imported', () => {
    given().when(register()).then(issued());
  });

  it('does nothing when the same text is imported again', () => {
    given(issued()).when(register()).thenNothingHappens();
  });

  it('refuses another text under the same number', () => {
    given(issued())
      .when(register({ sourceSha256: 'b'.repeat(64) }))
      .thenRefuses('directive-exists', { directiveId: 'directive-1' });
  });

  it.each<[string, Partial<DirectiveContent>]>([
    ['/number/seq', { number: { ...content.number, seq: 0 } }],
    ['/number/seq', { number: { ...content.number, seq: 1.5 } }],
    ['/number/type', { number: { ...content.number, type: ' ' } }],
    ['/number/issuer', { number: { ...content.number, issuer: '' } }],
    ['/issuer', { issuer: [' '] }],
    ['/issuedOn', { issuedOn: '2023-02-30' }],
    ['/requirements', { requirements: [] }],
    ['/requirements/1/no', { requirements: [asked('1'), asked('1')] }],
    ['/requirements/0/text', { requirements: [{ no: '1', text: ' ' }] }],
    ['/sourceSha256', { sourceSha256: 'abc' }],
  ])('refuses content that is wrong at %s', (path, more) => {
    given()
      .when(register(more))
      .thenRefuses('directive-incomplete', {
        errors: expect.arrayContaining([expect.objectContaining({ path })]),
      });
  });

  it('refuses everybody but an administrator and the system', () => {
    for (const role of ['UNIT', 'AUDITOR'] as const) {
      given()
        .when(register({}, { id: 'someone', role }))
        .thenRefuses('forbidden-role', { role });
    }
  });
});

function asked(no: string) {
  return { no, text: `Yêu cầu ${no}` };
}

function issued(): DirectiveEvent {
  return { type: 'DirectiveIssued', data: { directiveId: 'directive-1', ...content } };
}

function register(
  more: Partial<DirectiveContent> = {},
  actor: ActorRef = { id: 'admin-1', role: 'ADMINISTRATOR' },
): DirectiveCommand {
  const data = { directiveId: 'directive-1', ...content, ...more };
  return { type: 'RegisterDirective', at: '2026-03-02T02:00:00.000Z', actor, data };
}
