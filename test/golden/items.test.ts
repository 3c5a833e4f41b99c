// A changed item strands a running election: the tables hold what the previous version wrote, and a table whose key
// or name changes is replaced by an empty one. `stored-items.embedded.test.ts` has captchas and reissues.

import { describe, expect, it } from 'vitest'
import { fromPasswordLinkItem, toPasswordLinkItem } from '../../shared/tables/password-links.ts'
import { fromPhoneItem } from '../../shared/tables/phones.ts'
import { fromSessionItem, toSessionItem } from '../../shared/tables/sessions.ts'
import {
  countsKey,
  fromBreakerItem,
  slotsKey,
  smsDayTtl,
  toBreakerItem,
} from '../../shared/tables/sms-days.ts'
import { fromVoterItem, toVoterItem } from '../../shared/tables/voters.ts'
import { bothClocks } from '../builders/values.ts'

const instant = (time: string) => bothClocks(`2026-11-25T${time}Z`)

const voterItem = {
  voterId: 'hhlTrFZr21360KfSrQWo9F',
  email: 'zoé.martin@academie.example',
  firstName: 'Zoé',
  lastName: 'Martin',
  ballots: ['csa', 'cap'],
  passwordHash: 'argon2id',
  identityHash: 'identity hash',
  personId: 'person id',
  identifierHash: 'identifier hash',
  reissueCount: 1,
  smsCount: 2,
  pendingReissueId: '0f8e6a52-3c1b-4d7e-9a64-2b5f7c8d9e01',
  latestReissueId: '0f8e6a52-3c1b-4d7e-9a64-2b5f7c8d9e01',
  passwordChangeRequired: true,
  sessionEpoch: 3,
  passwordSetAt: '2026-11-25T09:00:00.001Z',
  passwordRenewedAt: '2026-11-25T09:00:00.002Z',
  bothFactorsLostToldAt: '2026-11-25T09:00:00.003Z',
}
const spaceItem = {
  kind: 'space',
  tokenHash: 'token hash',
  voterId: 'hhlTrFZr21360KfSrQWo9F',
  expiresAt: '2026-11-25T09:30:00.001Z',
  endsAt: '2026-11-25T17:00:00.000Z',
  ttl: 1796203801,
}
const boothItem = {
  kind: 'booth',
  tokenHash: 'token hash',
  voterId: 'hhlTrFZr21360KfSrQWo9F',
  expiresAt: '2026-11-25T17:00:00.000Z',
  spaceTokenHash: 'space token hash',
  identifierHash: 'identifier hash',
  ttl: 1796230800,
}
const linkItem = {
  voterId: 'hhlTrFZr21360KfSrQWo9F',
  newest: { tokenHash: 'newest hash', expiresAt: '2026-11-25T09:30:00.000Z' },
  previous: { tokenHash: 'previous hash', expiresAt: '2026-11-25T09:20:00.000Z' },
  requestedAt: '2026-11-25T09:00:00.000Z',
  issuedAt: ['2026-11-25T08:50:00.000Z', '2026-11-25T09:00:01.500Z'],
  mailed: false,
  version: 2,
  ttl: 1797411602,
}
const phoneItem = {
  phoneHash: 'phone hash',
  voterId: 'hhlTrFZr21360KfSrQWo9F',
  reissueCount: 1,
  smsCount: 2,
  freedAt: '2026-11-25T09:00:00.001Z',
}

const breakerItem = {
  day: 'breaker',
  version: 3,
  circuits: {
    account: {
      refusals: [],
      since: '2026-11-25T18:00:00.000Z',
      open: { trialAt: '2026-11-25T18:15:00.000Z', waitSeconds: 900 },
      trial: { reissueId: 'reissue-2', until: '2026-11-25T18:20:01.000Z', hasLeft: true },
    },
    RE: {
      refusals: [{ reissueId: 'reissue-1', at: '2026-11-25T18:01:00.000Z' }],
      since: '1970-01-01T00:00:00.000Z',
    },
  },
  pauses: { NC: { since: '2026-11-25T18:02:00.000Z', reason: 'panne' } },
  caps: { PF: { smsPerDay: 500, since: '2026-11-25T18:03:00.000Z', reason: 'budget' } },
  ttl: 1_795_629_600 + 97 * 86_400,
}

const valueIn = (item: object) =>
  JSON.parse(JSON.stringify(item), (name, value) => {
    if (['ttl', 'day'].includes(name)) return undefined
    return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? bothClocks(value) : value
  })

const breakerAt = instant('18:00:00.000')
const kinds = [
  ['a voter', voterItem, toVoterItem, fromVoterItem],
  ['a session', spaceItem, toSessionItem, fromSessionItem],
  ['a session of the booth', boothItem, toSessionItem, fromSessionItem],
  ['a link', linkItem, toPasswordLinkItem, fromPasswordLinkItem],
  ['the breaker', breakerItem, (value: never) => toBreakerItem(value, breakerAt), fromBreakerItem],
] as const

describe('an item of', () => {
  it.each(kinds)('%s is written as this one', (_, item, write) => {
    expect(write(valueIn(item) as never)).toEqual(item)
  })

  it.each(kinds)('%s is read from this one', (_, item, __, read) => {
    expect(read(item as never)).toEqual(valueIn(item))
  })

  it('a day of SMS lies under these keys, for 97 days', () => {
    const day = { day: '2026-11-25', endsAt: instant('23:00:00.000') }
    expect([countsKey(day), slotsKey]).toEqual(['2026-11-25', 'line'])
    expect(smsDayTtl(day)).toBe(1795647600 + 97 * 86_400)
  })
})

describe('a phone', () => {
  it('is read from this item, and from one that was written before it counted SMS', () => {
    expect(fromPhoneItem(phoneItem)).toEqual(valueIn(phoneItem))
    const { smsCount, freedAt, ...old } = phoneItem
    expect(fromPhoneItem(old)).toEqual(old)
  })
})
