import { expect } from 'vitest'
import { enterBooth } from '../../functions/enter-booth/enter-booth.ts'
import { confirmCode, requestCode } from '../../functions/register-phone/register-phone.ts'
import type { ReissueForm } from '../../functions/request-reissue/reissue-form.ts'
import { requestReissue } from '../../functions/request-reissue/request-reissue.ts'
import { sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import { sendPhoneSms } from '../../functions/send-identifier/send-phone-sms.ts'
import type { PhoneSms } from '../../shared/domain/account/known-phone-sms.ts'
import { charactersOutsideGsm7, septetsOf } from '../../shared/domain/sms/gsm7.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import type { SmsCarrier } from '../../shared/domain/sms/sms-delivery.ts'
import { reissueIn } from './journey-steps.ts'
import { aVoterWorld } from './voter-world.ts'
import { aForm, knowPhone, openSession, password } from './voters.ts'

export async function aRegisteringVoter(changes = {}) {
  const world = await aVoterWorld()
  const { tables, voter, clock } = world
  const { voterId } = voter
  const messages: PhoneSms[] = []
  const phoneSmsQueue = { put: async (message: PhoneSms) => void messages.push(message) }
  const texts: { phone: string; text: string }[] = []
  const carrier: SmsCarrier = {
    async send(sms) {
      expect([charactersOutsideGsm7(sms.text), septetsOf(sms.text) <= 160]).toEqual([[], true])
      texts.unshift(sms)
      return { messageId: `sms-${texts.length}` }
    },
  }
  const ports = {
    ...{ ...world.ports, carrier, phoneSmsQueue, smsQueue: phoneSmsQueue },
    queues: [world.smsQueue, world.mailQueue],
    election: { ...world.ports.election, knownPhones: true, ...changes },
  }
  const { ...atFirst } = ports.election
  world.lists.push(messages, texts)
  async function begin(): Promise<void> {
    Object.assign(ports.election, atFirst)
    await world.begin()
  }
  const item = () => tables.look.voter(voterId)
  const claim = async () => (await openSession(tables, item(), clock())).session

  const textsOf = (to: Phone) => texts.filter(({ phone }) => phone === to).map(({ text }) => text)

  async function deliver(to: Phone, engines: Partial<typeof ports> = {}): Promise<string[]> {
    for (const message of messages.splice(0)) await sendPhoneSms({ ...ports, ...engines }, message)
    return textsOf(to)
  }

  const codeIn = (text = '') => /#(\d{6})$/.exec(text)?.[1] ?? ''

  async function register(phone: Phone, session = voter.session, typed = password) {
    const request = await requestCode(ports, session, { phone, password: typed })
    if (request.outcome !== 'requested') return request.outcome
    const [text] = await deliver(phone)
    return (await confirmCode(ports, session, codeIn(text))).outcome
  }

  async function request(form: Partial<ReissueForm>, engines: Partial<typeof ports> = {}) {
    const { phone: _, ...identity } = await aForm(tables, voter, {}, clock())
    const whole = { session: await claim(), form: { ...identity, ...form } }
    return requestReissue({ ...ports, ...engines }, whole)
  }

  const requestAccepted = async (form: Partial<ReissueForm>) => reissueIn(await request(form))

  async function enter(identifier: string) {
    const entry = { claim: await claim(), identifier, password, deviceCookie: undefined }
    return (await enterBooth(ports, { ...entry, clientNetwork: '198.51.100.7' })).outcome
  }

  return {
    ...{ ...world, begin, ports, messages, texts, textsOf, item, claim, deliver, codeIn, register },
    ...{ request, requestAccepted, enter },
    know: (phone: Phone, at = clock()) => knowPhone(tables, voterId, phone, at),
    async send(reissueId: string) {
      const election = { ...ports.election, smsDelaySeconds: 0 }
      return (await sendIdentifier({ ...ports, election }, reissueId)).outcome
    },
    identifiersAt: (phone: Phone) =>
      textsOf(phone).flatMap((text) => /B5\w\w \w{4} \w{4}/.exec(text)?.[0] ?? []),
    rule: (rules: Partial<typeof ports.election>) => void Object.assign(ports.election, rules),
  }
}
