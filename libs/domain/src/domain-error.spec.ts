import { describe, expect, it } from '@jest/globals';
import { assertNever } from './domain-error.ts';

describe('A case nobody handled', () => {
  it('is told by its type, never by its content', () => {
    const event = { type: 'FromTheFuture', data: { answers: 'sealed text' } };
    expect(() => assertNever(event as never)).toThrow(new TypeError('Unhandled case: FromTheFuture'));
  });
});
