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
import releasedItems from './released-items.json' with { type: 'json' }

const instant = (time: string) => bothClocks(`2026-11-25T${time}Z`)

const { voterItem, spaceItem, boothItem, linkItem, phoneItem, breakerItem } = releasedItems

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

it('a phone is read from this item, and from one that was written before it counted SMS', () => {
  expect(fromPhoneItem(phoneItem)).toEqual(valueIn(phoneItem))
  const { smsCount, freedAt, ...old } = phoneItem
  expect(fromPhoneItem(old)).toEqual(old)
})
