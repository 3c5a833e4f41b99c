import { describe, expect, it } from 'vitest'
import { startChance } from '../../local/drill/chance.ts'
import { drill } from '../../local/drill/drill.ts'
import { type Evidence, type Violations, violationsOf } from '../../local/drill/verdict.ts'
import type { Text } from '../../local/handset.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import { inGroupsOfFour } from '../../shared/domain/voter/identifier.ts'
import {
  deriveIdentifier,
  hashIdentifier,
} from '../../shared/domain/voter/identifier-derivation.ts'
import { publicReissue } from '../../shared/runtime/public-reissue.ts'
import { identifierSms } from '../../shared/texts/sms/sms.ts'
import { aReissue, aVoter, keys, now, phone, voterId } from '../builders/values.ts'
import { sized } from '../size.ts'

describe('a small drill', () => {
  it('loses no request and swaps each identifier for the one that was sent, whatever fails', async () => {
    const voters = sized(20, 60)
    const { violations, isSettled, accepted, states, faults } = await drill({
      voters,
      seed: 1,
      smsPerSecond: 50,
      minutes: 3,
      killEveryMilliseconds: [200, 500],
      fastForwarded: true,
    })
    expect({ ...violations, isSettled }).toEqual({
      neverAccepted: 0,
      vanished: 0,
      notOver: 0,
      withoutSms: 0,
      differentIdentifier: 0,
      wrongValidIdentifier: 0,
      wrongCount: 0,
      phoneKept: 0,
      withoutMail: 0,
      receiptIgnored: 0,
      unreadableDeadLetters: 0,
      isSettled: true,
    })
    expect(accepted).toBeGreaterThanOrEqual(voters)
    expect(states).toHaveProperty('delivered')
    const kinds = Object.keys(faults).join('\n')
    for (const kind of [
      // Which of its two ways SNS refuses is drawn for each SMS, and 20 voters are few.
      /^sns: (Throttled|InternalError)$/m,
      'calls failed',
      'answers lost',
      'dynamodb: TransactionConflictException',
      'dynamodb: TransactionCanceledException',
      'killed: send-identifier',
    ]) {
      expect(kinds).toMatch(kind)
    }
  }, 240_000)
})

describe('a chance', () => {
  const drawn = (seed: number, name: string) => {
    const chance = startChance(seed, name)
    return Array.from({ length: 1000 }, () => chance.next())
  }

  it('draws the same for the same seed and name, and something else for another', () => {
    expect(drawn(1, 'publish')).toEqual(drawn(1, 'publish'))
    expect(drawn(1, 'publish')).not.toEqual(drawn(2, 'publish'))
    expect(drawn(1, 'publish')).not.toEqual(drawn(1, 'receipts'))
  })

  it('draws evenly from 0 to 1', () => {
    const values = drawn(7, 'even')
    for (let tenth = 0; tenth < 10; tenth++) {
      const within = values.filter((value) => Math.floor(value * 10) === tenth).length
      expect(within).toBeGreaterThan(60)
      expect(within).toBeLessThan(140)
    }
  })
})

describe('the verdict of a drill', () => {
  const identifierOf = (source: string) => deriveIdentifier(keys, voterId, source)
  const {
    sealedPhone,
    smsDueAt: _,
    ...common
  } = aReissue({
    state: 'sent',
    history: [{ state: 'sent', at: now }],
    messageId: 'message-1',
  })
  const sent: Reissue = common
  const voter = aVoter({
    identifierHash: hashIdentifier(keys, voterId, identifierOf(sent.reissueId)),
    reissueCount: 1,
  })
  const smsOf = (source: string): Text => ({
    phone,
    body: identifierSms(inGroupsOfFour(identifierOf(source)), 'Le Ministère'),
    at: now.toISOString(),
    messageId: source,
  })
  const asked = {
    voterId,
    phone,
    voter: {
      email: voter.email,
      identifier: inGroupsOfFour(identifierOf('notice')),
      password: '',
      numen: '',
      birthDate: '',
    },
    reissue: publicReissue(sent, { receiptMinutes: 15 }),
    tries: 1,
  }
  const phoneUse = { phoneHash: hashPhone(keys, phone), voterId, reissueCount: 1 }
  const clean: Evidence = {
    keys,
    asked: [asked],
    reissues: [sent],
    voters: new Map([[voterId, voter]]),
    phones: new Map([[phoneUse.phoneHash, phoneUse]]),
    texts: [smsOf(sent.reissueId)],
    mailed: new Set([voter.email]),
    receipts: new Set(),
    deadLetters: ['{"reissueId":"00000000-0000-4000-8000-000000000000"}'],
  }
  const found = (changes: Partial<Evidence>) =>
    Object.entries(violationsOf({ ...clean, ...changes }))
      .filter(([, count]) => count > 0)
      .map(([name]) => name)
  const voters = (changes: object) => new Map([[voterId, { ...voter, ...changes }]])

  it('finds nothing wrong with a request whose identifier was sent, once or twice', () => {
    expect(found({})).toEqual([])
    expect(found({ texts: [...clean.texts, ...clean.texts] })).toEqual([])
  })

  it('finds nothing wrong with a request that SNS refused for good: the notice stays valid', () => {
    const failed = { ...sent, state: 'failed', history: [{ state: 'failed', at: now }] } as Reissue
    const identifierHash = hashIdentifier(keys, voterId, identifierOf('notice'))
    expect(
      found({
        reissues: [failed],
        voters: voters({ reissueCount: 0, identifierHash }),
        phones: new Map([[phoneUse.phoneHash, { ...phoneUse, reissueCount: 0 }]]),
        texts: [],
        mailed: new Set(),
      }),
    ).toEqual([])
  })

  const { reissue: __, ...refused } = asked
  const wrongs: [string, Partial<Evidence>, (keyof Violations)[]][] = [
    ['a voter who was never accepted', { asked: [refused] }, ['neverAccepted']],
    [
      'an accepted request that is in no table',
      { reissues: [] },
      ['vanished', 'differentIdentifier', 'wrongCount'],
    ],
    [
      'a request that is not over',
      {
        reissues: [{ ...sent, state: 'sending' }],
        voters: voters({ pendingReissueId: 'reissue-1' }),
      },
      ['notOver'],
    ],
    [
      'a request that is sent without an SMS',
      { texts: [] },
      ['withoutSms', 'wrongValidIdentifier'],
    ],
    [
      'an SMS whose identifier no request gives',
      { texts: [smsOf('another'), ...clean.texts] },
      ['differentIdentifier'],
    ],
    [
      'a valid identifier that no SMS brought',
      { voters: voters({ identifierHash: 'another' }) },
      ['wrongValidIdentifier'],
    ],
    ['a voter whose count is wrong', { voters: voters({ reissueCount: 2 }) }, ['wrongCount']],
    ['a phone whose count is wrong', { phones: new Map() }, ['wrongCount']],
    [
      'a voter whose request is still under way',
      { voters: voters({ pendingReissueId: 'reissue-1' }) },
      ['wrongCount'],
    ],
    [
      'a number that is kept',
      { reissues: [{ ...sent, ...(sealedPhone && { sealedPhone }) }] },
      ['phoneKept'],
    ],
    ['a voter who got no e-mail', { mailed: new Set() }, ['withoutMail']],
    ['a receipt that changed nothing', { receipts: new Set(['message-1']) }, ['receiptIgnored']],
    ['a dead letter that nobody can read', { deadLetters: ['{}'] }, ['unreadableDeadLetters']],
  ]
  it.each(wrongs)('finds %s', (_, changes, names) => {
    expect(found(changes)).toEqual(names)
  })
})
