import { expect } from 'vitest'
import { type SendResult, sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import { identifierText } from '../../shared/domain/voter/identifier.ts'
import {
  deriveIdentifier,
  holdsIdentifier,
} from '../../shared/domain/voter/identifier-derivation.ts'
import { publicReissue } from '../../shared/runtime/public-reissue.ts'
import { inMemoryCarrier, inMemoryQueue } from '../fakes/channels.ts'
import { type Guard, intercept } from '../fakes/interception.ts'
import { startingPoint } from './for-each-test.ts'
import { confirm } from './journey-steps.ts'
import { keys, neverSuspended } from './values.ts'
import { aRequestWorld } from './voter-world.ts'
import { election } from './voters.ts'

/** Seconds that SQS hides a dead sender's message: its timeout of 30, and five more. */
const visibilitySeconds = 35

type Dependencies = Parameters<typeof sendIdentifier>[0]

export async function aDueReissue() {
  const world = await aRequestWorld()
  const { tables, clock, voter, phone, reissue } = world
  const { reissueId } = reissue
  const carrier = inMemoryCarrier(phone)
  const ports = { ...world.ports, carrier }
  clock.advance(election.smsDelaySeconds)
  const restore = startingPoint(world, world.lists)

  async function begin(): Promise<void> {
    carrier.restore()
    await restore()
  }

  function deliver(engines: Partial<Dependencies> = {}, id = reissueId): Promise<SendResult> {
    return sendIdentifier({ ...ports, ...engines }, id)
  }

  const stored = () => tables.look.reissue(reissueId)
  const shownStates = () =>
    publicReissue(stored(), neverSuspended).history.map(({ state }) => state)

  async function confirmAt(at = reissue.requestedAt) {
    const smsQueue = inMemoryQueue()
    const confirming = await confirm(tables, reissue, { clock: () => at, smsQueue })
    expect(confirming).toBe('asked')
    return { smsQueue }
  }

  async function redeliver(): Promise<SendResult> {
    for (let delivery = 0; delivery < 10; delivery++) {
      clock.advance(visibilitySeconds)
      const sending = await deliver()
      if (sending.outcome !== 'busy') return sending
    }
    throw new Error('The message went to the DLQ')
  }

  const newIdentifier = deriveIdentifier(keys, voter.voterId, reissueId)

  function validIdentifier(): 'old' | 'new' {
    const found = tables.look.voter(voter.voterId)
    const isOld = holdsIdentifier(keys, found, voter.identifier)
    const isNew = holdsIdentifier(keys, found, newIdentifier)
    if (isOld === isNew) throw new Error(`${isOld ? 'Two' : 'No'} identifiers are valid`)
    return isOld ? 'old' : 'new'
  }

  const watched: Guard = (port) =>
    intercept(port, async (call) => {
      const answer = await call.run()
      if (validIdentifier() === 'new') expect(carrier.texts.length).toBeGreaterThan(0)
      return answer
    })

  const guardedBy = (guard: Guard): Partial<Dependencies> => ({
    reissues: guard(tables.reissues),
    readSms: guard({ readSms: ports.readSms }).readSms,
    smsBreakers: guard(tables.smsBreakers),
    smsDays: guard(watched(tables.smsDays)),
    sendings: guard(watched(tables.sendings)),
    carrier: guard(watched(carrier)),
  })

  function expectSent(): void {
    const { state, sealedPhone, smsDueAt, messageId } = stored()
    expect(state).toBe('sent')
    expect(shownStates()).toEqual(['accepted', 'sending', 'sent'])
    expect([sealedPhone, smsDueAt]).toEqual([undefined, undefined])
    expect(carrier.texts.map((sms) => sms.messageId)).toContain(messageId)
    expect(validIdentifier()).toBe('new')
    const found = tables.look.voter(voter.voterId)
    expect(found).toMatchObject({ reissueCount: 1, latestReissueId: reissueId })
    expect(found).not.toHaveProperty('pendingReissueId')
    const texts = new Set(carrier.texts.map(({ text }) => text))
    expect(texts.size).toBe(1)
    expect([...texts][0]).toContain(identifierText(newIdentifier))
    expect(new Set(carrier.texts.map((sms) => sms.phone))).toEqual(new Set([phone]))
  }

  function expectGivenBack(): void {
    const { state, sealedPhone } = stored()
    expect(state).toBe('failed')
    expect(shownStates()).toEqual(['accepted', 'sending', 'failed'])
    expect(sealedPhone).toBeUndefined()
    expect(tables.look.voter(voter.voterId).reissueCount).toBe(0)
    expect(tables.look.voter(voter.voterId)).not.toHaveProperty('pendingReissueId')
    expect(tables.look.phone(hashPhone(keys, phone)).reissueCount).toBe(0)
    expect(validIdentifier()).toBe('old')
    expect(carrier.texts).toEqual([])
  }

  return {
    ...world,
    begin,
    carrier,
    reissueId,
    newIdentifier,
    ports,
    deliver,
    stored,
    confirm: confirmAt,
    mail: (engines: Partial<Pick<Dependencies, 'election'>> = {}) =>
      confirm(tables, stored(), { mailer: world.mailer, clock, ...engines }),
    redeliver,
    validIdentifier,
    watched,
    guardedBy,
    expectSent,
    expectGivenBack,
  }
}
