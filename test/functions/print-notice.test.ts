import { expect, it, test } from 'vitest'
import { showFile } from '../../functions/assist-voter/show-file.ts'
import { printNotice, storeNotice } from '../../functions/print-notice/print-notice.ts'
import { showNoticeEnd } from '../../functions/show-notice-end/show-notice-end.ts'
import type { ApprovalUse } from '../../shared/domain/approval.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { eligibilityOf } from '../../shared/domain/reissue/eligibility.ts'
import { readIdentifier } from '../../shared/domain/voter/identifier.ts'
import { holdsIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { aUse } from '../builders/approvals.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, sendTo } from '../builders/journey-steps.ts'
import { aStaffWorld } from '../builders/staff-world.ts'
import { keys, keysFrom, now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'
import { everyInterleaving, type Gate } from '../fakes/interleavings.ts'

const { begin, tables, voter, phone, office, ports, withFile, opened, act, approve } =
  await forEachTest(aStaffWorld)

const { reissuesPerVoter } = election.limits

const look = () => tables.look.voter(voter.voterId)

const allowing = (noticesBeyondRequests: number) => ({
  ...election,
  limits: { ...election.limits, noticesBeyondRequests },
})

const ask = async (changes = {}) => act(await withFile('alix'), 'print-notice', changes)

const press = (cookie: string | undefined, changed = {}) =>
  printNotice({ ...ports, ...changed }, { cookie, network: '198.51.100.1' })

const readEndAs = (session: typeof voter.session | undefined, changed = {}) =>
  showNoticeEnd({ ...tables, keys, election, clock: () => now, ...changed }, session)
const readEnd = () => readEndAs(voter.session)

test('a printed notice is neither offered nor approved while the vote is suspended', async () => {
  await ask()
  const supervisor = await opened()
  const viewIf = (isSuspended: boolean) => showFile({ ...ports, isSuspended }, supervisor)
  expect(await viewIf(false)).toMatchObject({ wish: { action: 'print-notice' } })
  const suspended = await viewIf(true)
  expect(suspended).not.toHaveProperty('wish')
  expect(suspended).toMatchObject({ actions: expect.not.arrayContaining(['print-notice']) })
})

test('a printed notice shows the beginning of a new identifier to two staff members, and its end to the voter only', async () => {
  expect(await readEnd()).toEqual({ outcome: 'shown', end: undefined })
  expect(await ask()).toMatchObject({ outcome: 'asked', code: '12345678' })
  expect(look()).toMatchObject({ reissueCount: 0 })
  const supervisor = await opened()
  const { result, beginning } = await press(supervisor)
  expect(result).toEqual({ outcome: 'done', action: 'print-notice' })
  expect(beginning).toMatch(/^B5.. ..$/)
  expect(await readEndAs(undefined)).toEqual({ outcome: 'unauthenticated' })
  const end = await readEnd()
  const whole = readIdentifier(`${beginning}${'end' in end && end.end}`)
  expect(whole && holdsIdentifier(keys, look(), whole)).toBe(true)
  expect(holdsIdentifier(keys, look(), voter.identifier)).toBe(false)
  expect(look()).toMatchObject({ reissueCount: 1, noticeNumber: 2, noticeRenewedAt: now })
  expect(JSON.stringify([office.interventions, office.notifications, look()])).not.toContain(whole)
})

test('a printed notice is shown again while the file is open and its key serves, but mailed and counted once', async () => {
  await ask()
  const supervisor = await opened()
  const first = await press(supervisor)
  const counted = [look(), office.notifications.length, office.interventions.length]
  expect(await press(supervisor)).toEqual({
    result: { outcome: 'again', action: 'print-notice' },
    beginning: first.beginning,
  })
  expect([look(), office.notifications.length, office.interventions.length]).toEqual(counted)
  const view = await showFile(ports, supervisor)
  expect(view).toMatchObject({ wish: { printed: true } })
  const retired = {
    keys: { ...keys, identifier: keysFrom({ current: 'another secret' }).identifier },
  }
  expect(await press(supervisor, retired)).toEqual({ result: { outcome: 'not-offered' } })
  expect(await readEndAs(voter.session, retired)).toEqual({ outcome: 'shown', end: undefined })
  await sendTo(tables, await acceptReissue(tables, voter, { phone }), phone)
  expect(await press(supervisor)).toEqual({ result: { outcome: 'not-offered' } })
  expect(await readEnd()).toEqual({ outcome: 'shown', end: undefined })
})

test.each(['passwordRenewedAt', 'repairedAt'])(
  'a printed notice hides its end soon after %s, since a thief of the mailbox may hold its beginning',
  async (name) => {
    await ask()
    await press(await opened())
    const until = secondsLater(now, 60)
    const changedAt = secondsLater(until, -election.bothLostHours * 3600)
    tables.alter.voter(voter.voterId, { [name]: changedAt })
    expect(await readEnd()).toEqual({ outcome: 'both-factors-lost', until })
    tables.alter.voter(voter.voterId, { [name]: secondsLater(changedAt, -60) })
    expect(await readEnd()).toMatchObject({ outcome: 'shown', end: expect.any(String) })
  },
)

test('a printed notice is not printed by the approval of another action', async () => {
  await ask()
  expect(await approve(await opened(), 'lift-both-lost')).toEqual({ outcome: 'not-permitted' })
})

test('a printed notice may exceed the number of requests as the election allows, and opens no online request', async () => {
  const beyond = { election: allowing(1) }
  tables.alter.voter(voter.voterId, { reissueCount: reissuesPerVoter })
  expect(await ask(beyond)).toMatchObject({ outcome: 'asked' })
  expect(look().reissueCount).toBe(reissuesPerVoter)
  const supervisor = await opened()
  // A deployment may have withdrawn the extra notice since.
  expect(await press(supervisor)).toEqual({ result: { outcome: 'not-offered' } })
  expect(await press(supervisor, beyond)).toMatchObject({ result: { outcome: 'done' } })
  expect(await press(supervisor, beyond)).toMatchObject({ result: { outcome: 'again' } })
  expect(look()).toMatchObject({ reissueCount: reissuesPerVoter + 1, noticeNumber: 2 })
  expect(eligibilityOf(look(), beyond.election, now).remaining).toBe(0)
  expect(await ask(beyond)).toEqual({ outcome: 'not-offered' })
  await expect(acceptReissue(tables, voter)).rejects.toThrow('voter-limit')
})

it.each([
  ['one approval, twice', 0, 'first', 'first'],
  ['two approvals', 0, 'first', 'second'],
  ['one approval beyond the three, twice', 1, 'first', 'first'],
  ['two approvals beyond the three', 1, 'first', 'second'],
])(
  'the last allowed notice or request is granted once, in every order: %s and a request',
  async (_, beyond: number, ...names: string[]) => {
    const orders = await everyInterleaving(async () => {
      await begin()
      tables.alter.voter(voter.voterId, { reissueCount: reissuesPerVoter - 1 + beyond })
      const uses = new Map<string, ApprovalUse>()
      for (const name of new Set(names)) {
        const kind = 'print-notice'
        uses.set(name, await aUse(tables.approvals, { kind, target: voter.voterId }, name))
      }
      const printing = (name: string) => async (gate: Gate) => {
        const found = (await gate(tables.voters).find(voter.voterId)) as Voter
        const gated = { ...ports, printedNotices: gate(tables.printedNotices) }
        const use = uses.get(name) as ApprovalUse
        return storeNotice({ ...gated, election: allowing(beyond) }, { voter: found }, use)
      }
      const asking = async (gate: Gate) => {
        const reissueRequests = gate(tables.reissueRequests)
        await acceptReissue({ ...tables, reissueRequests }, voter).catch(() => {})
      }
      return {
        operations: [...names.map(printing), asking],
        check() {
          const { noticeWishId, pendingReissueId, reissueCount } = look()
          expect([noticeWishId, pendingReissueId].filter(Boolean)).toHaveLength(1)
          expect(reissueCount).toBe(reissuesPerVoter + beyond)
          if (beyond) expect(noticeWishId).toBeDefined()
          expect(holdsIdentifier(keys, look(), voter.identifier)).toBe(noticeWishId === undefined)
        },
      }
    })
    expect(orders).toBeGreaterThan(20)
  },
)
