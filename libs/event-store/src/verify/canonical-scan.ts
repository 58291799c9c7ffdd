const [QUOTE, BACKSLASH, COMMA, COLON, MINUS, ZERO, NINE, UNDERSCORE] = [34, 92, 44, 58, 45, 48, 57, 95];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [123, 125, 91, 93];
const LITERALS = ['true', 'false', 'null'].map((word) => Buffer.from(word));
/** What stands after a backslash in RFC 8785, but for the \u of other control characters. */
const ESCAPED = new Set(Buffer.from('"\\bfnrt'));
const MOST_DIGITS = 15;
const DEEPEST = 64;

/** Bytes that stand for themselves inside a JSON text; all of those beyond ASCII do. */
const IS_PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte >= 32 && byte !== QUOTE && byte !== BACKSLASH),
);

let bytes: Buffer = Buffer.alloc(0);
let at = 0;

/**
 * Whether the bytes (UTF-8) from the opening brace at `from` to the comma at `to` are surely the beginning of one canonical JSON object
 * (RFC 8785) that the log may hold, without reading it into objects; behind the comma a plain key of `nextLength` bytes begins, which must be
 * in order too. False says only "not surely": keys that are not plain ASCII, control characters and numbers of more than 15
 * digits are left for `canonicalText` to judge.
 */
export function isSurelyCanonicalUpTo(source: Buffer, from: number, to: number, nextLength: number): boolean {
  bytes = source;
  at = from;
  if (bytes[at] !== OPEN_OBJECT) return false;
  let [before, beforeEnd] = [0, 0];
  do {
    at += 1;
    const key = at + 1;
    if (!member(1, before, beforeEnd)) return false;
    [before, beforeEnd] = [key, keyEnd];
    // Never met by whoever took what lies behind it for a part of it.
    if (at === to) return isAfter(to + 2, to + 2 + nextLength, before, beforeEnd);
  } while (bytes[at] === COMMA);
  return false;
}

/** Whether all bytes of a text stand for themselves inside a JSON text. */
export function isPlainText(source: Buffer, from: number, to: number): boolean {
  for (let index = from; index < to; index += 1) if (IS_PLAIN[source[index] as number] !== 1) return false;
  return true;
}

function value(depth: number): boolean {
  const first = bytes[at];
  if (first === QUOTE) return text();
  if (first === OPEN_OBJECT) return depth < DEEPEST && object(depth + 1);
  if (first === OPEN_LIST) return depth < DEEPEST && list(depth + 1);
  if (first === MINUS || (first !== undefined && first >= ZERO && first <= NINE)) return wholeNumber();
  return LITERALS.some(literal);
}

function text(): boolean {
  // In locals: what belongs to the module is read and written through memory for every byte.
  const source = bytes;
  let index = at + 1;
  for (; index < source.length; index += 1) {
    if (IS_PLAIN[source[index] as number] === 1) continue;
    if (source[index] === QUOTE) {
      at = index + 1;
      return true;
    }
    if (source[index] !== BACKSLASH) return false;
    index += 1;
    if (!ESCAPED.has(source[index] ?? 0)) return false;
  }
  return false;
}

function object(depth: number): boolean {
  at += 1;
  if (bytes[at] === CLOSE_OBJECT) return closed();
  let [before, beforeEnd] = [0, 0];
  for (;;) {
    const key = at + 1;
    if (!member(depth, before, beforeEnd)) return false;
    [before, beforeEnd] = [key, keyEnd];
    if (bytes[at] === CLOSE_OBJECT) return closed();
    if (bytes[at] !== COMMA) return false;
    at += 1;
  }
}

let keyEnd = 0;

/** One key and its value. The key comes after the one from `before` to `beforeEnd`; its own end is left in `keyEnd`. */
function member(depth: number, before: number, beforeEnd: number): boolean {
  const key = at + 1;
  if (!plainKey()) return false;
  const end = at - 1;
  if (beforeEnd > 0 && !isAfter(key, end, before, beforeEnd)) return false;
  if (bytes[at] !== COLON) return false;
  at += 1;
  if (!value(depth)) return false;
  keyEnd = end;
  return true;
}

function list(depth: number): boolean {
  at += 1;
  if (bytes[at] === CLOSE_LIST) return closed();
  for (;;) {
    if (!value(depth)) return false;
    if (bytes[at] === CLOSE_LIST) return closed();
    if (bytes[at] !== COMMA) return false;
    at += 1;
  }
}

function closed(): true {
  at += 1;
  return true;
}

/** ASCII without escapes, so that the order of its bytes is that of its UTF-16 units; no name that JavaScript treats in its own way. */
function plainKey(): boolean {
  const source = bytes;
  if (source[at] !== QUOTE) return false;
  let index = at + 1;
  const first = source[index] ?? 0;
  if (first === UNDERSCORE || (first >= ZERO && first <= NINE)) return false;
  for (; index < source.length; index += 1) {
    const byte = source[index] as number;
    if (byte === QUOTE) {
      at = index + 1;
      return true;
    }
    if (byte > 126 || IS_PLAIN[byte] !== 1) return false;
  }
  return false;
}

function isAfter(from: number, to: number, before: number, beforeEnd: number): boolean {
  const source = bytes;
  for (let index = 0; ; index += 1) {
    if (from + index === to) return false;
    if (before + index === beforeEnd) return true;
    const difference = (source[from + index] as number) - (source[before + index] as number);
    if (difference !== 0) return difference > 0;
  }
}

function wholeNumber(): boolean {
  if (bytes[at] === MINUS) {
    at += 1;
    // -0 is written 0.
    if (bytes[at] === ZERO) return false;
  }
  const from = at;
  while (at < bytes.length && (bytes[at] as number) >= ZERO && (bytes[at] as number) <= NINE) at += 1;
  const digits = at - from;
  return digits > 0 && digits <= MOST_DIGITS && (digits === 1 || bytes[from] !== ZERO);
}

function literal(word: Buffer): boolean {
  for (let index = 0; index < word.length; index += 1) if (bytes[at + index] !== word[index]) return false;
  at += word.length;
  return true;
}
