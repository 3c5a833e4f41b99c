import { beforeEach, describe, expect, it, test } from 'vitest'
import { showFile } from '../../functions/assist-voter/show-file.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import { type OpenFile, staffTokenHash } from '../../shared/domain/staff/staff-session.ts'
import type { TwoPersonAction } from '../../shared/domain/staff-action.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, startRefusedSms } from '../builders/journey-steps.ts'
import { address, aStaffWorld, identity, reason } from '../builders/staff-world.ts'
import { bothClocks } from '../builders/values.ts'
import { election, openSession } from '../builders/voters.ts'
import type { StaffName } from '../fakes/in-memory-staff-files.ts'

const begin = secondsLater(rollSealedAt(election), 3600)

const world = await forEachTest(aStaffWorld)
const { tables, voter, clock, office, ports, opened } = world

beforeEach(() => clock.set(begin))

type Ports = typeof ports

interface Kind {
  action: TwoPersonAction
  typed?: object
  account?: Partial<Voter>
  arrange?: () => Promise<void>
  isDone: (now: Voter, before: Voter) => boolean
}

const kinds: Record<string, Kind> = {
  'the lift of the delay': {
    action: 'lift-both-lost',
    account: { passwordRenewedAt: begin, repairedAt: begin },
    isDone: (now) => !now.passwordRenewedAt && !now.repairedAt,
  },
  "the end of a request's delay": {
    action: 'lift-both-lost',
    async arrange() {
      const opened = await openSession(tables, tables.look.voter(voter.voterId), begin)
      const { reissueId } = await acceptReissue(tables, { ...voter, ...opened }, { at: begin })
      const delayEndsAt = secondsLater(begin, 86_400).toISOString()
      Object.assign(tables.items('reissues').get(reissueId) ?? {}, { delayEndsAt })
    },
    isDone: ({ pendingReissueId = '' }) => {
      const { delayEndsAt, smsDueAt } = tables.look.reissue(pendingReissueId)
      return delayEndsAt === undefined && smsDueAt !== undefined && smsDueAt <= clock()
    },
  },
  'a printed notice': { action: 'print-notice', isDone: (now) => now.noticeWishId !== undefined },
  'another NUMEN and birth date': {
    ...{ action: 'repair', typed: identity },
    isDone: (now, before) => now.identityHash !== before.identityHash,
  },
  'another address': {
    ...{ action: 'repair', typed: address },
    isDone: (now, before) => now.email !== before.email,
  },
}

describe.each(Object.entries(kinds))('%s', (_, { action, typed, account = {}, ...kind }) => {
  const { arrange, isDone } = kind
  beforeEach(async () => {
    tables.alter.voter(voter.voterId, account)
    await arrange?.()
  })

  const look = () => tables.look.voter(voter.voterId)
  const done = { outcome: 'done', action }
  const notOffered = { outcome: 'not-offered' }

  const ask = async (name: StaffName = 'alix') =>
    world.act(await world.withFile(name), action, { typed })
  const approve = (
    cookie: string | undefined,
    changes: Partial<Ports> & { shownExpiry?: () => string } = {},
  ) => world.approve(cookie, action, { typed, ...changes })

  it('takes an agent’s request and a supervisor’s approval, both in the ledger and mailed', async () => {
    const before = look()
    expect(await ask()).toMatchObject({ outcome: 'asked', code: '12345678' })
    expect(look()).toEqual(before)
    const supervisor = await opened()
    expect(await showFile(ports, supervisor)).toMatchObject({
      opening: 'file-opened-to-agree',
      wish: { action, reason, by: 'alix' },
    })
    expect(await approve(supervisor)).toEqual(done)
    expect(isDone(look(), before)).toBe(true)
    const { voterId } = voter
    expect(office.notifications).toMatchObject([
      { news: `${action}-asked`, voterId },
      { news: 'file-opened-to-agree', voterId },
      { news: action === 'repair' ? 'roll-corrected' : action, voterId },
    ])
    const [first, opening, second] = office.interventions
    expect(opening).toMatchObject({ kind: 'file-opened-to-agree', by: 'supervisor/sacha' })
    expect(first).toMatchObject({ kind: action, by: 'agent/alix', reason })
    expect(second).toMatchObject({
      ...{ kind: action, by: 'supervisor/sacha', reason, confirms: first?.interventionId },
      interventionId: `${first?.interventionId}/agreed`,
    })
    const kept = JSON.stringify([
      office.interventions,
      ...(['approvals', 'staffSessions', 'fileCodes'] as const).map((name) => [
        ...tables.look.everything()[name].values(),
      ]),
    ])
    for (const said of [identity.numen, identity.birthDate, address.email])
      expect(kept).not.toContain(said)
    expect(JSON.stringify(office.interventions)).not.toContain(voterId)
  })

  it('is carried out and recorded once when the call is repeated', async () => {
    await ask()
    const [one, another] = [await opened(), await office.signedIn('sacha', clock())]
    const [from, to] = [one, another].map((cookie) => staffTokenHash(cookie) as string)
    const found = await tables.staffSessions.find(from as string)
    await tables.staffSessions.openFile(to as string, found?.openFile as OpenFile)
    const seen = look()
    let looks = 0
    const find: typeof tables.voters.find = (id) =>
      looks++ < 2 ? Promise.resolve(seen) : tables.voters.find(id)
    const early = { voters: { ...ports.voters, find } }
    const both = await Promise.all([approve(one, early), approve(another, early)])
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['again', 'done'])
    const after = look()
    expect(await approve(one)).toEqual({ outcome: 'again', action })
    expect([look(), office.interventions.length]).toEqual([after, 3])
  })

  it('is approved by no agent, delegate or stranger, not by the requester, and not with the voter’s code', async () => {
    await ask()
    for (const name of ['alix', 'andrea', 'dominique'] as const) {
      const cookie = await office.signedIn(name, clock())
      const tried = await office.openByCode(ports, cookie, '12345678')
      expect(tried).toEqual({ outcome: name === 'dominique' ? 'not-permitted' : 'not-found' })
      expect(await approve(cookie)).toEqual(tried)
    }
    const before = look()
    expect(await approve(await world.withFile('sacha'))).toEqual({ outcome: 'not-permitted' })
    expect(await approve(undefined)).toEqual({ outcome: 'unauthenticated' })
    const supervisor = await opened()
    await ask('sacha')
    const alone = await office.signedIn('sacha', clock())
    const unopened = { outcome: 'not-found' }
    expect(await office.openByCode(ports, alone, '12345678')).toEqual(unopened)
    expect(await approve(alone)).toEqual(unopened)
    expect(look()).toEqual(before)
    expect(await approve(supervisor)).toEqual(done)
  })

  it('is not approved if replaced, forged, expired or of another file', async () => {
    const before = look()
    await ask()
    const former = await opened()
    await ask()
    expect(await approve(former)).toEqual(notOffered)
    expect(await showFile(ports, former)).not.toHaveProperty('wish')
    clock.advance(9 * 60)
    const late = await opened()
    const shownExpiry = () => bothClocks(0).toISOString()
    expect(await approve(late, { shownExpiry })).toEqual(notOffered)
    const { approvals } = tables
    const find: typeof approvals.find = async (...keys) => {
      const found = await approvals.find(...keys)
      return found && { ...found, by: 'agent/andrea' }
    }
    expect(await approve(late, { approvals: { ...approvals, find } })).toEqual(notOffered)
    const notifiedCount = office.notifications.length
    clock.advance(6 * 60)
    expect(await approve(late)).toEqual(notOffered)
    expect([look(), office.notifications.length]).toEqual([before, notifiedCount])
  })

  it('is not approved once the account has changed, even at the last moment', async () => {
    await ask()
    const supervisor = await opened()
    const seen = look()
    const sessionEpoch = seen.sessionEpoch + 1
    const passwordRenewedAt = secondsLater(begin, 5)
    tables.alter.voter(voter.voterId, { sessionEpoch, passwordRenewedAt })
    const changed = look()
    const find = async () => seen
    for (const changes of [{ voters: { ...ports.voters, find } }, {}])
      expect(await approve(supervisor, changes)).toEqual(notOffered)
    expect(look()).toEqual(changed)
    expect(await showFile(ports, supervisor)).not.toHaveProperty('wish')
  })
})

test('an approval is judged by the voter as they are after its wait for an SMS', async () => {
  const session = await openSession(tables, tables.look.voter(voter.voterId), begin)
  const reissue = await acceptReissue(tables, { ...voter, ...session }, { at: begin })
  const action = 'repair'
  await world.act(await world.withFile('alix'), action, { typed: identity })
  const refusal = await startRefusedSms(tables, reissue)
  const pause = async () => {
    await refusal.pause()
    tables.alter.voter(voter.voterId, { noticeNumber: 7 })
  }
  const answer = await world.approve(await opened(), action, { typed: identity, pause })
  expect(answer).toEqual({ outcome: 'not-offered' })
})
