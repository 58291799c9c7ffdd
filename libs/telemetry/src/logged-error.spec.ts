import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@dondoc/domain/domain-error.ts';
import { createLogger } from './logger.ts';

const TEXT = 'Đồng chí Nguyễn Văn A chậm nộp';

function logged(error: unknown, key = 'err'): string {
  let lines = '';
  const logger = createLogger({ name: 'test', level: 'info', to: { write: (line) => void (lines += line) } });
  logger.warn({ [key]: error }, 'something failed');
  return lines;
}
const withFields = (message: string, fields: object, name = 'Error') =>
  Object.assign(new Error(message), { name, ...fields });

describe('A logged error', () => {
  it.each([
    ['the parameters of a statement', withFields('failed', { parameters: [TEXT], query: 'INSERT …' })],
    ['the detail of a database', withFields('duplicate key', { code: '23505', detail: `Key (x)=(${TEXT})` })],
    ['the value a database cannot take', withFields(`invalid input: "${TEXT}"`, { code: '22P02' })],
    ['the text that is not JSON', parseFailure(`{"text": "${TEXT}`)],
    ['the words of a refusal', new DomainError('limitation-not-quoted', `Quote: ${TEXT}`, { text: TEXT })],
    ['the address of a person', new Error('550 no such user <nguyen.van.a@example.vn>')],
    ['what hides in its cause', new Error('outer', { cause: withFields('x', { detail: TEXT }) })],
    ['what is no error', { text: TEXT }],
  ])('does not hold %s', (_, error) => {
    for (const key of ['err', 'error']) {
      expect(logged(error, key)).not.toContain('Nguyễn');
      expect(logged(error, key)).not.toContain('nguyen.van.a');
    }
  });

  it('says its kind, its code, its message, its place and its cause', () => {
    const cause = withFields('connection refused', { code: 'ECONNREFUSED' });
    const error = new TypeError('cannot append', { cause });
    const { err } = JSON.parse(logged(error)) as { err: Record<string, unknown> };
    expect(err).toMatchObject({
      type: 'TypeError',
      message: 'cannot append',
      cause: { code: 'ECONNREFUSED', message: 'connection refused' },
    });
    expect(err['stack']).toMatch(/logged-error\.spec/);
  });

  it('keeps the names a database gives its own things', () => {
    const error = withFields('relation "app.migration" does not exist', { code: '42P01' });
    expect(logged(error)).toContain('app.migration');
  });

  it('ends with causes that go round', () => {
    const error = new Error('round');
    error.cause = error;
    expect(logged(error)).toContain('round');
  });
});

function parseFailure(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}
