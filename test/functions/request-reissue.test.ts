import fc from 'fast-check'
import { expect, test } from 'vitest'
import { identityLimit } from '../../functions/request-reissue/identity-limit.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { hashPhone, unsealPhone } from '../../shared/domain/sms/sealed-phone.ts'
import type { BirthDate } from '../../shared/domain/voter/identity.ts'
import { anAskingVoter, wrongIdentity } from '../builders/asking-voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, sendTo } from '../builders/journey-steps.ts'
import { keys, now } from '../builders/values.ts'
import { aForm, aPhone, aSignedInVoter, election } from '../builders/voters.ts'
import { guarded, scheduledBy } from '../fakes/interception.ts'

const asking = await forEachTest(anAskingVoter)

const { reissueOpensAt, reissueClosesAt } = election.dates

test('an accepted request is written, claimed by the voter, counted on the voter and on the phone', async () => {
  const { tables, voter } = asking
  const filled = await asking.form()
  const reissue = await asking.askAccepted(filled)
  const { reissueId } = reissue
  expect(tables.look.reissue(reissueId)).toEqual(reissue)
  expect(reissue).toMatchObject({
    voterId: voter.voterId,
    state: 'accepted',
    maskedPhone: `•• •• •• •• ${filled.phone.slice(-2)}`,
    requestedAt: now,
  })
  expect(tables.look.voter(voter.voterId)).toMatchObject({
    reissueCount: 1,
    pendingReissueId: reissueId,
    latestReissueId: reissueId,
  })
  expect(tables.look.phone(hashPhone(keys, filled.phone))).toMatchObject({
    voterId: voter.voterId,
    reissueCount: 1,
  })
})

test('an accepted request leaves once for the SMS and once for the confirmation, with the delay of each queue', async () => {
  const reissue = await asking.askAccepted(await asking.form())
  const message = { reissueId: reissue.reissueId, delaySeconds: undefined }
  expect(asking.smsQueue.messages).toEqual([message])
  expect(asking.mailQueue.messages).toEqual([message])
})

test('an accepted request keeps the phone under seal, and neither NUMEN nor birth date nor code', async () => {
  const filled = await asking.form()
  const reissue = await asking.askAccepted(filled)
  expect(unsealPhone(keys, reissue)).toBe(filled.phone)
  const kept = JSON.stringify(reissue)
  for (const secret of [filled.phone, filled.phone.slice(4), filled.numen, filled.birthDate]) {
    expect(kept).not.toContain(secret)
  }
})

test('a request is refused, and consumes nothing, with a wrong NUMEN, a wrong birth date or those of another voter, and never says which', async () => {
  const mismatch = { outcome: 'identity-mismatch' }
  const { numen, birthDate } = await aSignedInVoter(asking.tables)
  const birthDateAlone = { birthDate: '1975-03-28' as BirthDate }
  for (const wrong of [wrongIdentity, birthDateAlone, { numen, birthDate }]) {
    expect(await asking.askInVain(await asking.form(wrong))).toEqual(mismatch)
  }
})

test('a request is refused, and consumes nothing, with a phone that serves another voter, until its only request is given back', async () => {
  const phone = aPhone()
  const reissue = await acceptReissue(asking.tables, await aSignedInVoter(asking.tables), { phone })
  expect(await asking.askInVain(await asking.form({ phone }))).toEqual({ outcome: 'phone-taken' })
  const { phoneHash, maskedPhone } = reissue
  const { takenPhone } = asking.tables.look.voter(asking.voter.voterId)
  expect(takenPhone).toEqual({ phoneHash, maskedPhone, at: now })
  await sendTo(asking.tables, reissue, phone, { refused: 'invalid-number' })
  expect(await asking.ask(await asking.form({ phone }))).toMatchObject({ outcome: 'accepted' })
})

test('a request is refused, and consumes nothing, while another is under way, which it shows; the code can still serve', async () => {
  const reissue = await acceptReissue(asking.tables, asking.voter)
  const filled = await asking.form()
  expect(await asking.askInVain(filled)).toEqual({ outcome: 'already-pending', reissue })
  expect(asking.tables.look.captcha(filled.captcha.id)).not.toHaveProperty('reissueId')
})

test('a request is refused, and consumes nothing, when five wrong attempts were made, for a minute, even if all is right', async () => {
  for (let time = 0; time < identityLimit.quota; time++) {
    const wrong = await asking.form(wrongIdentity)
    expect(await asking.ask(wrong)).toEqual({ outcome: 'identity-mismatch' })
  }
  const other = await aSignedInVoter(asking.tables)
  const others = await aForm(asking.tables, other)
  expect(await asking.ask(others, other.session)).toMatchObject({ outcome: 'accepted' })
  const refused = { outcome: 'too-many-attempts', retryAfterSeconds: 60 }
  expect(await asking.askInVain(await asking.form())).toEqual(refused)
  asking.clock.advance(60)
  expect(await asking.ask(await asking.form())).toMatchObject({ outcome: 'accepted' })
})

test.each([
  ['before the period', secondsLater(reissueOpensAt, -0.001)],
  ['from the last instant of the period', reissueClosesAt],
])('a request %s is refused, whoever is signed in, and consumes nothing', async (_, instant) => {
  asking.clock.set(instant)
  await asking.stayUntil(secondsLater(instant, 0.001))
  const filled = await asking.form()
  expect(await asking.askInVain(filled)).toEqual({ outcome: 'reissue-closed' })
  const stranger = { ...asking.voter.session, tokenHash: 'unknown' }
  expect(await asking.askInVain(filled, stranger)).toEqual({ outcome: 'unauthenticated' })
  expect(asking.tables.look.captcha(filled.captcha.id)).not.toHaveProperty('reissueId')
  expect(asking.smsQueue.messages).toEqual([])
})

test('requests at once with one captcha: no order of their calls tells two guesses of the identity', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { tables, ask, form } = await anAskingVoter()
      const { numen } = await aSignedInVoter(tables)
      const right = await form()
      const engines = guarded(tables, scheduledBy(scheduler), 'reissueRequests', 'reissues')
      const guesses = [{ ...right, numen }, right, { ...right, numen }]
      const requests = guesses.map((guess) => ask(guess, undefined, engines))
      const results = await scheduler.waitFor(Promise.all(requests))
      const judged = results.filter(({ outcome }) => outcome !== 'captcha-failed')
      expect(judged.filter(({ outcome }) => outcome !== 'already-pending')).toHaveLength(1)
      for (const { outcome } of judged) seen.add(outcome)
    }),
    { numRuns: 100, seed: 2026 },
  )
  expect(seen).toContain('accepted')
  expect(seen).toContain('identity-mismatch')
})
