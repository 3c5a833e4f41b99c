import { describe, expect } from 'vitest'
import { confirmCode, undoPhoneChange } from '../../functions/register-phone/register-phone.ts'
import { requestReissue } from '../../functions/request-reissue/request-reissue.ts'
import { findCaller } from '../../shared/access/signed-in.ts'
import { phoneCode, phoneLink } from '../../shared/domain/account/phone-code.ts'
import {
  boundPhoneHashes,
  formerPhoneOf,
  phoneProofOf,
} from '../../shared/domain/account/phone-registration.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import type { PhoneProof } from '../../shared/domain/voter/voter.ts'
import { usualPorts } from '../builders/journey-steps.ts'
import { keys, noNotify, now } from '../builders/values.ts'
import { aForm, aPhone, aSignedInVoter, election, knowPhone, siteUrl } from '../builders/voters.ts'
import { inMemoryQueue } from '../fakes/channels.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import type { Gate } from '../fakes/interleavings.ts'
import { sized } from '../size.ts'
import { playTriples } from './triples.ts'

const freedAt = secondsLater(now, 1)

/**
 * The voter has a known phone. Both voters prove the same other one, or, after losing both factors, the voter proves
 * the known one.
 */
async function prepared(hasLostBoth: boolean) {
  const tables = inMemoryTables()
  const [voter, other] = [await aSignedInVoter(tables), await aSignedInVoter(tables)]
  const [phone, wanted] = [aPhone(), aPhone()]
  await knowPhone(tables, voter.voterId, phone, now)
  for (const { voterId } of [voter, other]) {
    const proved = hasLostBoth && voterId === voter.voterId ? phone : wanted
    const shown = { phone: proved, maskedPhone: '78', territory: 'FR' }
    const phoneProof = phoneProofOf(keys, voterId, shown, 'proof', now)
    tables.alter.voter(voterId, { phoneProof })
  }
  if (hasLostBoth) tables.alter.voter(voter.voterId, { passwordRenewedAt: now })
  const forms = {
    known: await aForm(tables, voter),
    typed: await aForm(tables, other, { phone: wanted }),
  }
  return () => ({
    ...{ tables: inMemoryTables(tables), voter, other, phone, wanted, forms, hasLostBoth },
    ...{ done: [] as string[], freed: false },
  })
}

type Situation = ReturnType<Awaited<ReturnType<typeof prepared>>>

function portsOf({ tables }: Situation, gate: Gate) {
  const through = tables.through(({ input }, run) =>
    /"(Phones|Voters)"/.test(JSON.stringify(input))
      ? gate({ run: async () => run() }).run()
      : run(),
  )
  const ports = usualPorts({ ...tables, ...through })
  const put = async () => {}
  return {
    ...{ ...ports, queues: [inMemoryQueue(), inMemoryQueue()], smsQueue: { put } },
    ...{ phoneSmsQueue: { put }, election: { ...election, knownPhones: true } },
  }
}

const confirm =
  (who: 'voter' | 'other') =>
  async (situation: Situation, gate: Gate): Promise<void> => {
    const { voterId, session } = situation[who]
    const proof = situation.tables.look.voter(voterId).phoneProof as PhoneProof | undefined
    const code = proof ? phoneCode(keys, voterId, proof) : '000000'
    const { outcome } = await confirmCode(portsOf(situation, gate), session, code)
    if (outcome === 'changed') situation.done.push(`${who} confirmed`)
  }

const free =
  (which: 'phone' | 'wanted') =>
  async (situation: Situation, gate: Gate): Promise<void> => {
    const phoneHash = hashPhone(keys, situation[which])
    const outcome = await portsOf(situation, gate).knownPhones.free(phoneHash, freedAt, noNotify)
    if (which === 'phone' && outcome === 'freed') situation.freed = true
  }

const operations: Record<string, (situation: Situation, gate: Gate) => Promise<void>> = {
  'a confirmation': confirm('voter'),
  'a confirmation by another voter': confirm('other'),
  'staff freeing the known phone': free('phone'),
  'staff freeing the new phone': free('wanted'),
  async 'a removal'(situation, gate) {
    const ports = portsOf(situation, gate)
    const { voter } = (await findCaller(ports, situation.voter.session, now)) ?? {}
    const former = voter?.knownPhone && formerPhoneOf(voter, election, now)
    if (former) await ports.knownPhones.change(voter, { formerPhone: former }, now)
  },
  async 'the link of the former phone'(situation, gate) {
    const ports = portsOf(situation, gate)
    const { voterId } = situation.voter
    const { formerPhone } = (await ports.voters.find(voterId)) ?? {}
    if (!formerPhone) return
    const [, token = ''] = phoneLink(siteUrl, keys, voterId, formerPhone).split('#')
    if ((await undoPhoneChange(ports, token)).outcome === 'changed') situation.done.push('undone')
  },
  async 'a request to the known phone'(situation, gate) {
    const { phone: _, ...form } = situation.forms.known
    await requestReissue(portsOf(situation, gate), { session: situation.voter.session, form })
  },
  async 'a request of another voter to the new phone'(situation, gate) {
    const { other, forms } = situation
    await requestReissue(portsOf(situation, gate), { session: other.session, form: forms.typed })
  },
}

function check(situation: Situation): void {
  const { tables, voter, other, phone, wanted, done, freed, hasLostBoth } = situation
  const lines = [voter, other].map(({ voterId }) => tables.look.voter(voterId))
  const phones = tables.look.consumption().phones
  for (const phoneHash of [phone, wanted].map((one) => hashPhone(keys, one))) {
    const use = phones.get(phoneHash)
    const owners = lines.filter((line) => boundPhoneHashes(line).includes(phoneHash))
    expect(owners.map(() => use?.knownTo)).toEqual(owners.map(({ voterId }) => voterId))
    if (use?.knownTo && use.reissueCount > 0) expect(use.voterId).toBe(use.knownTo)
  }
  const isWaitEnded = !hasLostBoth || done.includes('voter confirmed')
  expect(lines[0]?.passwordRenewedAt === undefined).toBe(isWaitEnded)
  if (!done.includes('undone')) {
    expect(done.length).toBeLessThanOrEqual(hasLostBoth ? 2 : 1)
    return
  }
  expect(lines[0]).toMatchObject({ sessionEpoch: 1, passwordChangeRequired: true })
  // A phone freed before the link cannot be undone, and one freed after it is former again.
  expect(lines[0]?.[freed ? 'formerPhone' : 'knownPhone']?.phoneHash).toBe(hashPhone(keys, phone))
  expect(lines[0]).not.toHaveProperty(freed ? 'knownPhone' : 'formerPhone')
}

describe.each([
  ['', false],
  [', after both factors were lost', true],
])(
  'three operations on the phones of two voters, in every order of their calls%s:',
  (_, hasLostBoth) => {
    const including = hasLostBoth ? 'a confirmation' : undefined
    const least = { ofTriple: 1, ofAll: hasLostBoth ? sized(100, 1800) : sized(500, 7000) }
    playTriples(operations, () => prepared(hasLostBoth), check, { every: 8, least, including })
  },
)
