import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { loadConfig } from '@dondoc/config/config.ts';
import type { KafkaConfig } from '@dondoc/config/kafka-config.ts';
import type { ObtainedKafka } from '@dondoc/infra/local/toolchain/kafka.ts';
import { createKafkaPublisher } from '@dondoc/messaging/kafka-publisher.ts';
import { startTestKafka } from '../../servers/test-kafka.ts';
import { describeWith } from '../process/servers.ts';
import { until } from '../process/until.ts';
import { openPublishedLog, type PublishedLog } from './published-log.ts';

describeWith('TEST_KAFKA', 'A broker that wants TLS and a login', (tool) => {
  let broker: Awaited<ReturnType<typeof startTestKafka>>;
  let log: PublishedLog;
  let topics = 0;
  /** As the worker reads it from its environment. */
  const configured = (changed: Readonly<Record<string, string>> = {}): KafkaConfig => {
    const { kafka } = loadConfig({
      DATABASE_URL: log.database.appUrl,
      DATA_KEY: log.sealingKey.toString('base64'),
      KAFKA_TOPIC: log.config.topic,
      ...broker.access?.env,
      ...changed,
    });
    if (kafka === undefined) throw new Error('no brokers are named');
    return kafka;
  };
  const publishedLog = async () => {
    log = await openPublishedLog(broker.brokers, `access.events.${(topics += 1)}`);
  };

  beforeAll(async () => {
    broker = await startTestKafka(JSON.parse(tool) as ObtainedKafka, { guarded: true });
  }, 120_000);
  afterEach(() => log.close());
  afterAll(() => broker.close());

  it.each(['scram-sha-512', 'plain'])('is published to with a login by %s', async (mechanism) => {
    await publishedLog();
    const streams = await log.appendStreams(3, 5);
    log.relay(createKafkaPublisher(configured({ KAFKA_SASL_MECHANISM: mechanism })));
    await log.caughtUp();
    const { taken, holes } = await log.consumed();
    expect({ taken, holes }).toEqual({ taken: new Map(streams.map((id) => [id, 5])), holes: [] });
  });

  it.each([
    [
      'a wrong password',
      () => ({ KAFKA_PASSWORD: 'another' }),
      /SCRAM SHA512 authentication failed: .*invalid credentials/,
    ],
    [
      'an authority that its certificate is not of',
      () => ({ KAFKA_CA_FILE: other() }),
      /self-signed certificate/,
    ],
    ['no TLS', () => ({ KAFKA_CA_FILE: '', KAFKA_TLS: 'false' }), /Closed connection/],
  ])(
    'tells %s by what is wrong, again and again, and gets all once it is right',
    async (_what, changed, says) => {
      await publishedLog();
      const wrong = log.relay(createKafkaPublisher(configured(changed())));
      const streams = await log.appendStreams(2, 5);
      // Told twice: the relay goes on asking.
      const told = () => log.troubles.filter((text) => says.test(text)).length;
      await until(told, (count) => count >= 2, { what: 'trouble told twice', withinMs: 60_000 });
      expect(log.troubles.join()).not.toContain('mat-khau-cua-lan-chay');
      await wrong.stop();
      log.relay(createKafkaPublisher(configured()));
      await log.caughtUp();
      expect((await log.consumed()).taken).toEqual(new Map(streams.map((id) => [id, 5])));
    },
  );

  const other = () => broker.access?.otherCaFile ?? '';
});
