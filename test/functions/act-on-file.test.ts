import { expect, it, test } from 'vitest'
import { fileActions } from '../../functions/assist-voter/act-on-file.ts'
import { showFile } from '../../functions/assist-voter/show-file.ts'
import type { FileContext } from '../../shared/access/act-in-file.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { type OpenFile, staffTokenHash } from '../../shared/domain/staff/staff-session.ts'
import type { FileAction, StaffAction } from '../../shared/domain/staff-action.ts'
import type { KnownPhone } from '../../shared/domain/voter/voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, sendTo, startRefusedSms } from '../builders/journey-steps.ts'
import { aStaffWorld, reason } from '../builders/staff-world.ts'
import { bothClocks, now } from '../builders/values.ts'
import { aSignedInVoter, election, knowPhone, type SignedInVoter } from '../builders/voters.ts'

const world = await forEachTest(aStaffWorld)
const { tables, voter, phone, clock, notifications, events, office, ports } = world
const { withFile, act, approve, opened } = world
let takenHash = ''

const look = () => tables.look.voter(voter.voterId)

async function offered(): Promise<string[]> {
  const view = await showFile(ports, await withFile('alix'))
  return view.outcome === 'shown' ? view.actions : []
}

const smsCount = election.limits.smsPerVoter

const cases: Record<
  Exclude<FileAction, 'lift-both-lost' | 'print-notice'>,
  { arrange: () => Promise<unknown>; expectDone: () => unknown }
> = {
  'stop-request': {
    arrange: () => acceptReissue(tables, voter),
    expectDone() {
      const { latestReissueId = '', pendingReissueId, reissueCount } = look()
      const { history, ...stopped } = tables.look.reissue(latestReissueId)
      expect(stopped).toMatchObject({ withdrawn: true, stoppedByStaff: true })
      expect(history.at(-1)).toEqual({ state: 'cancelled', at: now })
      expect([pendingReissueId, reissueCount]).toEqual([undefined, 0])
      const event = { event: 'reissue.withdrawn', reissueId: latestReissueId }
      expect(events).toEqual([event])
      expect(notifications.ids()).toEqual([latestReissueId])
    },
  },
  'grant-sms': {
    async arrange() {
      takenHash = (await sent(voter)).phoneHash
      const phones = tables.items('phones')
      phones.set(takenHash, { ...phones.get(takenHash), smsCount })
      tables.alter.voter(voter.voterId, { smsCount })
    },
    expectDone() {
      const counted = [look(), tables.look.phone(takenHash)].map((one) => one.smsCount)
      expect(counted).toEqual([smsCount - 1, smsCount - 1])
    },
  },
  'free-phone': {
    async arrange() {
      const { phoneHash, maskedPhone } = await sent(await aSignedInVoter(tables))
      takenHash = phoneHash
      await tables.takenPhones.record(voter.voterId, { phoneHash, maskedPhone, at: now })
    },
    expectDone() {
      expect(tables.look.phone(takenHash)).toMatchObject({ reissueCount: 0 })
      expect(look().takenPhone).toBeUndefined()
    },
  },
  'mail-again': {
    async arrange() {
      const reissue = await sent(voter)
      await tables.reissueMails.markAsMailed(tables.look.reissue(reissue.reissueId))
    },
    expectDone() {
      const { latestReissueId = '' } = look()
      expect(tables.look.reissue(latestReissueId).mailDueAt).toBeDefined()
      expect(notifications.ids()).toEqual([latestReissueId])
    },
  },
  'end-sessions': {
    arrange: async () => {},
    expectDone: () => expect(look().sessionEpoch).toBe(1),
  },
  'lift-wait': {
    arrange: async () => {},
    expectDone: () => expect(look().waitLiftedAt).toEqual(now),
  },
}

async function sent(owner: SignedInVoter) {
  const reissue = await acceptReissue(tables, owner, { phone })
  await sendTo(tables, reissue, phone)
  return tables.look.reissue(reissue.reissueId)
}

test.each(Object.entries(cases))('%s by staff is done, recorded and mailed', async (name, one) => {
  const action = name as FileAction
  await one.arrange()
  expect(await offered()).toContain(action)
  expect(await act(await withFile('alix'), action)).toEqual({ outcome: 'done', action })
  one.expectDone()
  expect(office.interventions).toMatchObject([{ kind: action, by: 'agent/alix', at: now, reason }])
  expect(JSON.stringify(office.interventions)).not.toContain(voter.voterId)
  const notification = { news: action, voterId: voter.voterId, at: now }
  expect(office.notifications).toEqual(action === 'mail-again' ? [] : [notification])
})

test('a staff action in an open file lifts a wait three times a day for all staff together, and records no fourth', async () => {
  const files = [await withFile('alix'), await withFile('andrea')]
  const outcomes: string[] = []
  for (const cookie of [...files, ...files, ...files]) {
    outcomes.push((await act(cookie, 'lift-wait')).outcome)
  }
  expect(outcomes).toEqual(['done', 'done', 'done', ...Array(3).fill('not-offered')])
  expect([office.interventions.length, office.notifications.length]).toEqual([3, 3])
  expect(await offered()).not.toContain('lift-wait')
  clock.advance(86_400)
  expect(await offered()).toContain('lift-wait')
})

test('a staff action in an open file is reported as done when repeated, and not for a newer request', async () => {
  await acceptReissue(tables, voter)
  const cookie = await withFile('alix')
  await act(cookie, 'stop-request')
  expect(await act(cookie, 'stop-request')).toEqual({ outcome: 'again', action: 'stop-request' })
  expect([office.interventions.length, office.notifications.length]).toEqual([1, 1])
  await sent(voter)
  expect(await act(cookie, 'stop-request')).toEqual({ outcome: 'not-offered' })
  expect(await act(await withFile('alix'), 'stop-request')).toEqual({ outcome: 'not-offered' })
})

test('a staff action in an open file changes nothing if its ledger entry or e-mail fails', async () => {
  const cookie = await withFile('alix')
  const broken = () => Promise.reject(new Error('refused'))
  const unwritten = { interventions: { ...ports.interventions, record: broken } }
  for (const change of [unwritten, { notifications: { put: broken } }]) {
    await expect(act(cookie, 'lift-wait', change)).rejects.toThrow('refused')
  }
  expect(look().waitLiftedAt).toBeUndefined()
})

it('a staff action stops a request whose SMS SNS refuses at this moment, and judges the file only after its wait', async () => {
  const { pause } = await startRefusedSms(tables, await acceptReissue(tables, voter))
  const cookie = await withFile('alix')
  const repeated = act(cookie, 'stop-request', {
    async pause() {
      expect([office.interventions, office.notifications]).toEqual([[], []])
      await pause()
      expect(await act(cookie, 'stop-request')).toMatchObject({ outcome: 'done' })
      cases['stop-request'].expectDone()
    },
  })
  expect(await repeated).toMatchObject({ outcome: 'again' })
})

it('a staff action waits once for an SMS at SNS, and acts in no file that was opened meanwhile', async () => {
  await tables.sendings.start(await acceptReissue(tables, voter), now)
  const cookie = await withFile('alix')
  let pauseCount = 0
  const pause = async () => void pauseCount++
  expect(await act(cookie, 'stop-request', { pause })).toEqual({ outcome: 'not-offered' })
  expect(pauseCount).toBe(1)
  const { voterId } = await aSignedInVoter(tables)
  const other = staffTokenHash(await office.withFile('alix', voterId, secondsLater(clock(), 60)))
  const { openFile } = (await tables.staffSessions.find(other as string)) ?? {}
  const opening = () =>
    tables.staffSessions.openFile(staffTokenHash(cookie) as string, openFile as OpenFile)
  const result = await act(cookie, 'end-sessions', { pause: opening })
  expect(result).toEqual({ outcome: 'not-offered' })
  expect([look(), tables.look.voter(voterId)]).toMatchObject([
    { sessionEpoch: 0 },
    { sessionEpoch: 0 },
  ])
})

const actOn = (found: Pick<FileContext, 'voter' | 'latestReissue'>, action: StaffAction) =>
  fileActions(ports).act(action, found as FileContext)

it('a staff action stops no request that its voter has cancelled since, and sends no notification', async () => {
  const latestReissue = await acceptReissue(tables, voter)
  await tables.cancellations.cancel(latestReissue, now)
  expect(await actOn({ voter: look(), latestReissue }, 'stop-request')).toBe(false)
  expect([events, notifications.ids()]).toEqual([[], []])
})

it('a staff action resends the e-mail once when two agents ask at the same time', async () => {
  const { reissueId } = await sent(voter)
  await tables.reissueMails.markAsMailed(tables.look.reissue(reissueId))
  const found = { voter: look(), latestReissue: tables.look.reissue(reissueId) }
  expect(await actOn(found, 'mail-again')).toBe(true)
  expect(await actOn(found, 'mail-again')).toBe(false)
  expect(notifications.ids()).toEqual([reissueId])
})

it('a staff action forgets a refused phone that is already free', async () => {
  const takenPhone = { phoneHash: 'nobodys', maskedPhone: '•• 12', at: now }
  await tables.takenPhones.record(voter.voterId, takenPhone)
  expect(await actOn({ voter: look(), latestReissue: undefined }, 'free-phone')).toBe(false)
  expect(look().takenPhone).toBeUndefined()
})

it('a staff action that frees a known phone first notifies the voter who loses it', async () => {
  const owner = await aSignedInVoter(tables)
  await knowPhone(tables, owner.voterId, phone, now)
  const { phoneHash, maskedPhone } = tables.look.voter(owner.voterId).knownPhone as KnownPhone
  await tables.takenPhones.record(voter.voterId, { phoneHash, maskedPhone, at: now })
  const unqueued = { put: () => Promise.reject(new Error('refused')) }
  const found = { voter: look(), latestReissue: undefined } as unknown as FileContext
  const act = fileActions({ ...ports, notifications: unqueued }).act('free-phone', found)
  await expect(act).rejects.toThrow('refused')
  expect(tables.look.voter(owner.voterId)).toHaveProperty('knownPhone')
  expect(await actOn(found, 'free-phone')).toBe(true)
  expect(office.notifications).toEqual([{ news: 'phone-removed', voterId: owner.voterId, at: now }])
  expect(tables.look.voter(owner.voterId)).not.toHaveProperty('knownPhone')
})

it('a lift is no longer reported as done once a newer password has begun another delay', async () => {
  tables.alter.voter(voter.voterId, { passwordRenewedAt: now, repairedAt: now })
  const agent = await withFile('alix')
  await act(agent, 'lift-both-lost')
  const supervisor = await opened()
  expect(await showFile(ports, agent)).not.toHaveProperty('approved')
  const toWall = (at: Date) => secondsLater(bothClocks(at), 3600)
  expect(await showFile({ ...ports, toWall }, supervisor)).toHaveProperty('wish')
  expect(await approve(supervisor, 'lift-both-lost')).toMatchObject({ outcome: 'done' })
  expect(await showFile(ports, agent)).toMatchObject({ approved: ['lift-both-lost'] })
  tables.alter.voter(voter.voterId, { passwordRenewedAt: now })
  expect(await approve(supervisor, 'lift-both-lost')).toEqual({ outcome: 'not-offered' })
  expect(look().passwordRenewedAt).toEqual(now)
  expect(office.interventions).toHaveLength(3)
})
