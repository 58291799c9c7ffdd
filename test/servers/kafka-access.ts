import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import type { KafkaExtras } from '@dondoc/infra/local/supervisor/kafka.ts';

/** A broker's guarded listener: the environment of a client that is let in, and what the broker is told. */
export type KafkaAccess = Readonly<{
  env: Readonly<Record<string, string>>;
  /** A certificate that the broker's own is not of. */
  otherCaFile: string;
  extras: KafkaExtras;
}>;

const USER = 'dondoc';
const PASSWORD = 'mat-khau-cua-lan-chay';
const STORE_PASSWORD = 'of-this-run';

/** TLS with a certificate made here by the JDK's keytool, and the same login by SCRAM and by PLAIN. */
export async function kafkaAccess(
  java: string,
  home: string,
  ports: Readonly<{ broker: number; controller: number; guarded: number }>,
): Promise<KafkaAccess> {
  const [own, other] = await Promise.all(['broker', 'other'].map((name) => certificate(java, home, name)));
  const host = '127.0.0.1';
  const listeners = `PLAINTEXT://${host}:${ports.broker},GUARDED://${host}:${ports.guarded}`;
  const login = `org.apache.kafka.common.security.plain.PlainLoginModule required user_${USER}="${PASSWORD}";`;
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  return {
    env: {
      KAFKA_BROKERS: `${host}:${ports.guarded}`,
      KAFKA_CA_FILE: own?.pem ?? '',
      KAFKA_SASL_MECHANISM: 'scram-sha-512',
      KAFKA_USERNAME: USER,
      KAFKA_PASSWORD: PASSWORD,
    },
    otherCaFile: other?.pem ?? '',
    extras: {
      settings: {
        listeners: `${listeners},CONTROLLER://${host}:${ports.controller}`,
        'advertised.listeners': listeners,
        'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,GUARDED:SASL_SSL',
        'listener.name.guarded.ssl.keystore.type': 'PKCS12',
        'listener.name.guarded.ssl.keystore.location': own?.store ?? '',
        'listener.name.guarded.ssl.keystore.password': STORE_PASSWORD,
        'listener.name.guarded.sasl.enabled.mechanisms': 'SCRAM-SHA-512,PLAIN',
        'listener.name.guarded.scram-sha-512.sasl.jaas.config': scram,
        'listener.name.guarded.plain.sasl.jaas.config': login,
      },
      format: ['--add-scram', `SCRAM-SHA-512=[name=${USER},password=${PASSWORD}]`],
    },
  };
}

/** Self-signed, for this machine's loopback: the key in a store that Java reads, the certificate alone for the client. */
async function certificate(java: string, home: string, name: string) {
  const keytool = join(dirname(java), 'keytool');
  const store = join(home, `${name}.p12`);
  const pem = join(home, `${name}.pem`);
  const access = ['-alias', name, '-keystore', store, '-storetype', 'PKCS12', '-storepass', STORE_PASSWORD];
  const key = ['-genkeypair', '-keyalg', 'EC', '-dname', `CN=${name}`, '-ext', 'SAN=IP:127.0.0.1'];
  await promisify(execFile)(keytool, [...key, '-validity', '2', ...access]);
  await promisify(execFile)(keytool, ['-exportcert', '-rfc', '-file', pem, ...access]);
  return { store, pem };
}
