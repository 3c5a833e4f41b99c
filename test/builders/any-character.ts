import fc from 'fast-check'

/**
 * For texts of any characters: each code point but halves of pairs. fast-check's unit `binary` is the same, and first
 * lists them all: most of a second in each process.
 */
export const anyCharacter = fc
  .integer({ min: 0, max: 0x10_f7_ff })
  .map((nth) => String.fromCodePoint(nth < 0xd800 ? nth : nth + 0x800))
