/** SHA-256 (FIPS 180-4) of texts of one block, for many of them in a row: `crypto.subtle` costs ten times its hash in promises. */

const primes: number[] = []
for (let number = 2; primes.length < 64; number++) {
  if (primes.every((prime) => number % prime !== 0)) primes.push(number)
}

/** The first 32 bits of the fractional part. */
const fraction = (root: number) => ((root % 1) * 2 ** 32) | 0
const initial = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))
const rounds = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)))
const words = new Int32Array(64)

type Eight = [number, number, number, number, number, number, number, number]

const at = (list: ArrayLike<number>, index: number) => list[index] as number
const rotate = (word: number, bits: number) => (word >>> bits) | (word << (32 - bits))

/** @param text ASCII, 55 characters at most. @returns eight words */
function sha256(text: string): number[] {
  words.fill(0, 0, 16)
  for (let index = 0; index < text.length; index++) {
    words[index >> 2] = at(words, index >> 2) | (text.charCodeAt(index) << (24 - (index & 3) * 8))
  }
  const last = text.length >> 2
  words[last] = at(words, last) | (0x80 << (24 - (text.length & 3) * 8))
  words[15] = text.length * 8
  for (let index = 16; index < 64; index++) {
    const [early, late] = [at(words, index - 15), at(words, index - 2)]
    const small = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3)
    const large = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10)
    words[index] = at(words, index - 16) + small + at(words, index - 7) + large
  }
  let [a, b, c, d, e, f, g, h] = initial as Eight
  for (let index = 0; index < 64; index++) {
    const large = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const one = (h + large + ((e & f) ^ (~e & g)) + at(rounds, index) + at(words, index)) | 0
    const small = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const two = (small + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + one) | 0
    d = c
    c = b
    b = a
    a = (one + two) | 0
  }
  return [a, b, c, d, e, f, g, h].map((word, index) => (word + at(initial, index)) | 0)
}

/**
 * @param hash in hexadecimal
 * @returns the number from `from` to `to`, both included, that gives the hash when it is written after the salt
 */
export function search(salt: string, hash: string, from: number, to: number): number | undefined {
  const wanted = (hash.match(/.{8}/g) ?? []).map((word) => Number.parseInt(word, 16) | 0)
  for (let number = from; number <= to; number++) {
    if (sha256(salt + number).every((word, index) => word === wanted[index])) return number
  }
  return undefined
}
