// GSM 03.38: the default alphabet counts one septet a character, its extension table two.
const defaultAlphabet =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const extensionTable = '^{}\\[~]|€'

/** Septets in one SMS that is sent alone: beyond, it is cut in parts of 153 and billed for each. */
export const septetsOfOnePart = 160

/** Characters of `text` that GSM-7 cannot carry; one of them makes the whole SMS UCS-2 (70 characters). */
export function charactersOutsideGsm7(text: string): string[] {
  return [...new Set(text)].filter(
    (character) => !defaultAlphabet.includes(character) && !extensionTable.includes(character),
  )
}

/** Length of a GSM-7 text in septets. */
export function septets(text: string): number {
  return [...text].reduce((sum, character) => sum + (extensionTable.includes(character) ? 2 : 1), 0)
}
