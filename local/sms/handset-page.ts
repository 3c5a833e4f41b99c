import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { demoTexts } from '../../shared/texts/handset-and-mailbox.ts'
import { demoPage, demoTimeOfDay } from '../demo-page.ts'

export function handsetPage(
  port: number,
  state: {
    texts: readonly { phone: string; body: string; at: string; messageId: string }[]
    senderIds: ReadonlyMap<string, string>
    undeliveredIds: ReadonlySet<string>
    unreachablePhones: ReadonlySet<string>
    isQuotaSpent: boolean
    rejectedInput: string | undefined
  },
): string {
  const { texts, senderIds, undeliveredIds, unreachablePhones, isQuotaSpent, rejectedInput } = state
  return demoPage('handset', port, {
    count: demoTexts.smsCount(texts.length),
    texts: texts.toReversed().map((text) => ({
      ...text,
      phone: formatPhone(text.phone),
      timeOfDay: demoTimeOfDay(text.at),
      sender: senderIds.get(text.messageId) || demoTexts.noSender,
      isUndelivered: undeliveredIds.has(text.messageId),
    })),
    unreachablePhones: [...unreachablePhones].map(formatPhone),
    isQuotaSpent,
    typedPhone: rejectedInput ?? '',
    error: rejectedInput === undefined ? undefined : demoTexts.invalidPhone,
  })
}

export function parsePhone(input: string): string | undefined {
  const options = { defaultCountry: 'FR', extract: false } as const
  const number = parsePhoneNumberFromString(input.trim(), options)
  return number?.isPossible() ? number.number : undefined
}

const formatPhone = (phone: string) =>
  parsePhoneNumberFromString(phone)?.formatInternational() ?? phone
