import { beforeEach, describe, expect, it } from 'vitest'
import type { mailReissue } from '../../functions/mail-voters/mail-reissue.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { acceptReissue, confirm } from '../builders/journey-steps.ts'
import { now } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import { election } from '../builders/voters.ts'
import { fakeClock } from '../fakes/clock.ts'
import { plain } from '../texts/plain.ts'

/** Mid-minute, because the mail rounds to a minute. */
const requestedAt = secondsLater(now, 30)

let { tables, reissue, mailer, newsQueue, smsQueue } = await begin()

beforeEach(async () => {
  ;({ tables, reissue, mailer, newsQueue, smsQueue } = await begin())
})

async function begin() {
  const world = await aVoterWorld()
  return { ...world, reissue: await acceptReissue(world.tables, world.voter, { at: requestedAt }) }
}

const confirmed = (engines: Partial<Parameters<typeof mailReissue>[0]> = {}) =>
  confirm(tables, reissue, { mailer, newsQueue, smsQueue, ...engines })

const clockAfter = (seconds: number) => fakeClock(secondsLater(requestedAt, seconds))
const stored = () => tables.look.reissue(reissue.reissueId)

const hold = () =>
  tables.sendings.hold(stored(), { heldOn: '2026-11-25', now, until: now, expectedAt: now })

describe('the mail that can stop a request', () => {
  const { smsDelaySeconds } = election

  it.each([
    [smsDelaySeconds - 1, 'was promised', 'attendu vers 10 h 03'],
    [smsDelaySeconds, 'can leave once the voter had as long to stop it', 'attendu vers 10 h 04'],
    [600, 'can leave once the voter had as long to stop it', 'attendu vers 10 h 12'],
  ])('%i s after the request says when the SMS %s', async (seconds, _, expected) => {
    await confirmed({ clock: clockAfter(seconds) })
    expect(plain(mailer.mails[0]?.text)).toContain(expected)
  })

  it('does not have an SMS leave that is put off, however late the mail is', async () => {
    await hold()
    expect(await confirmed({ clock: clockAfter(3600) })).toBe('held')
    expect(smsQueue.ids()).toEqual([])
  })

  it('leaves what became of the request meanwhile to the queue that tells it', async () => {
    await tables.cancellations.cancel(stored(), now)
    expect(await confirmed()).toBe('passed-on')
    expect(newsQueue.ids()).toEqual([reissue.reissueId])
  })
})
