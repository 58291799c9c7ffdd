import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fileTitle } from './file-title.ts';
import { folderEvidenceStore } from './folder-store.ts';
import { receiveEvidence, type EvidenceIntake } from './receive-evidence.ts';
import { sweepSpool } from './spool.ts';
import { EICAR, PDF, PNG, PROGRAM } from './test-files.ts';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
let folder: string;
let intake: EvidenceIntake;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dondoc-evidence-'));
  intake = {
    store: folderEvidenceStore(join(folder, 'kept')),
    spoolFolder: join(folder, 'spool'),
    scanner: null,
    maxBytes: 1_000,
  };
});
afterEach(() => rmSync(folder, { recursive: true }));

const receive = (bytes: Buffer, name = 'Quyết định.pdf', more: Partial<EvidenceIntake> = {}) =>
  receiveEvidence({ ...intake, ...more }, { name, content: Readable.from([bytes]) });
const spooled = () => readdirSync(intake.spoolFolder);

describe('A file that comes in', () => {
  it('is kept under the hash of its bytes, and comes out as it came', async () => {
    const file = await receive(PDF);
    expect(file).toMatchObject({
      sha256: sha256(PDF),
      size: PDF.length,
      mediaType: 'application/pdf',
      title: 'Quyết định.pdf',
    });
    await intake.store.keep(file);
    expect(await buffer((await intake.store.open(sha256(PDF))) ?? Readable.from([]))).toEqual(PDF);
    expect(spooled()).toEqual([]);
  });

  it('twice is one file', async () => {
    for (const name of ['a.pdf', 'b.pdf']) await intake.store.keep(await receive(PDF, name));
    const kept = readdirSync(join(folder, 'kept'), { recursive: true }).filter((path) =>
      statSync(join(folder, 'kept', String(path))).isFile(),
    );
    expect(kept).toHaveLength(1);
    expect(spooled()).toEqual([]);
  });

  it.each([
    ['a picture that calls itself a document', PNG, 'bao-cao.pdf', 'image/png'],
    ['Vietnamese text', Buffer.from('Đã thực hiện.\r\n'), 'x.exe', 'text/plain'],
  ])('%s is what its content says', async (_what, bytes, name, mediaType) => {
    expect(await receive(bytes, name)).toMatchObject({ mediaType });
  });

  it.each([
    ['a program named like a document', PROGRAM, 'evidence-type-refused'],
    ['bytes of no kind', Buffer.from([0, 1, 2, 3]), 'evidence-type-refused'],
    ['nothing', Buffer.alloc(0), 'evidence-empty'],
    ['too much', Buffer.alloc(1_001, 'a'), 'evidence-too-large'],
  ])('%s is refused, and nothing is left of it', async (_what, bytes, code) => {
    await expect(receive(bytes, 'bao-cao.pdf')).rejects.toMatchObject({ name: 'DomainError', code });
    expect(spooled()).toEqual([]);
  });

  it('of exactly the largest size is taken', async () => {
    expect(await receive(Buffer.alloc(1_000, 'a'))).toMatchObject({ size: 1_000 });
  });

  it('cut off half-way leaves nothing behind', async () => {
    const content = Readable.from(
      (async function* () {
        yield PDF.subarray(0, 10);
        throw new Error('the line broke');
      })(),
    );
    await expect(receiveEvidence(intake, { name: 'a.pdf', content })).rejects.toThrow('the line broke');
    expect(spooled()).toEqual([]);
  });

  it('infected is refused when there is a scanner', async () => {
    const scanner = {
      scan: async (content: Readable) =>
        (await buffer(content)).includes(EICAR) ? 'Eicar-Test-Signature' : null,
    };
    await expect(receive(Buffer.from(EICAR), 'a.txt', { scanner })).rejects.toMatchObject({
      code: 'evidence-infected',
      details: { found: 'Eicar-Test-Signature' },
    });
    expect(spooled()).toEqual([]);
    expect(await receive(PDF, 'a.pdf', { scanner })).toMatchObject({ size: PDF.length });
  });
});

describe('A name', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\x\\bao cao.pdf', 'bao cao.pdf'],
    ['a\u0000b\n.pdf', 'ab.pdf'],
    ['bao-cao\u202Efdp.exe', 'bao-caofdp.exe'],
    ['..', 'tài liệu'],
    ['', 'tài liệu'],
    ['Quyê\u0301t.pdf', 'Quyết.pdf'],
    ['x'.repeat(500), 'x'.repeat(200)],
  ])('%j becomes the title %j', (name, title) => expect(fileTitle(name)).toBe(title));

  it('that is no hash opens nothing', async () => {
    await expect(intake.store.open('../../../etc/passwd')).rejects.toThrow(TypeError);
    expect(await intake.store.open('0'.repeat(64))).toBeNull();
  });
});

describe('The spool', () => {
  it('is swept of what a killed process left a day ago, and of nothing younger', async () => {
    mkdirSync(intake.spoolFolder, { recursive: true });
    for (const name of ['old', 'young']) writeFileSync(join(intake.spoolFolder, name), 'x');
    const now = Date.now();
    utimesSync(join(intake.spoolFolder, 'old'), 1, now / 1000 - 90_000);
    await sweepSpool(intake.spoolFolder, now);
    expect(spooled()).toEqual(['young']);
  });
});
