import { describe, expect, it } from '@jest/globals';

import { Refusal, explain } from './refusal.ts';

describe('what a person reads when a start fails', () => {
  it('is the sentence alone for a refusal', () => {
    expect(explain(new Refusal('port 8080 is in use.'))).toBe('port 8080 is in use.');
  });

  it.each([
    ['a file could not be written', Object.assign(new Error('write'), { code: 'ENOSPC' })],
    ['PostgreSQL could not extend a table', Object.assign(new Error('could not extend'), { code: '53100' })],
    ['a program said so', new Error('initdb: could not write: No space left on device')],
    [
      'a cause further down',
      new Error('migration failed', { cause: Object.assign(new Error(), { code: 'ENOSPC' }) }),
    ],
  ])('is that the disk is full when %s', (_, error) => {
    expect(explain(error)).toMatch(/^the disk is full/);
  });

  it('keeps the stack of a fault', () => {
    const fault = new TypeError('undefined is not a function');
    expect(explain(fault)).toBe(fault.stack);
  });
});
