import { describe, expect, it } from '@jest/globals';
import { DatabaseError } from 'pg';
import { isPassing } from './append-lane.ts';

const refusal = (code: string) => Object.assign(new DatabaseError('x', 0, 'error'), { code });
const broken = (code: string) => Object.assign(new Error('x'), { code });

describe('isPassing', () => {
  it.each(['08006', '53100', '53300', '57P01', '57P02', '57P03', '55P03', '57014', '40001'])(
    'tries again after SQLSTATE %s',
    (code) => expect(isPassing(refusal(code))).toBe(true),
  );

  it.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE'])('tries again after %s', (code) =>
    expect(isPassing(broken(code))).toBe(true),
  );

  it('tries again after a connection that broke without a code', () => {
    expect(isPassing(new Error('Connection terminated unexpectedly'))).toBe(true);
  });

  it.each(['ES002', 'ES003', 'ES004', '23505', '22P02', '42501', '28P01'])(
    'does not after SQLSTATE %s',
    (code) => expect(isPassing(refusal(code))).toBe(false),
  );

  it('does not after a mistake of our own', () => {
    expect(isPassing(new TypeError('x is undefined'))).toBe(false);
  });
});
