// GSM 03.38: a character of the extension table takes two septets.
const defaultAlphabet =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const extensionTable = '^{}\\[~]|€'

/** A longer text is split into parts of 153 septets, each billed. */
export const septetLimit = 160

/** One character outside GSM-7 makes the whole SMS UCS-2: 70 characters, or 67 in each of several parts. */
export function charactersOutsideGsm7(text: string): string[] {
  return [...new Set(text)].filter(
    (character) => !defaultAlphabet.includes(character) && !extensionTable.includes(character),
  )
}

export function septetsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (extensionTable.includes(character) ? 2 : 1), 0)
}
