import { HASH_WORDS, ID_WORDS } from './log-part.ts';

const FIRST_SLOTS = 1 << 12;
const [FREE, USED, NAMED] = [0, 1, 2];
const UNKNOWN = -1;

/**
 * Where each stream ends: version, position and leaf hash by its id, in flat tables with open addressing. A log has millions
 * of streams; this takes 61 bytes a slot and makes no objects. A slot is good until the next `put`.
 */
export class StreamEnds {
  size = 0;
  private slots = FIRST_SLOTS;
  private state = new Uint8Array(FIRST_SLOTS);
  private ids = new Uint32Array(FIRST_SLOTS * ID_WORDS);
  private versions = new Int32Array(FIRST_SLOTS);
  private positions = new Float64Array(FIRST_SLOTS);
  private leaves = new Uint32Array(FIRST_SLOTS * HASH_WORDS);

  /** The slot of the stream whose id stands in `ids` from word `from` on; -1 for one that was never put. */
  find(ids: Uint32Array, from: number): number {
    const slot = this.place(ids, from);
    return this.state[slot] === FREE ? UNKNOWN : slot;
  }

  put(
    ids: Uint32Array,
    from: number,
    end: { version: number; position: number },
    leaves: Uint32Array,
    leafFrom: number,
  ): void {
    let slot = this.place(ids, from);
    if (this.state[slot] === FREE) {
      if (this.size * 2 >= this.slots) {
        this.grow();
        slot = this.place(ids, from);
      }
      this.size += 1;
      this.state[slot] = USED;
      copyWords(ids, from, this.ids, slot * ID_WORDS, ID_WORDS);
    }
    this.versions[slot] = end.version;
    this.positions[slot] = end.position;
    copyWords(leaves, leafFrom, this.leaves, slot * HASH_WORDS, HASH_WORDS);
  }

  version = (slot: number): number => this.versions[slot] ?? 0;
  position = (slot: number): number => this.positions[slot] ?? 0;

  hasLeaf(slot: number, leaves: Uint32Array, from: number): boolean {
    return areSame(this.leaves, slot * HASH_WORDS, leaves, from, HASH_WORDS);
  }

  /** Remembers that the stream has a head row. */
  name(slot: number): void {
    this.state[slot] = NAMED;
  }

  *unnamed(): Iterable<{ id: string; position: number }> {
    for (let slot = 0; slot < this.slots; slot += 1) {
      if (this.state[slot] === USED)
        yield { id: uuidAt(this.ids, slot * ID_WORDS), position: this.position(slot) };
    }
  }

  /** The slot that holds the id, or the free one where it belongs. */
  private place(ids: Uint32Array, from: number): number {
    const mask = this.slots - 1;
    for (let slot = spread(ids, from) & mask; ; slot = (slot + 1) & mask) {
      if (this.state[slot] === FREE || areSame(this.ids, slot * ID_WORDS, ids, from, ID_WORDS)) return slot;
    }
  }

  private grow(): void {
    const old = {
      state: this.state,
      ids: this.ids,
      versions: this.versions,
      positions: this.positions,
      leaves: this.leaves,
    };
    this.slots *= 2;
    this.state = new Uint8Array(this.slots);
    this.ids = new Uint32Array(this.slots * ID_WORDS);
    this.versions = new Int32Array(this.slots);
    this.positions = new Float64Array(this.slots);
    this.leaves = new Uint32Array(this.slots * HASH_WORDS);
    for (const [from, state] of old.state.entries()) {
      if (state === FREE) continue;
      const to = this.place(old.ids, from * ID_WORDS);
      this.state[to] = state;
      copyWords(old.ids, from * ID_WORDS, this.ids, to * ID_WORDS, ID_WORDS);
      this.versions[to] = old.versions[from] as number;
      this.positions[to] = old.positions[from] as number;
      copyWords(old.leaves, from * HASH_WORDS, this.leaves, to * HASH_WORDS, HASH_WORDS);
    }
  }
}

/** The id in the form people read. */
export function uuidAt(ids: Uint32Array, from: number): string {
  const hex = Buffer.from(ids.buffer, ids.byteOffset + from * 4, ID_WORDS * 4).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** All four words count: whoever chooses ids shall not choose where they fall. */
function spread(ids: Uint32Array, from: number): number {
  let mixed = 0;
  for (let word = 0; word < ID_WORDS; word += 1) {
    mixed = Math.imul(mixed ^ (ids[from + word] as number), 0x9e3779b1);
    mixed ^= mixed >>> 15;
  }
  return mixed >>> 0;
}

function copyWords(source: Uint32Array, from: number, target: Uint32Array, to: number, words: number): void {
  for (let word = 0; word < words; word += 1) target[to + word] = source[from + word] as number;
}

function areSame(
  one: Uint32Array,
  from: number,
  other: Uint32Array,
  otherFrom: number,
  words: number,
): boolean {
  for (let word = 0; word < words; word += 1) if (one[from + word] !== other[otherFrom + word]) return false;
  return true;
}
