import { addressEpoch, type Voter } from '../voter/voter.ts'

export interface Mail {
  to: string
  addressId?: string
  reissueId?: string
  subject: string
  text: string
  html: string
}

export class MailNotAccepted extends Error {
  override name = 'MailNotAccepted'
  /** Name or HTTP status of SES's error, or `no-token`; contains no address. */
  readonly reason: string

  constructor(reason: string) {
    super('No mail is accepted for now')
    this.reason = reason
  }
}

export const mailRetrySeconds = 60

export function recipientOf(voter: Voter): Pick<Mail, 'to' | 'addressId'> {
  return { to: voter.email, addressId: addressEpoch(voter).voterId }
}

export interface Mailer {
  send(mail: Mail): Promise<void>
}

export const mailTags = { address: 'address', reissue: 'reissue' } as const

const maxSenderLength = 320
/** RFC 2047 allows 75 characters per encoded word, 12 of them framing. The other 63 hold 45 bytes in base64. */
const encodedWordBytes = 45

/** Formats the sender by RFC 5322 and RFC 2047. The name cannot inject a header. */
export function mailSender(name: string, address: string): string {
  const letters = [...name.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()]
  for (let length = letters.length; length > 0; length--) {
    const visibleLetters = length < letters.length ? [...letters.slice(0, length), '…'] : letters
    const sender = `${displayName(visibleLetters)} <${address}>`
    if (sender.length <= maxSenderLength) return sender
  }
  return address
}

function displayName(letters: readonly string[]): string {
  const name = letters.join('')
  // Some mail programs decode anything that looks like an encoded word, even in quotes.
  if (/^[ -~]*$/.test(name) && !name.includes('=?')) return `"${name.replace(/["\\]/g, '\\$&')}"`
  return encodedWords(letters).join(' ')
}

function encodedWords(letters: readonly string[]): string[] {
  const words = ['']
  for (const letter of letters) {
    const longerWord = words.at(-1) + letter
    if (Buffer.byteLength(longerWord) <= encodedWordBytes) words[words.length - 1] = longerWord
    else words.push(letter)
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`)
}
