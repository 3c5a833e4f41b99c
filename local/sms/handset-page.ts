import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { demoTexts } from '../../shared/texts/handset-and-mailbox.ts'
import { demoClock, demoPage } from '../demo-page.ts'

export function handsetPage(
  sitePort: number,
  state: {
    texts: readonly { phone: string; body: string; at: string; messageId: string }[]
    /** By message ID. */
    senders: ReadonlyMap<string, string>
    undelivered: ReadonlySet<string>
    unreachable: ReadonlySet<string>
    /** SNS then accepts every SMS and sends none. */
    isQuotaSpent: boolean
    /** Input that is not a phone number. */
    rejected: string | undefined
  },
): string {
  const { texts, senders, undelivered, unreachable, isQuotaSpent, rejected } = state
  return demoPage('handset', sitePort, {
    count: demoTexts.texts(texts.length),
    texts: texts.toReversed().map((text) => ({
      ...text,
      phone: spaced(text.phone),
      clock: demoClock(text.at),
      sender: senders.get(text.messageId) || demoTexts.noSender,
      undelivered: undelivered.has(text.messageId),
    })),
    unreachable: [...unreachable].map(spaced),
    isQuotaSpent,
    typed: rejected ?? '',
    error: rejected === undefined ? undefined : demoTexts.notPhone,
  })
}

/** Returns the E.164 form; a number without a prefix is French. */
export function phoneTyped(typed: string): string | undefined {
  const options = { defaultCountry: 'FR', extract: false } as const
  const number = parsePhoneNumberFromString(typed.trim(), options)
  return number?.isPossible() ? number.number : undefined
}

const spaced = (phone: string) => parsePhoneNumberFromString(phone)?.formatInternational() ?? phone
