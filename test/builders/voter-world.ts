import type { RollEntry } from '../../shared/domain/roll/enrolment.ts'
import {
  inMemoryJournal,
  inMemoryMailer,
  inMemoryNotifications,
  inMemoryQueue,
} from '../fakes/channels.ts'
import { fakeClock } from '../fakes/clock.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { startingPoint } from './for-each-test.ts'
import { acceptReissue, usualPorts } from './journey-steps.ts'
import { now } from './values.ts'
import { aPhone, aSignedInVoter } from './voters.ts'

export const formerEmail = 'former@academie.example'

export async function aVoterWorld(changes: Partial<RollEntry> = {}) {
  const tables = inMemoryTables()
  const clock = fakeClock(now)
  const voter = await aSignedInVoter(tables, changes)
  const { journal, events } = inMemoryJournal()
  const channels = {
    smsQueue: inMemoryQueue(),
    mailQueue: inMemoryQueue(),
    notifications: inMemoryNotifications(),
    mailer: inMemoryMailer(voter.email, formerEmail),
  }
  const ports = {
    ...{ ...usualPorts(tables, now, clock), ...channels },
    ...{ electionClock: clock, journal },
  }
  const { smsQueue, mailQueue, notifications, mailer } = channels
  const queueLists = [smsQueue, mailQueue, notifications].flatMap(({ lists }) => lists)
  const lists: unknown[][] = [...queueLists, mailer.mails, events]
  const world = { tables, clock, voter, phone: aPhone(), ...channels, events, ports, lists }
  return { ...world, begin: startingPoint(world, lists) }
}

export async function aRequestWorld() {
  const world = await aVoterWorld()
  const { tables, voter, phone, lists } = world
  const reissue = await acceptReissue(tables, voter, { phone })
  return { ...world, reissue, begin: startingPoint(world, lists) }
}
