import { describe, expect, it } from '@jest/globals';

import { ConfigError, loadConfig } from './config.ts';

const usable = {
  DATABASE_URL: 'postgres://dondoc_app:secret-word@127.0.0.1:5432/dondoc',
  DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
};

const refusalOf = (env: Record<string, string | undefined>): string => {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('loadConfig accepted an environment that it should refuse');
};

describe('loadConfig', () => {
  it('needs only the database and the sealing key', () => {
    expect(loadConfig(usable)).toEqual({
      databaseUrl: usable.DATABASE_URL,
      dataKey: Buffer.alloc(32, 7),
      temporalAddress: '127.0.0.1:7233',
      temporalNamespace: 'default',
      host: '127.0.0.1',
      port: 8080,
      mailFrom: 'don-doc@localhost',
      logLevel: 'info',
      evidenceMaxBytes: 52_428_800,
    });
  });

  it('treats a variable that is set to nothing as not set', () => {
    expect(loadConfig({ ...usable, SMTP_URL: '', PORT: '' })).toMatchObject({ port: 8080 });
    expect(loadConfig({ ...usable, SMTP_URL: '' })).not.toHaveProperty('smtpUrl');
  });

  it('names every wrong variable in one message', () => {
    const message = refusalOf({ PORT: 'eighty', SMTP_URL: 'mail.example', LOG_LEVEL: 'loud' });
    for (const name of ['DATABASE_URL', 'DATA_KEY', 'PORT', 'SMTP_URL', 'LOG_LEVEL']) {
      expect(message).toContain(name);
    }
  });

  it('never shows a value, because values are secrets', () => {
    const message = refusalOf({ DATABASE_URL: 'mysql://u:secret-word@host/db', DATA_KEY: 'short-key' });
    expect(message).not.toContain('secret-word');
    expect(message).not.toContain('short-key');
  });

  it.each(['0', '65536', '-1', '80a'])('refuses %s as a port', (PORT) => {
    expect(refusalOf({ ...usable, PORT })).toContain('PORT');
  });

  it('cannot be changed afterwards', () => {
    expect(Object.isFrozen(loadConfig(usable))).toBe(true);
  });
});
