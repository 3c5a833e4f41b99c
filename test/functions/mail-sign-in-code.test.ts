import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mailSignInCode } from '../../functions/mail-voters/mail-link.ts'
import { requestPasswordLink } from '../../functions/request-password-link/request-password-link.ts'
import { signIn } from '../../functions/sign-in/sign-in.ts'
import { signInOwner } from '../../shared/domain/account/captcha.ts'
import { isMailedCode, mailedCode } from '../../shared/domain/account/mailed-code.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { keys, now } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import { aCaptcha, election, password, today } from '../builders/voters.ts'
import { inMemoryMailer } from '../fakes/channels.ts'
import { failing } from '../fakes/interception.ts'

const { begin, tables, clock, voter, mailer, ports } = await forEachTest(aVoterWorld)

type Dependencies = Parameters<typeof mailSignInCode>[0]

const mail = (changes: Partial<Dependencies> = {}, voterId = voter.voterId) =>
  mailSignInCode({ ...ports, ...changes }, { voterId, requestedAt: clock() })

const home = '198.51.100.7'

function attempt(changes: Partial<Parameters<typeof signIn>[1]> = {}) {
  return signIn(
    { ...tables, keys, clock },
    { email: voter.email, password, deviceCookie: undefined, clientNetwork: home, ...changes },
  )
}

const mailed = () => /#code=(\d{12})/.exec(mailer.mails.at(-1)?.text ?? '')?.[1] as string

test('the code to sign in is asked for as a link is, by the same message but for what is wanted', async () => {
  const messages: unknown[] = []
  const linkQueue = { put: async (message: unknown) => void messages.push(message) }
  await requestPasswordLink({ linkQueue, keys, clock }, voter.email, 'sign-in-code')
  expect(messages).toEqual([{ voterId: voter.voterId, requestedAt: now, wants: 'sign-in-code' }])
})

test("the code to sign in goes to the account's own address, in figures and in a link", async () => {
  expect(await mail()).toBe('mailed')
  expect(mailer.mails).toMatchObject([{ to: voter.email, subject: 'Votre code de connexion' }])
  expect(mailed()).toBe(mailedCode(keys, { ...voter, sessionEpoch: 0 }, now))
  const groups = mailed().replace(/(.{4})(?=.)/g, '$1 ')
  expect(mailer.mails[0]?.text.replaceAll('\u00a0', ' ')).toContain(groups)
})

test('the code to sign in goes to an address that was corrected, and makes a browser known that types it', async () => {
  const email = 'corrected@academie.example'
  const addressId = voterIdOf(keys, email)
  const find = async () => ({ ...tables.look.voter(voter.voterId), email, addressId })
  const voters = { ...tables.voters, find }
  expect(await mail({ voters })).toBe('absent')
  expect(await mail({ voters, mailer: inMemoryMailer(email) }, addressId)).toBe('mailed')
  const typed = { email, password, deviceCookie: undefined, clientNetwork: home }
  const first = await signIn({ ...tables, voters, keys, clock }, typed)
  const known = { ...typed, deviceCookie: (first as { deviceCookie: string }).deviceCookie }
  expect(await signIn({ ...tables, voters, keys, clock }, known)).toMatchObject({
    outcome: 'signed-in',
    deviceCookie: known.deviceCookie,
  })
})

test('the code to sign in goes to nobody who is on no roll', async () => {
  expect(await mail({}, 'nobody')).toBe('absent')
  expect(mailer.mails).toEqual([])
})

test('the code to sign in changes nothing of the account, so that no reissue waits for it', async () => {
  const before = tables.look.voter(voter.voterId)
  await mail()
  await attempt({ mailedCode: mailed() })
  expect(tables.look.voter(voter.voterId)).toEqual(before)
})

test('the code to sign in leaves three times a day; one that does not leave is not counted', async () => {
  for (let time = 0; time < 5; time++) {
    expect(await mail({ takeToken: async () => false })).toBe('no-token')
    await expect(mail({ mailer: failing(mailer, 'send', 'before') })).rejects.toThrow()
  }
  const outcomes = []
  for (let time = 0; time < 4; time++) outcomes.push(await mail())
  expect(outcomes).toEqual(['mailed', 'mailed', 'mailed', 'too-many'])
  const takeToken = () => Promise.reject(new Error('No token is to be taken'))
  expect(await mail({ takeToken })).toBe('too-many')
})

test('the code to sign in leaves three times a day, though copies of its message waited for their token', async () => {
  await mail()
  await mail()
  const afterCopy = async () => (await mail()) === 'mailed'
  expect(await mail({ takeToken: afterCopy })).toBe('too-many')
  expect(mailer.mails).toHaveLength(3)
})

test('the code to sign in is no repeat when it comes again because its sender died while it waited for its token', async () => {
  const small = { ...election, mailsPerDay: 10 }
  await tables.linkDays.count(today, { total: 1, codes: 0, repeats: 1 })
  await new Promise<void>((died) => {
    const takeToken = () => new Promise<boolean>(() => died())
    void mail({ election: small, takeToken })
  })
  expect(await mail({ election: small })).toBe('mailed')
  expect(await mail({ election: small })).toBe('no-more-today')
})

test('the code to sign in leaves anew once a new password or a cancelled request has ended those of the day', async () => {
  for (let time = 0; time < 4; time++) await mail()
  const changed = { ...tables.look.voter(voter.voterId), sessionEpoch: 1 }
  const voters = { ...tables.voters, find: async () => changed }
  expect(await mail({ voters })).toBe('mailed')
  expect(isMailedCode(keys, changed, mailed(), clock())).toBe(true)
})

test('the code to sign in waits for the next day once the day has had its links, and takes no token from other mails', async () => {
  await tables.linkDays.count(today, { total: 4, codes: 0, repeats: 0 })
  const takeToken = () => Promise.reject(new Error('a token was taken'))
  expect(await mail({ takeToken, election: { ...election, mailsPerDay: 10 } })).toBe('no-budget')
  expect(mailer.mails).toEqual([])
})

test('the code to sign in is good in the mailbox or comes, whenever it is asked for, however often strangers ask', async () => {
  const waits = fc.array(fc.integer({ min: 0, max: 50_000 }), { maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(waits, async (seconds) => {
      await begin()
      for (const wait of seconds) {
        clock.advance(wait)
        await mail()
        expect(isMailedCode(keys, { ...voter, sessionEpoch: 0 }, mailed(), clock())).toBe(true)
      }
    }),
  )
})

const rubbish = { password: 'a guess' }
const code = () => aCaptcha(tables, signInOwner, clock())
const strangers = {
  guess: () => attempt(rubbish),
  guessElsewhere: () => attempt({ ...rubbish, clientNetwork: '203.0.113.9' }),
  guessWithCode: async () => attempt({ ...rubbish, captcha: await code() }),
  spray: async () =>
    attempt({ ...rubbish, email: `someone.${Math.random()}@a.example`, captcha: await code() }),
  forgeACode: () => attempt({ ...rubbish, mailedCode: '482109375566' }),
  forgeABrowser: () => attempt({ ...rubbish, deviceCookie: `${'a'.repeat(22)}.${'b'.repeat(43)}` }),
  askForMails: () => mail(),
  wait: async () => clock.advance(250),
}
const anything = fc.array(fc.constantFrom(...Object.values(strangers)), { maxLength: 60 })

test('a voter who knows the password is in at once with the code of one e-mail, whatever strangers sent', async () => {
  await fc.assert(
    fc.asyncProperty(anything, async (sent) => {
      await begin()
      for (const send of sent) await send()
      await mail()
      expect(await attempt({ mailedCode: mailed() })).toMatchObject({
        outcome: 'signed-in',
        deviceCookie: expect.any(String),
      })
    }),
    { numRuns: 20 },
  )
})
