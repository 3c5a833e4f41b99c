import { describe, expect, it } from 'vitest'
import { askedReason } from '../../shared/contract/files.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import {
  isToAgree,
  offeredActions,
  takenPhoneOf,
} from '../../shared/domain/staff/offered-actions.ts'
import { isPrintedFor } from '../../shared/domain/staff/printed-notice.ts'
import { isReason } from '../../shared/domain/staff/reason.ts'
import type { StaffWish } from '../../shared/domain/staff/staff-wish.ts'
import { isStanding, repairWish, type SaidRepair } from '../../shared/domain/staff/staff-wish.ts'
import { staffActions } from '../../shared/domain/staff-action.ts'
import { aReissue, aVoter, keys, now, otherVoterId } from '../builders/values.ts'
import { election } from '../builders/voters.ts'

const milliseconds = (instant: Date, count: number) => new Date(instant.getTime() + count)

describe('what staff are offered', () => {
  const { reissueOpensAt, reissueClosesAt, voteClosesAt } = election.dates
  const offered = (changes: Partial<Parameters<typeof offeredActions>[0]> = {}) =>
    offeredActions({
      voter: aVoter({ passwordHash: 'a hash' }),
      ...{ latest: undefined, election, now },
      ...changes,
    })

  it('to print a notice is from the first instant of requests to their last', () => {
    const at = (instant: Date, count: number) =>
      offered({ now: milliseconds(instant, count) }).includes('print-notice')
    expect([at(reissueOpensAt, -1), at(reissueOpensAt, 0)]).toEqual([false, true])
    expect([at(reissueClosesAt, -1), at(reissueClosesAt, 0)]).toEqual([true, false])
  })

  it('to print a notice ends with the requests, and with as many beyond them as the election allows', () => {
    const { limits } = election
    const isOffered = (beyond: number, noticesBeyondRequests: number) =>
      offered({
        voter: aVoter({ passwordHash: '', reissueCount: limits.reissuesPerVoter + beyond }),
        election: { ...election, limits: { ...limits, noticesBeyondRequests } },
      }).includes('print-notice')
    expect([isOffered(-1, 0), isOffered(0, 0)]).toEqual([true, false])
    expect([isOffered(0, 1), isOffered(1, 1)]).toEqual([true, false])
    expect([isOffered(1, 2), isOffered(2, 2)]).toEqual([true, false])
  })

  it('to repair is from the seal of the roll to the end of the vote, without a password too', () => {
    const voter = aVoter()
    const sealedAt = rollSealedAt(election)
    expect(offered({ voter, now: milliseconds(sealedAt, -1) })).toEqual([])
    expect(offered({ voter, now: sealedAt })).toEqual(['repair'])
    expect(offered({ voter, now: milliseconds(voteClosesAt, -1) })).toEqual(['repair'])
    expect(offered({ voter, now: voteClosesAt })).toEqual([])
  })

  it('to mail again is of what is over and was mailed, but of a failure only while it matters', () => {
    const { mailDueAt, ...mailed } = aReissue({ state: 'sent' })
    const isOffered = (latest: typeof mailed & { mailDueAt?: Date }, at = now) =>
      offered({ latest, now: at }).includes('mail-again')
    expect(isOffered({ ...mailed, usedAt: now })).toBe(true)
    expect(isOffered(mailed, voteClosesAt)).toBe(true)
    expect(isOffered({ ...mailed, ...(mailDueAt && { mailDueAt }) })).toBe(false)
    expect(isOffered({ ...mailed, state: 'accepted' })).toBe(false)
    const failed = { ...mailed, state: 'failed' as const }
    expect(isOffered(failed, milliseconds(voteClosesAt, -1))).toBe(true)
    expect(isOffered(failed, voteClosesAt)).toBe(false)
    expect(isOffered({ ...failed, usedAt: now })).toBe(false)
  })

  it('to free a phone is of one that was refused since the last request', () => {
    const takenPhone = { phoneHash: 'a phone', maskedPhone: '•• 78', at: now }
    const voter = aVoter({ takenPhone })
    const withRequest = (count: number) =>
      takenPhoneOf(voter, aReissue({ requestedAt: milliseconds(now, count) }))
    expect([-1, 0, 1].map(withRequest)).toEqual([takenPhone, undefined, undefined])
    expect(takenPhoneOf(voter, undefined)).toBe(takenPhone)
  })
})

describe('a wish that another of the staff is to agree to', () => {
  const wish = (changes: Partial<StaffWish>): StaffWish => ({
    ...{ action: 'lift-both-lost', reason: 'une raison', email: 'alix@example.org' },
    ...{ interventionId: 'a wish', ...changes },
  })
  const said: SaidRepair = {
    corrects: 'identity',
    correction: { numen: '01E1000000ABC', birthDate: '1975-03-27' } as SaidRepair['correction'],
  }

  it('to print a notice stands until another notice is the last one', () => {
    const printing = wish({ action: 'print-notice', noticeNumber: 2 })
    expect(isToAgree(printing, staffActions, aVoter({ noticeNumber: 2 }))).toBe(true)
    expect(isToAgree(printing, staffActions, aVoter({ noticeNumber: 3 }))).toBe(false)
    expect(isToAgree(printing, ['repair'], aVoter({ noticeNumber: 2 }))).toBe(false)
  })

  it('for something else asks nothing of the notices', () => {
    expect(isToAgree(wish({}), staffActions, aVoter({ noticeNumber: 3 }))).toBe(true)
  })

  it('to correct stands until what it corrects is another', () => {
    for (const corrects of ['identity', 'email'] as const) {
      const repair = repairWish(keys, aVoter(), { ...said, corrects })
      const stands = (changes: Parameters<typeof aVoter>[0]) =>
        isToAgree(wish({ action: 'repair', repair }), staffActions, aVoter(changes))
      expect(stands({})).toBe(true)
      expect(stands({ identityHash: 'another' })).toBe(corrects === 'email')
      expect(stands({ addressId: 'another' })).toBe(corrects === 'identity')
      expect(isStanding(repair, aVoter())).toBe(true)
    }
  })

  it('to correct, which was asked for before a new version of the service, is the same after it', () => {
    const { asked } = repairWish(keys, aVoter(), said)
    expect(asked).toBe('yImv0AUEsapmTO6zDgzZTy4fWRzVpCL8h1_VkbD_YZs')
    const email = { newEmail: 'autre@academie.example' }
    const wished = repairWish(keys, aVoter(), { corrects: 'email', correction: email })
    expect(wished.asked).toBe('dcNkLaA6s01Q3ncbGhg59-mZmGoUEW5feumKVRybc7w')
  })

  it('to correct is the same for whoever types the same of the same voter, and nobody else', () => {
    const { asked } = repairWish(keys, aVoter(), said)
    expect(repairWish(keys, aVoter({ firstName: 'Zoé' }), said).asked).toBe(asked)
    expect(asked).not.toContain('01E1000000ABC')
    const { correction } = said
    const others = [
      repairWish(keys, aVoter({ voterId: otherVoterId }), said),
      repairWish(keys, aVoter(), { ...said, corrects: 'email' }),
      ...[
        { ...correction, numen: '01E1000000ABD' },
        { ...correction, birthDate: '1975-03-28' },
        { ...correction, newEmail: 'autre@academie.example' },
        { newEmail: '01E1000000ABC' },
      ].map((other) =>
        repairWish(keys, aVoter(), { ...said, correction: other as SaidRepair['correction'] }),
      ),
    ]
    expect(new Set([asked, ...others.map((one) => one.asked)]).size).toBe(others.length + 1)
  })
})

it('a notice was printed for the wish that it names, while its identifier is the valid one', () => {
  const wish = { interventionId: 'a wish' }
  expect(isPrintedFor(aVoter({ noticeWishId: 'a wish' }), wish)).toBe(true)
  expect(isPrintedFor(aVoter({ noticeWishId: 'another' }), wish)).toBe(false)
  expect(isPrintedFor(aVoter({ noticeWishId: 'a wish', identifierReissueId: '1' }), wish)).toBe(
    false,
  )
  expect(isPrintedFor(aVoter(), undefined)).toBe(false)
})

it('a reason has up to 200 characters, and no more than five digits in a row', () => {
  expect(isReason('x'.repeat(200))).toBe(true)
  expect(isReason('x'.repeat(201))).toBe(false)
  expect(askedReason.safeParse({ reason: 'x'.repeat(200) }).success).toBe(true)
  expect(askedReason.safeParse({ reason: 'x'.repeat(201) }).success).toBe(false)
  expect([isReason('salle 12345'), isReason('salle 123456')]).toEqual([true, false])
})

it('a reason has no character that would end a line, hide or turn what is read', () => {
  for (const character of '\u0000\n\u0085\u2028\u2029\u200b\u202e\ud800') {
    expect(isReason(`panne${character}réseau`), character.charCodeAt(0).toString(16)).toBe(false)
  }
  expect(isReason('Panne du réseau : 3 écoles 😀, « mairie »')).toBe(true)
})
