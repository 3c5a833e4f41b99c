import { randomInt } from 'node:crypto'
import { RollFileError } from './roll-file-error.ts'

const mostEntries = 10_000_000
const wordsPerEntry = 3

/**
 * On which line each value of a column came first, in 20 bytes a value at a million of them: a hash of 64
 * bits and the line, not the value. Two different values of a million pass for equal once in 37 million
 * files, and not at the next try: the hash's seed is drawn anew.
 */
export class FirstLines {
  readonly #seed = randomInt(2 ** 32)
  /** Two words of hash, then the line. Both arrays grow in place, so nothing is copied or left to collect. */
  readonly #entries = growing(0, mostEntries * wordsPerEntry)
  /** Open addressing: 1 + the place among the entries, or 0. */
  readonly #slots = growing(1024, 2 ** Math.ceil(Math.log2(mostEntries * 2)))
  #count = 0

  /** @returns the line where the value was before; otherwise it is now known as this line's */
  add(value: string, line: number): number | undefined {
    const [high, low] = hash(value, this.#seed)
    const { slot, line: before } = this.#look(high, low)
    if (before !== undefined) return before
    this.#slots[slot] = this.#append(high, low, line)
    if (this.#count * 2 > this.#slots.length) this.#doubleSlots()
    return undefined
  }

  has(value: string): boolean {
    return this.#look(...hash(value, this.#seed)).line !== undefined
  }

  /** @returns the slot that holds it, with its line, or that is free for it */
  #look(high: number, low: number): { slot: number; line?: number | undefined } {
    let slot = low & (this.#slots.length - 1)
    for (let place = this.#slots[slot]; place; place = this.#slots[slot]) {
      const at = (place - 1) * wordsPerEntry
      if (this.#entries[at] === high && this.#entries[at + 1] === low) {
        return { slot, line: this.#entries[at + 2] }
      }
      slot = (slot + 1) & (this.#slots.length - 1)
    }
    return { slot }
  }

  #append(high: number, low: number, line: number): number {
    if (this.#count === mostEntries) throw new RollFileError('too-many-lines', line)
    const at = this.#count * wordsPerEntry
    if (at === this.#entries.length) {
      const entries = Math.min(mostEntries, this.#count + 65_536)
      this.#entries.buffer.resize(entries * wordsPerEntry * 4)
    }
    this.#entries[at] = high
    this.#entries[at + 1] = low
    this.#entries[at + 2] = line
    this.#count += 1
    return this.#count
  }

  #doubleSlots(): void {
    const slots = this.#slots
    slots.buffer.resize(slots.byteLength * 2)
    slots.fill(0)
    for (let place = 1; place <= this.#count; place++) {
      let slot = (this.#entries[(place - 1) * wordsPerEntry + 1] ?? 0) & (slots.length - 1)
      while (slots[slot]) slot = (slot + 1) & (slots.length - 1)
      slots[slot] = place
    }
  }
}

function growing(words: number, mostWords: number): Uint32Array<ArrayBuffer> {
  return new Uint32Array(new ArrayBuffer(words * 4, { maxByteLength: mostWords * 4 }))
}

/** Two rounds of MurmurHash3's mixing, of different constants, side by side. */
function hash(text: string, seed: number): [high: number, low: number] {
  let high = seed
  let low = ~seed
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    high = Math.imul(high ^ code, 0x85ebca6b)
    high ^= high >>> 13
    low = Math.imul(low ^ code, 0xc2b2ae35)
    low ^= low >>> 15
  }
  return [mix(high ^ text.length), mix(low + high)]
}

function mix(word: number): number {
  let mixed = word
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
