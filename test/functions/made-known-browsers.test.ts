import { expect, test } from 'vitest'
import { mailedCode } from '../../shared/domain/account/mailed-code.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { aSignInWorld } from '../builders/sign-in-world.ts'
import { keys, now } from '../builders/values.ts'
import { aSignedInVoter, type SignedInVoter } from '../builders/voters.ts'

const most = 20

const { tables, voter, signedIn } = await forEachTest(aSignInWorld)

const cookieOf = async ({ email }: SignedInVoter, changes: Parameters<typeof signedIn>[0] = {}) =>
  (await signedIn({ email, ...changes })).deviceCookie

const codeOf = (owner: SignedInVoter) => ({
  mailedCode: mailedCode(keys, { ...owner, sessionEpoch: 0 }, now),
})

test('browsers made known to an account are new ones: neither those that it knows, nor shared computers, are counted', async () => {
  const deviceCookie = await cookieOf(voter)
  for (let time = 0; time < most; time++) {
    await cookieOf(voter, { deviceCookie })
    await cookieOf(voter, { sharedComputer: true })
  }
  expect(await cookieOf(voter)).toBeDefined()
})

test.each([
  ['', () => ({})],
  [', with a code of its mailbox', codeOf],
] as const)('browsers made known to an account use none of another up%s', async (_, typed) => {
  const other = await aSignedInVoter(tables)
  for (let time = 0; time < most; time++) await cookieOf(other, typed(other))
  expect(await cookieOf(other, typed(other))).toBeUndefined()
  expect(await cookieOf(voter, typed(voter))).toBeDefined()
})

test('browsers made known to an account are counted apart for whoever has its mailbox: a thief of the password uses none of those up', async () => {
  for (let time = 0; time < most; time++) await cookieOf(voter)
  expect(await cookieOf(voter)).toBeUndefined()
  expect(await cookieOf(voter, codeOf(voter))).toBeDefined()
})
