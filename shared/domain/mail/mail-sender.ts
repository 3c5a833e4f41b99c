/** The longest `Source` that SES accepts. */
const longestSource = 320
/** RFC 2047 allows 75 characters an encoded word: 63 of base64 beside the 12 around it, so 45 bytes. */
const encodedWordBytes = 45

/**
 * The sender of a mail with its display name (RFC 5322, 3.4; RFC 2047 if it is not ASCII). Nothing in the name can end
 * it or begin another header. A name that is too long for SES is cut.
 */
export function mailSender(name: string, address: string): string {
  const letters = [...name.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()]
  for (let length = letters.length; length > 0; length--) {
    const shown = length < letters.length ? [...letters.slice(0, length), '…'] : letters
    const sender = `${displayName(shown)} <${address}>`
    if (sender.length <= longestSource) return sender
  }
  return address
}

function displayName(letters: readonly string[]): string {
  const name = letters.join('')
  // What looks like an encoded word may be read as one, quoted or not.
  if (/^[ -~]*$/.test(name) && !name.includes('=?')) return `"${name.replace(/["\\]/g, '\\$&')}"`
  return encodedWords(letters).join(' ')
}

/** Splits no character between two words. */
function encodedWords(letters: readonly string[]): string[] {
  const words = ['']
  for (const letter of letters) {
    const longer = words.at(-1) + letter
    if (Buffer.byteLength(longer) <= encodedWordBytes) words[words.length - 1] = longer
    else words.push(letter)
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`)
}
