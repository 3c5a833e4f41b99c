import { beforeEach, describe, expect, it } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import {
  pauseTerritory,
  resumeTerritory,
  type SmsBreaker,
} from '../../shared/domain/sms/sms-breaker.ts'
import { smsDayOf } from '../../shared/domain/sms/sms-day.ts'
import { publicReissue } from '../../shared/runtime/public-reissue.ts'
import { aDueReissue, type DueReissue } from '../builders/due-reissue.ts'
import { confirm } from '../builders/journey-steps.ts'
import { neverSuspended, now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'
import { inMemoryMailer } from '../fakes/channels.ts'

const today = smsDayOf(now, election.timeZone)

let due: DueReissue

beforeEach(async () => {
  due = await aDueReissue()
})

const shown = () => publicReissue(due.tables.look.reissue(due.reissueId), neverSuspended)

describe('while the team has paused the territory of the phone', () => {
  const change = async (make: (breaker: SmsBreaker) => SmsBreaker) => {
    const breaker = await due.tables.smsBreakers.find()
    await due.tables.smsBreakers.replace(breaker, make(breaker))
  }

  it('an SMS waits as for a limit, says why, and leaves once it may', async () => {
    await change((breaker) => pauseTerritory(breaker, 'FR', { since: now, reason: 'panne' }))
    const until = secondsLater(due.clock(), 300)
    expect(await due.deliver()).toEqual({ outcome: 'stopped', until })
    expect(due.validIdentifier()).toBe('old')
    expect(shown()).toMatchObject({ state: 'accepted', held: 'paused' })
    expect(await due.tables.smsDays.find(today)).toEqual({ smsCount: 0, heldCount: 0 })
    const mailer = inMemoryMailer(due.voter.email)
    const reissue = due.tables.look.reissue(due.reissueId)
    expect(await confirm(due.tables, reissue, { mailer, clock: due.clock })).toBe('paused')
    expect(mailer.mails[0]?.text).toContain('suspendus')
    due.clock.advance(300)
    expect(await due.deliver()).toMatchObject({ outcome: 'stopped' })
    expect(due.tables.look.reissue(due.reissueId)).not.toHaveProperty('mailDueAt')
    await change((breaker) => resumeTerritory(breaker, 'FR'))
    expect(await due.deliver()).toMatchObject({ outcome: 'sent' })
    expect(shown()).not.toHaveProperty('held')
  })
})
