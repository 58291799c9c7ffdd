const [QUOTE, BACKSLASH, COMMA, COLON, MINUS, ZERO, NINE, UNDERSCORE] = [34, 92, 44, 58, 45, 48, 57, 95];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [123, 125, 91, 93];
const LITERALS = ['true', 'false', 'null'].map((word) => Buffer.from(word));
/** What stands after a backslash in RFC 8785, but for the \u of other control characters. */
const ESCAPED = new Set(Buffer.from('"\\bfnrt'));
const MOST_DIGITS = 15;
const DEEPEST = 64;

let bytes: Buffer = Buffer.alloc(0);
let at = 0;

/**
 * Whether the bytes from `from` to `to` (UTF-8) are surely one canonical JSON value (RFC 8785) that the log may hold, without
 * reading it into objects. False says only "not surely": keys that are not plain ASCII, control characters and numbers of more than 15
 * digits are left for `canonicalText` to judge.
 */
export function isSurelyCanonical(source: Buffer, from: number, to: number): boolean {
  bytes = source;
  at = from;
  // Whoever took what lies behind the end for a part of it stands too far.
  return value(0) && at === to;
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
  for (at += 1; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      at += 1;
      return true;
    }
    if (byte < 32) return false;
    if (byte === BACKSLASH) {
      at += 1;
      if (!ESCAPED.has(bytes[at] ?? 0)) return false;
    }
  }
  return false;
}

function object(depth: number): boolean {
  at += 1;
  if (bytes[at] === CLOSE_OBJECT) return closed();
  let [before, beforeEnd] = [0, 0];
  for (;;) {
    const key = at + 1;
    if (!plainKey()) return false;
    const keyEnd = at - 1;
    if (beforeEnd > 0 && !isAfter(key, keyEnd, before, beforeEnd)) return false;
    [before, beforeEnd] = [key, keyEnd];
    if (bytes[at] !== COLON) return false;
    at += 1;
    if (!value(depth)) return false;
    if (bytes[at] === CLOSE_OBJECT) return closed();
    if (bytes[at] !== COMMA) return false;
    at += 1;
  }
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
  if (bytes[at] !== QUOTE) return false;
  const first = bytes[at + 1] ?? 0;
  if (first === UNDERSCORE || (first >= ZERO && first <= NINE)) return false;
  for (at += 1; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      at += 1;
      return true;
    }
    if (byte < 32 || byte > 126 || byte === BACKSLASH) return false;
  }
  return false;
}

function isAfter(from: number, to: number, before: number, beforeEnd: number): boolean {
  for (let index = 0; ; index += 1) {
    if (from + index === to) return false;
    if (before + index === beforeEnd) return true;
    const difference = (bytes[from + index] as number) - (bytes[before + index] as number);
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
