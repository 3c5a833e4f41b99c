import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { enterBooth } from '../../functions/enter-booth/enter-booth.ts'
import { confirmCode, requestCode } from '../../functions/register-phone/register-phone.ts'
import { requestReissue } from '../../functions/request-reissue/request-reissue.ts'
import { sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import { sendPhoneSms } from '../../functions/send-identifier/send-phone-sms.ts'
import type { PhoneSms } from '../../shared/domain/account/known-phone-sms.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { SmsCarrier } from '../../shared/domain/sms/sms-delivery.ts'
import { aReceivedMessage, keys } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import {
  aForm,
  aPhone,
  knowPhone,
  openSession,
  password,
  passwordHash,
} from '../builders/voters.ts'

// The thief reads the voter's mailbox and knows NUMEN and birth date. Every hour they try all that the service offers.

const hours = 96
const rules = ['allow', 'delay', 'refuse'] as const

interface Case {
  unknownPhone: (typeof rules)[number]
  hadPassword: boolean
  isKnown: boolean
}

async function play({ unknownPhone, hadPassword, isKnown }: Case): Promise<string> {
  const world = await aVoterWorld()
  const { tables, voter, clock } = world
  const begin = secondsLater(world.ports.election.dates.voteOpensAt, 3600)
  clock.set(begin)
  const queued: PhoneSms[] = []
  const [thiefsPhone, votersPhone] = [aPhone(), aPhone()]
  const texts: { phone: string; text: string }[] = []
  const carrier: SmsCarrier = {
    async send(sms) {
      texts.push(sms)
      return { messageId: `sms-${texts.length}` }
    },
  }
  const ports = {
    ...{ ...world.ports, keys, carrier, queues: [world.smsQueue, world.mailQueue] },
    smsQueue: { put: async (message: PhoneSms) => void queued.push(message) },
    phoneSmsQueue: { put: async (message: PhoneSms) => void queued.push(message) },
    election: {
      ...world.ports.election,
      ...{ knownPhones: true, unknownPhone, unknownPhoneDelayHours: 24 },
    },
  }
  const line = () => tables.look.voter(voter.voterId)
  if (isKnown)
    await knowPhone(tables, voter.voterId, votersPhone, secondsLater(clock(), -7 * 86_400))
  const at = clock()
  tables.alter.voter(voter.voterId, {
    ...{ passwordHash, passwordSetAt: at },
    ...(hadPassword && { passwordRenewedAt: at }),
  })
  const deliver = async () => {
    for (const message of queued.splice(0)) await sendPhoneSms(ports, message)
  }
  const heard = (pattern: RegExp) =>
    texts.flatMap(({ phone, text }) => (phone === thiefsPhone && pattern.exec(text)?.[0]) || [])
  const claim = async () => (await openSession(tables, line(), clock())).session

  async function request(known: boolean): Promise<void> {
    const { phone: _, ...form } = await aForm(tables, voter, {}, clock())
    const chosen = known ? {} : { phone: thiefsPhone }
    await requestReissue(ports, { session: await claim(), form: { ...form, ...chosen } })
  }

  async function send(): Promise<void> {
    const { pendingReissueId } = line()
    if (pendingReissueId) await sendIdentifier(ports, pendingReissueId, aReceivedMessage())
  }

  async function enters(): Promise<boolean> {
    for (const identifier of heard(/B5\w\w \w{4} \w{4}/)) {
      const entry = { claim: await claim(), identifier, password, deviceCookie: undefined }
      const booth = await enterBooth(ports, { ...entry, clientNetwork: '198.51.100.7' })
      if (booth.outcome === 'entered') return true
    }
    return false
  }

  await requestCode(ports, await claim(), { phone: thiefsPhone, password })
  await deliver()
  const code = heard(/(?<=#)\d{6}$/)[0]
  if (code) await confirmCode(ports, await claim(), code)
  for (let hour = 0; hour <= hours; hour++) {
    for (const known of [false, true]) {
      if (!line().pendingReissueId) await request(known)
      await deliver()
      await send()
    }
    const told = texts.some(({ phone }) => phone === votersPhone) ? 'SMS to the known phone' : '–'
    if (await enters()) return `${hour === 0 ? 'at once' : `after ${hour} h`} | ${told}`
    clock.advance(3600)
  }
  return `not within ${hours} h | ${texts.some(({ phone }) => phone === votersPhone) ? 'SMS to the known phone' : '–'}`
}

it('votes no sooner than the threat model says, and is seen as it says', async () => {
  const rows: string[] = []
  for (const unknownPhone of rules)
    for (const hadPassword of [false, true])
      for (const isKnown of [false, true]) {
        const account = hadPassword ? 'with a password' : 'never had a password'
        const phone = isKnown ? 'known' : 'none'
        const result = await play({ unknownPhone, hadPassword, isKnown })
        rows.push(`| \`${unknownPhone}\` | ${account} | ${phone} | ${result} |`)
      }
  const document = readFileSync(
    join(import.meta.dirname, '../../docs/threat-model.md'),
    'utf8',
  ).replace(/ +\|/g, ' |')
  console.log(rows.join('\n'))
  for (const row of rows) expect(document).toContain(row)
})
