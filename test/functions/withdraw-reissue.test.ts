import { expect, test } from 'vitest'
import { cancelReissue } from '../../functions/cancel-reissue/cancel-reissue.ts'
import { mailReissue } from '../../functions/mail-voters/mail-reissue.ts'
import { withdrawReissue } from '../../functions/withdraw-reissue/withdraw-reissue.ts'
import { cancelLink, cancelToken } from '../../shared/domain/reissue/cancellations.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { holdsIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, confirm, sendTo, startRefusedSms } from '../builders/journey-steps.ts'
import { keys, now } from '../builders/values.ts'
import { aRequestWorld } from '../builders/voter-world.ts'
import {
  aSignedInVoter,
  election,
  openSession,
  type SignedInVoter,
  siteUrl,
} from '../builders/voters.ts'
import { everyDeath, guarded } from '../fakes/interception.ts'
import { everyInterleaving } from '../fakes/interleavings.ts'
import { plain } from '../texts/plain.ts'

const { begin, tables, voter, phone, reissue, notifications, mailer, events, ports } =
  await forEachTest(aRequestWorld)

const withdraw = async (
  { reissueId }: Pick<Reissue, 'reissueId'> = reissue,
  engines: Partial<Parameters<typeof withdrawReissue>[0]> = {},
  claim: SignedInVoter['session'] | undefined = voter.session,
) => (await withdrawReissue({ ...ports, ...engines }, { claim, reissueId })).outcome

const sendMail = (engines: Partial<Parameters<typeof mailReissue>[0]> = {}) =>
  mailReissue({ ...ports, ...engines }, reissue.reissueId, 'news')

const line = () => tables.look.voter(voter.voterId)
const stored = ({ reissueId }: Reissue = reissue) => tables.look.reissue(reissueId)

test('a request that its voter withdraws sends no SMS, costs nothing, and lets them ask again at once, in the same session', async () => {
  expect(await withdraw()).toBe('withdrawn')
  expect(notifications.ids()).toEqual([reissue.reissueId])
  expect(events).toEqual([{ event: 'reissue.withdrawn', reissueId: reissue.reissueId }])
  const { sending, text } = await sendTo(tables, reissue, phone)
  expect([sending.outcome, text]).toEqual(['over', undefined])
  expect(line()).toMatchObject({ reissueCount: 0, sessionEpoch: 0 })
  expect(line()).not.toHaveProperty('passwordChangeRequired')
  expect(holdsIdentifier(keys, line(), voter.identifier)).toBe(true)
  for (const absent of ['sealedPhone', 'stoppedByStaff'])
    expect(stored()).not.toHaveProperty(absent)
  expect(tables.look.phoneUses(reissue.phoneHash)).toEqual({ reissueCount: 0, smsCount: 0 })
  const mended = await acceptReissue(tables, voter)
  expect(line()).toMatchObject({ pendingReissueId: mended.reissueId, reissueCount: 1 })
})

test('a request is withdrawn once, however often it is asked', async () => {
  await withdraw()
  const before = tables.look.everything()
  expect(await withdraw()).toBe('unchanged')
  expect(notifications.ids()).toHaveLength(1)
  expect(tables.look.everything()).toEqual(before)
})

test('a request is withdrawn even while its SMS is being handed over, if SNS refuses that SMS', async () => {
  const refusal = await startRefusedSms(tables, reissue)
  expect(await withdraw()).toBe('too-late')
  expect(await withdraw(reissue, refusal)).toBe('withdrawn')
  expect(stored()).toMatchObject({ state: 'cancelled', withdrawn: true })
})

test('a request that its link cancelled is too late to withdraw', async () => {
  await tables.cancellations.cancel(reissue, now)
  const { session } = await openSession(tables, line(), now)
  expect(await withdraw(reissue, {}, session)).toBe('too-late')
})

test('a request is withdrawn by its own voter only', async () => {
  const other = await acceptReissue(tables, await aSignedInVoter(tables))
  expect(await withdraw(other)).toBe('not-found')
  expect(stored(other)).toEqual(other)
})

test('the mail of a withdrawal says once that no SMS leaves, what is left, and how to say that it was not the voter', async () => {
  await confirm(tables, reissue)
  await withdraw()
  expect([await sendMail(), await sendMail()]).toEqual(['withdrawn', 'over'])
  const text = plain(mailer.mails[0]?.text)
  expect(text).toContain(`Aucun SMS ne partira au numéro se terminant par ${phone.slice(-2)}`)
  expect(text).toContain('Il vous reste 3 demandes.')
  expect(text).toContain(cancelLink(siteUrl, keys, reissue.reissueId))
})

test('the mail about a request that staff stopped names them, and asks who made it', async () => {
  await tables.cancellations.cancel(reissue, now, { withdrawn: true, stoppedByStaff: true })
  await sendMail()
  const text = plain(mailer.mails[0]?.text)
  expect(text).toContain("arrêtée par l'assistance. Aucun SMS")
  expect(text).toContain("Ce n'est pas vous qui aviez fait cette demande ? Ce lien")
})

test('the mail of a withdrawal offers no request to who can make none', async () => {
  await withdraw()
  tables.alter.voter(voter.voterId, { smsCount: election.limits.smsPerVoter })
  await sendMail()
  expect(plain(mailer.mails[0]?.text)).toContain('Vous ne pouvez plus faire de demande en ligne')
})

test('no mail of a withdrawal goes to who has asked again: that has a mail of its own', async () => {
  await withdraw()
  await acceptReissue(tables, voter)
  expect(await sendMail()).toBe('over')
  expect(stored()).not.toHaveProperty('mailDueAt')
})

test('the mail of a withdrawal comes in any order with the one of the request', async () => {
  await everyInterleaving(async () => {
    await begin()
    return {
      operations: [
        (gate) => withdraw(reissue, { cancellations: gate(tables.cancellations) }),
        (gate) =>
          confirm(tables, reissue, {
            reissues: gate(tables.reissues),
            reissueMails: gate(tables.reissueMails),
            mailer: gate(mailer),
          }),
      ],
      check: () => {
        expect(stored()).toMatchObject({ state: 'cancelled', withdrawn: true })
        expect(stored().mailDueAt).toBeDefined()
      },
    }
  })
})

const cancel = async ({ reissueId }: Reissue = reissue, engines: Partial<typeof ports> = {}) => {
  const token = cancelToken(keys, reissueId)
  return (await cancelReissue({ ...ports, ...engines }, { reissueId, token })).outcome
}

const expectDisowned = (cancelled = 1) => {
  expect(line()).toMatchObject({ passwordChangeRequired: true, sessionEpoch: cancelled })
  expect(line()).toMatchObject({ smsCount: 0, reissueCount: 0 })
}

async function expectMailSaysLeft(isLeft: boolean) {
  expect(await sendMail()).toBe('cancelled')
  const text = plain(mailer.mails.at(-1)?.text ?? '')
  expect(text.includes("Le SMS d'une demande suivante est parti")).toBe(isLeft)
  expect(text.includes('Votre identifiant ne change pas.')).toBe(!isLeft)
}

test('the link of a withdrawn request still ends the sessions and asks for a new password, once, and a mail says so', async () => {
  await withdraw()
  await sendMail()
  ports.clock.advance(3600)
  expect(await cancel()).toBe('cancelled')
  expectDisowned()
  const { reissueId } = reissue
  expect(events.at(-1)).toEqual({ event: 'reissue.cancelled', reissueId })
  expect(await sendMail()).toBe('cancelled')
  expect(plain(mailer.mails[1]?.text)).toContain('a été annulée à 11 h')
  const before = tables.look.everything()
  expect(await cancel()).toBe('unknown-link')
  expect(tables.look.everything()).toEqual(before)
})

test('the link of a withdrawn request stops the request that followed as well, even if SNS refuses its SMS at this moment', async () => {
  await withdraw()
  const next = await acceptReissue(tables, voter)
  expect(await cancel(reissue, await startRefusedSms(tables, next))).toBe('cancelled')
  expect(stored(next).state).toBe('cancelled')
  expectDisowned(2)
  await begin()
  await withdraw()
  await withdraw(await acceptReissue(tables, voter))
  expect(await cancel()).toBe('cancelled')
  expect(line()).toMatchObject({ passwordChangeRequired: true, smsCount: 1 })
})

test('the link of a withdrawn request says that it is too late once an SMS of the one that followed leaves, and ends the sessions', async () => {
  for (const refused of [undefined, 'invalid-number'] as const) {
    await begin()
    await withdraw()
    const next = await acceptReissue(tables, voter, { phone })
    await sendTo(tables, next, phone, refused && { refused })
    expect(await cancel()).toBe(refused ? 'cancelled' : 'too-late')
    expect(line()).toMatchObject({ passwordChangeRequired: true, sessionEpoch: 1 })
    await expectMailSaysLeft(!refused)
  }
})

test('the link of a withdrawn request says that it is too late while an SMS of the next is leaving, or failed on its way', async () => {
  await withdraw()
  const next = await acceptReissue(tables, voter, { phone })
  await startRefusedSms(tables, next)
  expect(await cancel()).toBe('too-late')
  await expectMailSaysLeft(true)
  await begin()
  await withdraw()
  const failed = await acceptReissue(tables, voter, { phone })
  await tables.sendings.start(failed, now)
  // While the link waits, the SMS leaves and fails on its way.
  const pause = async () => {
    const handover = { identifierHash: 'new', messageId: 'sms-1', at: now }
    expect(await tables.sendings.complete(stored(failed), handover)).toBe(true)
    const failure = { failure: 'unreachable', isUnsent: false, at: now, now } as const
    await tables.smsReceipts.recordFailure(stored(failed), failure)
  }
  expect(await cancel(reissue, { pause })).toBe('too-late')
})

test('the link of a withdrawn request ends the sessions even where the one that followed is not there', async () => {
  await withdraw()
  const { reissueId } = await acceptReissue(tables, voter)
  const find = (id: string) =>
    id === reissueId ? Promise.resolve(undefined) : tables.reissues.find(id)
  expect(await cancel(reissue, { reissues: { ...tables.reissues, find } })).toBe('cancelled')
  expect(line()).toMatchObject({ passwordChangeRequired: true, sessionEpoch: 1 })
})

test('the link of a withdrawn request says that it is too late though it stops a third request', async () => {
  await withdraw()
  await sendTo(tables, await acceptReissue(tables, voter, { phone }), phone)
  const thirdRequests: Reissue[] = []
  const disown: typeof tables.cancellations.disown = async (...one) => {
    const disowning = await tables.cancellations.disown(...one)
    if (thirdRequests.length === 0) thirdRequests.push(await acceptReissue(tables, voter))
    return disowning
  }
  const cancellations = { ...tables.cancellations, disown }
  expect(await cancel(reissue, { cancellations })).toBe('too-late')
  expect(thirdRequests.map((third) => stored(third).state)).toEqual(['cancelled'])
  await expectMailSaysLeft(true)
})

test('the link of a withdrawn request, killed at any call, serves again until nothing is under way and the sessions have ended', async () => {
  await everyDeath(async (invocation) => {
    await begin()
    await withdraw()
    const next = await acceptReissue(tables, voter)
    const engines = guarded(ports, invocation.guard, 'reissues', 'cancellations')
    const fate = await invocation.run(() => cancel(reissue, engines))
    const isUsed = stored().disownedAt !== undefined
    expect(await cancel()).toBe(isUsed ? 'unknown-link' : 'cancelled')
    expect(stored(next).state).toBe('cancelled')
    expectDisowned(2)
    return fate
  })
})
