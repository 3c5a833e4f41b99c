import { beforeEach, describe, expect, it } from 'vitest'
import { correctSlots } from '../../functions/requeue-overdue-reissues/correct-slots.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { slotSeconds } from '../../shared/domain/sms/expected-time.ts'
import { smsDayOf } from '../../shared/domain/sms/sms-day.ts'
import { acceptReissue, sendTo } from '../builders/journey-steps.ts'
import { now } from '../builders/values.ts'
import { aPhone, aSignedInVoter, election } from '../builders/voters.ts'
import { fakeClock } from '../fakes/clock.ts'
import { type InMemoryTables, inMemoryTables } from '../fakes/in-memory-tables.ts'

const today = smsDayOf(now, election.timeZone)
let tables: InMemoryTables

beforeEach(() => {
  tables = inMemoryTables()
})

const accept = async (phone = aPhone()) =>
  acceptReissue(tables, await aSignedInVoter(tables), { phone })

const correct = (meanwhile: () => Promise<unknown> = async () => {}, at = now) =>
  correctSlots({ ...tables, election, clock: fakeClock(at), pause: meanwhile })

const nextMoment = async (from: Date) => {
  const { moment } = await tables.smsSlots.reserve(today, from, slotSeconds(election))
  return moment
}

describe('once a minute, the slots that promises are made from', () => {
  it('take the places of what left that day and of what waits, and no other', async () => {
    const phone = aPhone()
    await sendTo(tables, await accept(phone), phone)
    await accept()
    await accept()
    // Those of an earlier day, and some that a function which died reserved.
    await tables.smsSlots.correct(today, { freeAt: now, more: 500 })
    await correct()
    expect(await tables.smsSlots.countTaken()).toBe(3)
    await correct()
    expect(await tables.smsSlots.countTaken()).toBe(3)
  })

  it('keep the place of what is reserved while it counts', async () => {
    await accept()
    await correct(() => tables.smsSlots.reserve(today, now, 1))
    expect(await tables.smsSlots.countTaken()).toBe(2)
  })

  it('free no moment before all that waits could leave, when senders were down', async () => {
    for (let request = 0; request < 10; request++) await accept()
    const later = secondsLater(now, 3600)
    await correct(undefined, later)
    const slots = 11 * slotSeconds(election)
    expect((await nextMoment(later)).getTime()).toBeCloseTo(
      secondsLater(later, slots).getTime(),
      -1,
    )
  })

  it('free the moments that they had free, as long as senders keep to the rate', async () => {
    await accept()
    const ready = secondsLater(now, election.smsDelaySeconds)
    await correct()
    expect((await nextMoment(ready)).getTime()).toBeCloseTo(
      secondsLater(ready, 2 * slotSeconds(election)).getTime(),
      -1,
    )
  })
})
