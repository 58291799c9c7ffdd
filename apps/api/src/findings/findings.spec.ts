import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hash } from 'node:crypto';
import { startTestApi, type Person, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let admin: Person;
let auditor: Person;
let unit: Person;
let other: Person;
let conclusionId: string;
beforeAll(async () => {
  api = await startTestApi();
  await api.registerUnit('SNV', 'd');
  await api.registerUnit('STC', 'd');
  admin = await api.person('ADMINISTRATOR');
  auditor = await api.person('AUDITOR');
  unit = await api.person('UNIT', 'SNV');
  other = await api.person('UNIT', 'STC');
});
afterAll(() => api.close());

const HEADING = 'unit,source,conclusion_number,issuer,signed_on,item,text,severity,amount,theme,repeats';
const line = (of: string, item: string, more = 'HIGH,1000000,T01,') =>
  `${of},STATE_AUDIT,7/KTNN,KTNN khu vực III,01/10/2026,${item},Quyết toán chậm ${item}.,${more}`;
const list = (...lines: string[]) => [HEADING, ...lines].join('\n');
const text = 'Chậm giải ngân vốn đầu tư công.';

describe('Findings over the API', () => {
  it('an administrator registers a conclusion once', async () => {
    const body = {
      source: 'INSPECTION',
      number: '12/KL-TTr',
      issuer: 'Thanh tra tỉnh',
      signedOn: '2026-09-15',
    };
    const registered = await api.post('/v1/conclusions', admin, body);
    expect(registered.status).toBe(201);
    ({ conclusionId } = registered.body as { conclusionId: string });
    expect((await api.post('/v1/conclusions', admin, body)).body).toMatchObject({
      conclusionId,
      position: null,
    });
    const changed = await api.post('/v1/conclusions', admin, { ...body, source: 'PARTY_CHECK' });
    expect([changed.status, changed.body.code]).toEqual([409, 'conclusion-exists']);
    expect((await api.get('/v1/conclusions', auditor)).body.items).toMatchObject([
      { conclusionId, subject: null },
    ]);
    expect((await api.get('/v1/conclusions', unit)).status).toBe(403);
  });

  it('and findings of it against a unit, quoted word for word with the hash in clear', async () => {
    const findings = [{ item: 'III.1', text, severity: 'HIGH', amount: '1250000000' }];
    const sent = await api.post('/v1/units/SNV/findings', admin, { conclusionId, findings });
    expect(sent.status).toBe(201);
    const shown = await api.get('/v1/units/SNV/findings/1', unit);
    expect(shown.body).toMatchObject({
      no: '1',
      status: 'OPEN',
      text,
      textSha256: hash('sha256', text, 'hex'),
      origin: { number: '12/KL-TTr', item: 'III.1' },
      age: null,
    });
    const bad = [{ item: 'III.2', text, severity: 'HIGH', repeats: '9' }];
    const refused = await api.post('/v1/units/SNV/findings', admin, { conclusionId, findings: bad });
    expect(refused.body).toMatchObject({
      code: 'finding-invalid',
      errors: [{ path: '/findings/0/repeatsFindingId' }],
    });
    const nowhere = { conclusionId: '7b0c7d0c-8d55-4a52-9a57-0d9f5d8c8f11', findings };
    expect((await api.post('/v1/units/SNV/findings', admin, nowhere)).body.code).toBe('unknown-conclusion');
  });

  it('a unit sees its own only, and writes none', async () => {
    expect((await api.get('/v1/units/SNV/findings', other)).status).toBe(404);
    expect((await api.get('/v1/units/SNV/findings/history', other)).status).toBe(404);
    expect((await api.get('/v1/findings?unit=SNV', other)).body.items).toEqual([]);
    expect((await api.get('/v1/findings', other)).body.items).toEqual([]);
    expect((await api.get('/v1/findings', unit)).body.items).toHaveLength(1);
    expect((await api.get('/v1/findings/roll-up', unit)).status).toBe(403);
    const body = { conclusionId, findings: [{ item: 'x', text, severity: 'LOW' }] };
    expect((await api.post('/v1/units/SNV/findings', unit, body)).status).toBe(403);
    expect((await api.get('/v1/units/KHONG-CO/findings', admin)).body.code).toBe('unknown-register');
    expect((await api.get('/v1/units/SNV/findings/99', unit)).body.code).toBe('unknown-finding');
  });

  it('a dry run says what an import would do, number by number, and writes nothing', async () => {
    const before = await api.store.head();
    const csv = list(
      line('SNV', '1'),
      line('STC', '2'),
      line('KHONG-CO', '3'),
      line('STC', '4', 'HUGE,1,T01,'),
    );
    const { body } = await api.post('/v1/findings/import', admin, { csv, dryRun: true });
    expect(body).toMatchObject({ dryRun: true, registered: 2, refused: 2, position: null });
    expect(body.rows).toMatchObject([
      { line: 2, outcome: 'NEW', unit: 'SNV', no: '2' },
      { line: 3, outcome: 'NEW', unit: 'STC', no: '1' },
      { line: 4, outcome: 'REFUSED', faults: [{ field: 'unit' }] },
      { line: 5, outcome: 'REFUSED', faults: [{ field: 'severity' }] },
    ]);
    expect(await api.store.head()).toBe(before);
  });

  it('one wrong line refuses the whole list, unless it is imported line by line', async () => {
    const before = await api.store.head();
    const csv = list(line('SNV', '1'), line('STC', '2'), line('STC', '2'), line('SNV', '5', 'LOW,,T01,77'));
    const refused = await api.post('/v1/findings/import', admin, { csv });
    expect([refused.status, refused.body.code]).toEqual([422, 'finding-list-invalid']);
    expect(refused.body.errors).toMatchObject([
      { path: '/rows/3/item' },
      { path: '/rows/4/item' },
      { path: '/rows/5/repeats' },
    ]);
    expect(await api.store.head()).toBe(before);
    const { body } = await api.post('/v1/findings/import', admin, { csv, perRow: true });
    expect(body).toMatchObject({ registered: 1, refused: 3 });
    expect((await api.get('/v1/units/SNV/findings/2', unit)).body).toMatchObject({
      origin: { source: 'STATE_AUDIT', item: '1' },
    });
  });

  it('the same list again changes nothing; a changed line is refused by its field', async () => {
    const csv = list(line('SNV', '1'), line('STC', '2'));
    expect((await api.post('/v1/findings/import', admin, { csv })).body).toMatchObject({
      registered: 1,
      known: 1,
    });
    const before = await api.store.head();
    expect((await api.post('/v1/findings/import', admin, { csv })).body).toMatchObject({
      registered: 0,
      known: 2,
      position: null,
    });
    const changed = list(line('SNV', '1', 'LOW,1000000,T01,'));
    const refused = await api.post('/v1/findings/import', admin, { csv: changed });
    expect(refused.body.errors).toMatchObject([{ path: '/rows/2/severity' }]);
    const clash = list(line('SNV', '9').replace('STATE_AUDIT', 'PETITION'));
    expect((await api.post('/v1/findings/import', admin, { csv: clash })).body.errors).toMatchObject([
      { path: '/rows/2/conclusion_number' },
    ]);
    expect(await api.store.head()).toBe(before);
  });

  it('splits a finding, closes a part on evidence, and never opens it again', async () => {
    const parts = [{ text: 'Chậm lập hồ sơ.', amount: '200000000' }, { text: 'Chậm nghiệm thu.' }];
    const split = await api.post('/v1/units/SNV/findings/1/split', admin, { parts, reason: 'Hai việc' });
    expect(split.status).toBe(200);
    expect((await api.get('/v1/units/SNV/findings/1', unit)).body).toMatchObject({ status: 'SPLIT' });
    expect((await api.get('/v1/units/SNV/findings/1.2', unit)).body).toMatchObject({ severity: 'HIGH' });
    const close = { as: 'VERIFIED_CLOSED', basis: { ref: '40/BC-TTr' } };
    const bare = await api.post('/v1/units/SNV/findings/1.1/close', admin, close);
    expect(bare.body).toMatchObject({ code: 'evidence-missing', errors: [{ rule: 'R-06' }] });
    const evidence = ['1'.repeat(64)];
    const closed = await api.post('/v1/units/SNV/findings/1.1/close', admin, { ...close, evidence });
    expect(closed.status).toBe(200);
    const again = { as: 'NO_LONGER_APPLICABLE', basis: { ref: 'x' } };
    expect((await api.post('/v1/units/SNV/findings/1.1/close', admin, again)).body.code).toBe(
      'finding-closed',
    );
    const history = await api.get('/v1/units/SNV/findings/history', auditor);
    const types = (history.body.items as { type: string }[]).map(({ type }) => type);
    expect(types.filter((type) => type !== 'FindingRegistered')).toEqual(['FindingSplit', 'FindingClosed']);
    const earlier = (history.body.items as { position: number }[])[0]?.position;
    expect((await api.get(`/v1/units/SNV/findings?asOf=${earlier}`, auditor)).body.items).toMatchObject([
      { no: '1', status: 'OPEN' },
    ]);
  });

  it('refuses a body that is neither list', async () => {
    for (const body of [{}, { csv: 'x', xlsx: 'eA==' }, { xlsx: 'not base64!' }])
      expect((await api.post('/v1/findings/import', admin, body)).status).toBe(400);
    expect((await api.post('/v1/findings/import', admin, { xlsx: 'eHh4eA==' })).body.code).toBe(
      'finding-list-invalid',
    );
  });
});
