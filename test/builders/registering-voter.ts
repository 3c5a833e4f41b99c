import { expect } from 'vitest'
import { confirmCode, requestCode } from '../../functions/register-phone/register-phone.ts'
import { sendPhoneSms } from '../../functions/send-identifier/send-phone-sms.ts'
import type { PhoneSms } from '../../shared/domain/account/known-phone-sms.ts'
import { charactersOutsideGsm7, septets } from '../../shared/domain/sms/gsm7.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import type { SmsCarrier } from '../../shared/domain/sms/sms-delivery.ts'
import { inMemoryNews } from '../fakes/channels.ts'
import { anAskingVoter } from './asking-voter.ts'
import { keys } from './values.ts'
import { knowPhone, password, siteUrl } from './voters.ts'

/** A voter who registers phones, and what their SMS say. */
export async function aRegisteringVoter(changes = {}) {
  const asking = await anAskingVoter()
  const messages: PhoneSms[] = []
  const accountNews = inMemoryNews()
  const ports = {
    ...{ ...asking.ports, keys, accountNews },
    election: { ...asking.ports.election, knownPhones: true, ...changes },
    smsQueue: { put: async (message: PhoneSms) => void messages.push(message) },
  }
  const texts: { phone: string; text: string }[] = []
  /** Delivers the SMS that wait, and returns all texts of a phone, the last one first. */
  async function deliver(to: Phone, given = ports): Promise<string[]> {
    const carrier: SmsCarrier = {
      async send(sms) {
        expect([charactersOutsideGsm7(sms.text), septets(sms.text) <= 160]).toEqual([[], true])
        texts.unshift(sms)
        return { messageId: 'sms-1' }
      },
    }
    for (const message of messages.splice(0))
      await sendPhoneSms({ ...given, siteUrl, carrier }, message)
    return texts.filter(({ phone }) => phone === to).map(({ text }) => text)
  }
  const codeIn = (text = '') => /#(\d{6})$/.exec(text)?.[1] ?? ''
  async function register(phone: Phone, claim = asking.voter.session, typed = password) {
    const asked = await requestCode(ports, claim, { phone, password: typed })
    if (asked.outcome !== 'requested') return asked.outcome
    const [text] = await deliver(phone)
    return (await confirmCode(ports, claim, codeIn(text))).outcome
  }
  const line = () => asking.tables.look.voter(asking.voter.voterId)
  const know = (phone: Phone) =>
    knowPhone(asking.tables, asking.voter.voterId, phone, asking.clock())
  return { ...asking, ports, messages, accountNews, deliver, codeIn, register, know, line }
}
