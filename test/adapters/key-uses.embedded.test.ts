import { expect, test } from 'vitest'
import { dynamoKeyUses } from '../../shared/adapters/account/dynamo-key-uses.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { versionId } from '../../shared/domain/keys.ts'
import { newReissue } from '../../shared/domain/reissue/new-reissue.ts'
import { isCancellable, reissueStates } from '../../shared/domain/reissue/reissue.ts'
import { returnedHash } from '../../shared/domain/voter/identifier-derivation.ts'
import { toReissueItem } from '../../shared/tables/reissues.ts'
import { toVoterItem } from '../../shared/tables/voters.ts'
import { aReissue, aVoter, type keys, keysFrom, now } from '../builders/values.ts'
import { openEmbeddedTables } from './embedded-tables.ts'

const tables = await openEmbeddedTables()

const former = 'a former secret that serves in tests only'
const current = 'a newer secret that serves in tests only'
const both = keysFrom({ current, previous: former })

const uses = () => dynamoKeyUses(tables.database, tables.names)

test('a key version is used by the unsent SMS whose phone it sealed', async () => {
  const { phone, ...asked } = {
    ...aReissue(),
    phone: '+33612345678' as never,
    now,
  }
  const by = (one: typeof keys, reissueId: string) =>
    newReissue(one, { ...asked, phone, reissueId })
  await tables.put('reissues', toReissueItem(by(keysFrom(former), 'by-the-former-1')))
  await tables.put('reissues', toReissueItem(by(both, 'by-the-current-2')))
  const { sealedPhone: _, ...sent } = by(keysFrom(former), 'has-left-3')
  await tables.put('reissues', toReissueItem({ ...sent, state: 'sent' }))
  expect(await uses().countUnsentSms(versionId(former))).toBe(1)
  expect(await uses().countUnsentSms(versionId(current))).toBe(1)
  expect(await uses().countUnsentSms('unknown_')).toBe(0)
})

test('a key version is used by the requests that a link can still cancel', async () => {
  await tables.empty()
  const { sealedPhone: _, ...reissue } = aReissue({ reissueId: 'waits' })
  for (const state of reissueStates)
    await tables.put('reissues', toReissueItem({ ...reissue, reissueId: `${state} 1`, state }))
  const stoppable = reissueStates.filter((state) => isCancellable({ state }))
  expect(stoppable).toEqual(['accepted', 'held'])
  expect(await uses().countCancellableReissues(reissue.requestedAt)).toBe(stoppable.length)
  expect(await uses().countCancellableReissues(secondsLater(reissue.requestedAt, -1))).toBe(0)
})

test('a key version is used by the identifiers that voters have, or would have again', async () => {
  const [one, other, two] = ['1J9d9sIa', 'aBcDeFgH', 'iJkLmNoP'] as const
  const voters = [
    { identifierHash: `${one}.hash` },
    { identifierHash: `${other}.hash`, formerIdentifierHash: `${one}.hash` },
    { identifierHash: `${one}.hash`, formerIdentifierHash: `${one}.hash` },
    { identifierHash: returnedHash(now) },
    { identifierHash: `${two}.hash`, noticeWishId: 'printed' },
    { identifierHash: `${two}.hash`, noticeWishId: 'printed', identifierReissueId: 'notice' },
    { identifierHash: `${two}.hash`, noticeWishId: 'printed', identifierReissueId: 'an-sms' },
  ]
  for (const [index, hashes] of voters.entries()) {
    await tables.put('voters', toVoterItem(aVoter({ voterId: `voter-${index}`, ...hashes })))
  }
  await tables.put('voters', { voterId: 'an-address', sameAs: 'voter-0' })
  const counts = await uses().countVotersByVersion()
  expect([counts.get(one), counts.get(other)]).toEqual([3, 1])
  expect(await Promise.all([one, two].map(uses().countHalfNotices))).toEqual([0, 2])
  expect([...counts.keys()]).not.toContain(undefined)
})
