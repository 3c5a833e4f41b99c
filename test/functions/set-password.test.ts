import { beforeEach, expect, test } from 'vitest'
import { findValidLink, setPassword } from '../../functions/set-password/set-password.ts'
import { verifyPassword } from '../../shared/domain/account/password.ts'
import { hashLinkToken, linkToken } from '../../shared/domain/account/password-link.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { keys, now } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import { aSignedInVoter, password } from '../builders/voters.ts'
import { everyDeath, failing, guarded } from '../fakes/interception.ts'

const newPassword = 'la barque du phare 62'

const { begin: restore, tables, clock, voter, notifications: queue, ports } = await aVoterWorld()
let token: string

beforeEach(begin)

async function begin(): Promise<void> {
  await restore()
  token = await invite(voter)
}

async function invite({ voterId }: { voterId: string }, message = 'message-1'): Promise<string> {
  const secret = linkToken(keys, voterId, message)
  const last = await tables.passwordLinks.find(voterId)
  await tables.passwordLinks.replace(last, {
    voterId,
    newest: { tokenHash: hashLinkToken(secret), expiresAt: secondsLater(clock(), 7200) },
    requestedAt: clock(),
    issuedAt: [clock()],
    mailed: true,
    version: (last?.version ?? 0) + 1,
  })
  return `${voterId}.${secret}`
}

const set = (
  choice: { token?: string; password?: string } = {},
  engines: Partial<Parameters<typeof setPassword>[0]> = {},
) => setPassword({ ...ports, ...engines }, { token, password: newPassword, ...choice })

const opens = (secret: string) =>
  verifyPassword(secret, tables.look.voter(voter.voterId).passwordHash)

const expired = { outcome: 'link-expired' }

test('a link gives the account the password that its holder chose, in place of the old one', async () => {
  expect(await set()).toEqual({
    outcome: 'set',
    owner: { voterId: voter.voterId, sessionEpoch: 1 },
  })
  expect([await opens(newPassword), await opens(password)]).toEqual([true, false])
  expect(tables.look.voter(voter.voterId)).toMatchObject({
    passwordSetAt: now,
    passwordRenewedAt: now,
  })
})

test('a link is good until it has served, and looking at it uses nothing up', async () => {
  const look = async () => (await findValidLink({ ...tables, clock }, token)) !== undefined
  expect([await look(), await look()]).toEqual([true, true])
  await set()
  expect(await look()).toBe(false)
  expect(await findValidLink({ ...tables, clock }, `${'A'.repeat(22)}${token.slice(22)}`)).toBe(
    undefined,
  )
})

test.each<[string, () => Promise<string> | string]>([
  ['a tampered one', () => token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')],
  ['half of one', () => token.slice(0, 40)],
  ['something else', () => 'anything'],
  ['one with the id of another account', async () => withIdOf(await aSignedInVoter(tables))],
  [
    'one with the id of another account that has a link',
    async () => {
      const other = await aSignedInVoter(tables)
      await invite(other)
      return withIdOf(other)
    },
  ],
  ['one of no account', () => withIdOf({ voterId: 'Z'.repeat(22) })],
  [
    'one that a newer has replaced',
    async () => {
      await invite(voter, 'message-2')
      return token
    },
  ],
  [
    'one of two hours ago',
    () => {
      clock.advance(7200)
      return token
    },
  ],
])('a link is refused, and nothing changes, when it is %s', async (_, spoil) => {
  const spoiled = await spoil()
  const before = tables.look.everything()
  expect(await set({ token: spoiled })).toEqual(expired)
  expect(tables.look.everything()).toEqual(before)
  expect(queue.messages).toEqual([])
})

test('a link that ends while the password is being hashed changes nothing', async () => {
  clock.advance(7199)
  const passwordLinks = {
    async find(voterId: string) {
      const found = await tables.passwordLinks.find(voterId)
      setImmediate(() => clock.advance(1))
      return found
    },
  }
  const before = kept()
  expect(await set({}, { passwordLinks })).toEqual(expired)
  expect(kept()).toEqual(before)
})

const kept = () => ({ ...tables.look.everything(), attempts: undefined })

const weak = { password: 'eleven ch 1' }

test('a link has thirty passwords checked, however many come at once, then one a minute; a new link has its own', async () => {
  const tries = await Promise.all(Array.from({ length: 40 }, () => set(weak)))
  expect(tries.filter(({ outcome }) => outcome === 'weak-password')).toHaveLength(30)
  expect(await set()).toEqual({ outcome: 'too-many-attempts', retryAfterSeconds: 60 })
  expect(queue.messages).toEqual([])
  token = await invite(voter, 'message-2')
  expect(await set(weak)).toMatchObject({ outcome: 'weak-password' })
  expect(await set()).toMatchObject({ outcome: 'set' })
})

test('a link loses no try to a failure', async () => {
  const silent = failing(queue, 'put', 'before')
  await expect(set({}, { notifications: silent })).rejects.toThrow()
  expect([...tables.look.everything().attempts.values()]).toMatchObject([{ attempts: 0 }])
})

test.each([
  ['eleven ch 1', 'too-short'],
  ['motdepasse2026', 'too-common'],
])('a weak password, %s, is refused as %s, and the link stays good', async (weak, weakness) => {
  const before = kept()
  expect(await set({ password: weak })).toEqual({ outcome: 'weak-password', weakness })
  expect(kept()).toEqual(before)
  expect(await set()).toMatchObject({ outcome: 'set' })
})

const named = { firstName: 'Ombeline', lastName: 'Trouvetout' }

test.each([
  ['their first name', { firstName: 'Skrzypek' }, 'Skrzypek2026'],
  ['one of their last names', { lastName: 'Quiblier-Dalmeyda' }, 'Quiblier2026'],
  ['a name of short words', { lastName: 'Ly Vo Ha' }, 'ly vo ha 4 xu'],
  ['their mailbox', { email: 'ly.vo.ha@academie.example' }, 'ly.vo.ha.kq87'],
  ['a word of their address', { email: 'gestion@rectorat.example' }, 'rectorat-42-kq'],
  ['their address', { email: 'ly.vo@academie.example' }, 'ly.vo@academie.example'],
  ['both names', named, 'ombeline.trouvetout'],
  ['both, joined', named, 'OmbelineTrouvetout1'],
  ['both, the other way round', named, 'Trouvetout-Ombeline'],
  ['both, with more', named, 'Ombeline_Trouvetout!'],
])('a password of %s is too weak, and would do for another voter', async (_, known, choice) => {
  const other = tables.look.voter(voter.voterId)
  tables.alter.voter(voter.voterId, known)
  expect(await set({ password: choice })).toMatchObject({ weakness: 'too-common' })
  tables.alter.voter(voter.voterId, other)
  expect(await set({ password: choice })).toMatchObject({ outcome: 'set' })
})

test('a new password is mailed about before it is set: if that fails, nothing is done', async () => {
  const before = kept()
  const silent = failing(queue, 'put', 'before')
  await expect(set({}, { notifications: silent })).rejects.toThrow()
  expect(kept()).toEqual(before)
  await set()
  expect(queue.messages).toEqual([{ news: 'password-set', voterId: voter.voterId, at: now }])
})

test('a password is said to be set when only the answer was lost', async () => {
  const passwords = failing(tables.passwords, 'set', 'after')
  expect(await set({}, { passwords })).toMatchObject({ outcome: 'set' })
})

test('a password is said not to be set when nothing was set', async () => {
  const passwords = failing(tables.passwords, 'set', 'before')
  await expect(set({}, { passwords })).rejects.toThrow('no answer')
  expect(await opens(password)).toBe(true)
})

test('a setting killed at any call leaves the old password or the new one, and the new one is mailed about', async () => {
  const fates = new Set<string>()
  const deaths = await everyDeath(async (invocation) => {
    await begin()
    const names = ['passwordLinks', 'passwords', 'notifications'] as const
    const engines = guarded(ports, invocation.guard, ...names)
    const before = tables.look.voter(voter.voterId).passwordHash
    const fate = await invocation.run(() => set({}, engines))
    const isNew = tables.look.voter(voter.voterId).passwordHash !== before
    if (isNew) expect(await opens(newPassword)).toBe(true)
    if (isNew) expect(queue.messages).toHaveLength(1)
    else expect(await set()).toMatchObject({ outcome: 'set' })
    fates.add(`${fate}, ${isNew ? 'new' : 'old'}`)
    return fate
  })
  expect(deaths).toBe(6)
  expect(fates).toEqual(new Set(['killed, old', 'killed, new', 'ended, new']))
})

function withIdOf({ voterId }: { voterId: string }): string {
  return `${voterId}.${token.split('.')[1]}`
}
