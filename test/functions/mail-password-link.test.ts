import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { mailPasswordLink } from '../../functions/mail-voters/mail-link.ts'
import { requestPasswordLink } from '../../functions/request-password-link/request-password-link.ts'
import { hashLinkToken, linkHours, linkToken } from '../../shared/domain/account/password-link.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { keys, later, now } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import { everyDeath, guarded, intercept } from '../fakes/interception.ts'

const { begin, tables, clock, voter, mailer, ports } = await forEachTest(aVoterWorld)
let tokens = 0

beforeEach(() => {
  tokens = 0
})

type Dependencies = Parameters<typeof mailPasswordLink>[0]

const mail = (
  messageId: string = randomUUID(),
  request = { voterId: voter.voterId, requestedAt: clock() },
  engines: Partial<Dependencies> = {},
) => {
  const takeToken = async () => ++tokens > 0
  return mailPasswordLink({ ...ports, takeToken, ...engines }, request, messageId)
}

const linkIn = (position: number) =>
  /https:\S+#(\S+)/.exec(mailer.mails[position]?.text ?? '')?.[1] as string

test('a request of a link puts the same message, whether the address is known or not', async () => {
  const messages: unknown[] = []
  const linkQueue = { put: async (message: unknown) => void messages.push(message) }
  for (const email of [` ${voter.email.toUpperCase()} `, 'nobody@academie.example']) {
    await requestPasswordLink({ linkQueue, keys, clock }, email)
  }
  const other = { voterId: expect.stringMatching(/^[\w-]{22}$/), requestedAt: now }
  expect(messages).toEqual([{ voterId: voter.voterId, requestedAt: now }, other])
  expect(JSON.stringify(messages)).not.toContain('@')
})

test('a request of a link says that nothing was asked when the queue does not answer', async () => {
  const linkQueue = { put: () => Promise.reject(new Error('no answer')) }
  await expect(requestPasswordLink({ linkQueue, keys, clock }, voter.email)).rejects.toThrow()
})

test("the mail of a link goes to the account's own address, and its link is the good one", async () => {
  expect(await mail()).toBe('mailed')
  expect(mailer.mails).toMatchObject([{ to: voter.email }])
  expect(linkIn(0)).toMatch(new RegExp(`^${voter.voterId}\\.[\\w-]{43}$`))
  const link = await tables.passwordLinks.find(voter.voterId)
  expect(link).toMatchObject({ mailed: true, newest: { expiresAt: later(7200) } })
  expect(JSON.stringify(link)).not.toContain(linkIn(0).split('.')[1])
})

test('the mail of a link speaks of a first connection to whoever has no password yet', async () => {
  await mail()
  const { passwordHash: _, ...line } = tables.look.voter(voter.voterId)
  const first = { ...line, voterId: 'A'.repeat(22) }
  await tables.voters.enrol(first)
  await mail(randomUUID(), { voterId: first.voterId, requestedAt: now })
  expect(mailer.mails.map(({ subject }) => subject)).toEqual([
    'Créez un nouveau mot de passe',
    'Créez votre mot de passe',
  ])
  expect([linkIn(0), linkIn(1)].map((link) => link.endsWith('.1'))).toEqual([false, true])
})

test('no link is made for an address on no roll', async () => {
  expect(await mail(randomUUID(), { voterId: 'nobody', requestedAt: now })).toBe('absent')
  expect(mailer.mails).toEqual([])
  expect(await tables.passwordLinks.find('nobody')).toBeUndefined()
  expect(tokens).toBe(0)
})

test('the mail of a link leaves six times a day as long as nobody uses it, then once for each that has ended', async () => {
  const outcomes = []
  for (let time = 0; time < 8; time++) {
    clock.set(later(time))
    outcomes.push(await mail())
  }
  clock.set(later(5 + linkHours * 3600))
  outcomes.push(await mail())
  expect(outcomes).toEqual([...Array(6).fill('mailed'), 'too-many', 'too-many', 'mailed'])
  expect(tokens).toBe(7)
})

test('the mail of a link leaves once when SQS delivers its message again, and not after a newer one', async () => {
  const first = { voterId: voter.voterId, requestedAt: now }
  expect([await mail('message-1', first), await mail('message-1', first)]).toEqual([
    'mailed',
    'over',
  ])
  clock.advance(60)
  await mail('message-2')
  expect(await mail('message-0', first)).toBe('over')
  expect(mailer.mails).toHaveLength(2)
})

test('a link whose token does not come is not made, and leaves nothing behind', async () => {
  expect(await mail('message-1', undefined, { takeToken: async () => false })).toBe('no-token')
  expect(await tables.passwordLinks.find(voter.voterId)).toBeUndefined()
  expect(mailer.mails).toEqual([])
})

test('the mail of a link does not leave for a password that is set while it is being made', async () => {
  const token = linkToken(keys, voter.voterId, 'message-0')
  await mail('message-0')
  clock.advance(60)
  const voters = {
    ...tables.voters,
    async find(voterId: string) {
      const found = await tables.voters.find(voterId)
      const at = clock()
      const passwordHash = 'of the new password'
      const tokenHash = hashLinkToken(token)
      await tables.passwords.set({ voterId, tokenHash, passwordHash, isReplacement: true, at })
      return found
    },
  }
  expect(await mail('message-1', undefined, { voters })).toBe('busy')
  expect(mailer.mails).toHaveLength(1)
})

test('the mail of a link does not leave once a password was set after it was asked for', async () => {
  const request = { voterId: voter.voterId, requestedAt: now }
  tables.alter.voter(voter.voterId, { passwordSetAt: now })
  expect(await mail('message-1', request)).toBe('over')
  const next = { ...request, requestedAt: later(1) }
  expect(await mail('message-2', next)).toBe('mailed')
})

test('the mail of a link, killed at any call, leaves in the end, always with the same link', async () => {
  const counts = new Set<number>()
  const deaths = await everyDeath(async (invocation) => {
    await begin()
    const request = { voterId: voter.voterId, requestedAt: now }
    const engines = guarded(ports, invocation.guard, 'voters', 'passwordLinks', 'mailer')
    const fate = await invocation.run(() => mail('message-1', request, engines))
    await mail('message-1', request)
    expect(new Set(mailer.mails.map(({ text }) => text)).size).toBe(1)
    counts.add(mailer.mails.length)
    return fate
  })
  // Killed before and after the two reads, the link, the mail and its settling.
  expect(deaths).toBe(10)
  expect(counts).toEqual(new Set([1, 2]))
})

test('of two messages at once, the second waits, and knows of the first', async () => {
  const passwordLinks = intercept(tables.passwordLinks, async ({ method, run }) => {
    if (method === 'replace') await mail('message-1')
    return run()
  })
  const request = { voterId: voter.voterId, requestedAt: now }
  expect(await mail('message-2', request, { passwordLinks })).toBe('busy')
  expect(mailer.mails).toHaveLength(1)
})
