import { expect, it, test } from 'vitest'
import { anAskingVoter, withCode, wrongIdentity } from '../builders/asking-voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue } from '../builders/journey-steps.ts'
import { aForm, aPhone, aSignedInVoter } from '../builders/voters.ts'

const asking = await forEachTest(anAskingVoter)

test('an attempt is counted before anything is compared, whatever is wrong, until a request is accepted', async () => {
  const { tables, ask, form, attempts } = asking
  await ask(withCode(await form(), '0000'))
  expect(attempts()).toBe(1)
  await ask(await form(wrongIdentity))
  expect(attempts()).toBe(2)
  const phone = aPhone()
  await acceptReissue(tables, await aSignedInVoter(tables), { phone })
  await ask(await form({ phone }))
  expect(attempts()).toBe(3)
  await ask(await form())
  expect(attempts()).toBe(0)
})

const wait = { outcome: 'too-many-attempts' }
const untilTheyWait = async () => {
  for (let time = 0; time < 20; time++) {
    const { outcome } = await asking.ask(await asking.form(wrongIdentity))
    if (outcome === wait.outcome) return
  }
  throw new Error('They never wait')
}

test('a voter asks at once when staff lifted the wait, and not by what was lifted before', async () => {
  const { tables, voter, clock } = asking
  const lift = () => tables.voterGrants.liftWait(tables.look.voter(voter.voterId), clock())
  await lift()
  clock.advance(1)
  await untilTheyWait()
  expect(await asking.ask(await asking.form())).toMatchObject(wait)
  clock.advance(1)
  await lift()
  expect(await asking.ask(await asking.form())).toMatchObject({ outcome: 'accepted' })
})

test('a voter waits whatever staff lifted for others, and costs them nothing', async () => {
  const { tables, clock } = asking
  const other = await aSignedInVoter(tables)
  await tables.voterGrants.liftWait(other, clock())
  await untilTheyWait()
  expect(await asking.ask(await asking.form())).toMatchObject(wait)
  await expect(acceptReissue(tables, other)).resolves.toMatchObject({ state: 'accepted' })
})

const wrong = async (engines = {}) =>
  asking.ask(await asking.form(wrongIdentity), asking.voter.session, engines)
const notifications = () => asking.notifications.messages
const mail = () => [{ news: 'identity-refused', voterId: asking.voter.voterId, at: asking.clock() }]

test('the fifth wrong identity of a day is mailed, once', async () => {
  for (let time = 1; time <= 4; time++) await wrong()
  expect(notifications()).toEqual([])
  await wrong()
  const fifth = mail()
  expect(notifications()).toEqual(fifth)
  asking.clock.advance(60)
  expect(await wrong()).toEqual({ outcome: 'identity-mismatch' })
  expect(notifications()).toEqual(fifth)
})

test('the wrong identities of one account are not mailed to others', async () => {
  const { tables } = asking
  const other = await aSignedInVoter(tables)
  for (let time = 1; time <= 4; time++) await wrong()
  await asking.ask(await aForm(tables, other, wrongIdentity, asking.clock()), other.session)
  expect(notifications()).toEqual([])
})

test('the next wrong identity is mailed when the queue does not answer, and the voter is answered all the same', async () => {
  for (let time = 1; time <= 4; time++) await wrong()
  const down = { put: () => Promise.reject(new Error('no answer')) }
  expect(await wrong({ notifications: down })).toEqual({ outcome: 'identity-mismatch' })
  const failed = { event: 'account-mail.put.failed', news: 'identity-refused', error: 'Error' }
  expect(asking.events).toContainEqual(failed)
  asking.clock.advance(60)
  await wrong()
  expect(notifications()).toEqual(mail())
})

it('a phone of somebody else is refused, though staff cannot be shown which', async () => {
  const { tables, ask, form, events, voter } = asking
  const phone = aPhone()
  await acceptReissue(tables, await aSignedInVoter(tables), { phone })
  const takenPhones = {
    ...tables.takenPhones,
    record: () => Promise.reject(new Error('no answer')),
  }
  const answer = await ask(await form({ phone }), voter.session, { takenPhones })
  expect(answer).toEqual({ outcome: 'phone-taken' })
  expect(events).toContainEqual({ event: 'taken-phone.unnoted', error: 'Error' })
})
