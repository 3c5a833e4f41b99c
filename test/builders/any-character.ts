import fc from 'fast-check'

/** fast-check's unit `binary` first lists all characters, which takes most of a second. */
export const anyCharacter = fc
  .integer({ min: 0, max: 0x10_f7_ff })
  .map((nth) => String.fromCodePoint(nth < 0xd800 ? nth : nth + 0x800))
