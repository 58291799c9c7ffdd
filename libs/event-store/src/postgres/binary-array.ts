/** Type ids of PostgreSQL, the same in every version. */
const OID = { bytea: 17, int4: 23, text: 25, uuid: 2950 } as const;
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;

/**
 * One-dimensional arrays in the form PostgreSQL sends and reads them in binary (`array_recv`): the driver passes a Buffer on as it is. As
 * text each element would be escaped here and read character by character there, each hash go over as 64 digits.
 */
export const textArray = (values: readonly string[]): Buffer =>
  array(
    OID.text,
    values,
    (value) => Buffer.byteLength(value),
    (value, bytes, at) => void bytes.write(value, at),
  );

/** Ids in lower-case hex with dashes. */
export const uuidArray = (values: readonly string[]): Buffer =>
  array(
    OID.uuid,
    values,
    () => 16,
    (value, bytes, at) => void bytes.write(value.replaceAll('-', ''), at, 'hex'),
  );

/** Bytes as hex. */
export const hexArray = (values: readonly string[]): Buffer =>
  array(
    OID.bytea,
    values,
    (value) => value.length / 2,
    (value, bytes, at) => void bytes.write(value, at, 'hex'),
  );

export const intArray = (values: readonly number[]): Buffer =>
  array(
    OID.int4,
    values,
    () => 4,
    (value, bytes, at) => void bytes.writeInt32BE(value, at),
  );

function array<Value>(
  oid: number,
  values: readonly Value[],
  lengthOf: (value: Value) => number,
  write: (value: Value, bytes: Buffer, at: number) => void,
): Buffer {
  const lengths = values.map(lengthOf);
  const total = lengths.reduce((sum, length) => sum + LENGTH_BYTES + length, HEADER_BYTES);
  const bytes = Buffer.allocUnsafe(total);
  // Dimensions, "has no null", type of the elements, their number, first index.
  for (const [field, value] of [1, 0, oid, values.length, 1].entries()) bytes.writeInt32BE(value, field * 4);
  let at = HEADER_BYTES;
  for (const [index, value] of values.entries()) {
    const length = lengths[index] as number;
    bytes.writeInt32BE(length, at);
    write(value, bytes, at + LENGTH_BYTES);
    at += LENGTH_BYTES + length;
  }
  return bytes;
}
