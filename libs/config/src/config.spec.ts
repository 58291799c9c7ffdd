import { describe, expect, it } from '@jest/globals';

import { loadConfig } from './config.ts';
import { loadTemporalConfig } from './temporal-config.ts';
import { ConfigError } from './variable-kinds.ts';

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
      metricsHost: '127.0.0.1',
      evidenceMaxBytes: 52_428_800,
    });
  });

  it('reads when mail may go out, and says what is no time', () => {
    expect(
      loadConfig({ ...usable, NOTICE_QUIET_HOURS: '18:00-08:00', NOTICE_DIGEST_AT: '16:30' }).mailPolicy,
    ).toEqual({
      quiet: { from: '18:00', to: '08:00', daysOff: true },
      digestAt: '16:30',
      urgentAlways: true,
    });
    for (const NOTICE_QUIET_HOURS of ['18-8', '18:00', '08:00-08:00', '18:00-25:00'])
      expect(refusalOf({ ...usable, NOTICE_QUIET_HOURS })).toContain('NOTICE_QUIET_HOURS');
  });

  it('keeps evidence in a bucket when it is told which, and how to get in', () => {
    const bucket = {
      EVIDENCE_S3_URL: 'https://s3.tinh.example/dondoc-evidence',
      EVIDENCE_S3_ACCESS_KEY_ID: 'dondoc',
      EVIDENCE_S3_SECRET_ACCESS_KEY: 'secret-word',
    };
    expect(loadConfig({ ...usable, ...bucket }).evidenceBucket).toEqual({
      url: 'https://s3.tinh.example/dondoc-evidence',
      region: 'us-east-1',
      accessKeyId: 'dondoc',
      secretAccessKey: 'secret-word',
    });
    const message = refusalOf({ ...usable, ...bucket, EVIDENCE_S3_SECRET_ACCESS_KEY: undefined });
    expect(message).toContain('EVIDENCE_S3_SECRET_ACCESS_KEY is not set');
    for (const url of [
      's3://dondoc',
      'https://me:secret-word@s3.tinh.example/x',
      'https://s3.tinh.example/x?y',
    ])
      expect(refusalOf({ ...usable, ...bucket, EVIDENCE_S3_URL: url })).toContain('EVIDENCE_S3_URL');
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

  it('knows a version of the worker by its two parts, and refuses one without the other', () => {
    const version = { TEMPORAL_DEPLOYMENT_NAME: 'dondoc', TEMPORAL_WORKER_BUILD_ID: '1.4.0' };
    const temporalDeployment = { name: 'dondoc', buildId: '1.4.0' };
    expect(loadConfig({ ...usable, ...version })).toMatchObject({ temporalDeployment });
    expect(loadTemporalConfig(version)).toMatchObject({ temporalDeployment });
    expect(refusalOf({ ...usable, TEMPORAL_WORKER_BUILD_ID: '1.4.0' })).toContain(
      'TEMPORAL_DEPLOYMENT_NAME is not set, but TEMPORAL_WORKER_BUILD_ID is',
    );
    expect(refusalOf({ ...usable, ...version, TEMPORAL_DEPLOYMENT_NAME: 'don.doc' })).toContain('a dot');
  });

  it('leaves Kafka out unless brokers are named', () => {
    expect(loadConfig({ ...usable, KAFKA_TOPIC: 'other' })).not.toHaveProperty('kafka');
    expect(loadConfig({ ...usable, KAFKA_BROKERS: 'one:9092, two:9092' }).kafka).toEqual({
      brokers: ['one:9092', 'two:9092'],
      topic: 'dondoc.events.v1',
      tls: false,
    });
  });

  it('takes a login to Kafka whole or not at all', () => {
    const half = { ...usable, KAFKA_BROKERS: 'one:9092', KAFKA_USERNAME: 'dondoc' };
    const message = refusalOf(half);
    expect(message).toContain('KAFKA_SASL_MECHANISM is not set, but KAFKA_USERNAME is');
    expect(message).toContain('KAFKA_PASSWORD');
    const whole = { ...half, KAFKA_PASSWORD: 'x', KAFKA_SASL_MECHANISM: 'scram-sha-512', KAFKA_TLS: 'true' };
    expect(loadConfig(whole).kafka).toMatchObject({
      tls: true,
      sasl: { mechanism: 'scram-sha-512', username: 'dondoc', password: 'x' },
    });
  });

  it.each([
    ['KAFKA_BROKERS', 'one:9092,two'],
    ['KAFKA_TOPIC', 'two words'],
    ['KAFKA_TLS', 'yes'],
    ['KAFKA_SASL_MECHANISM', 'kerberos'],
  ])('refuses %s=%s by its name', (name, value) => {
    expect(refusalOf({ ...usable, KAFKA_BROKERS: 'one:9092', [name]: value })).toContain(`${name} is not`);
  });

  it('cannot be changed afterwards', () => {
    expect(Object.isFrozen(loadConfig(usable))).toBe(true);
  });
});
