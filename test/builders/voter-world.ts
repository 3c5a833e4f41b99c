import type { RollEntry } from '../../shared/domain/roll/enrolment.ts'
import { inMemoryJournal, inMemoryMailer, inMemoryNews, inMemoryQueue } from '../fakes/channels.ts'
import { fakeClock } from '../fakes/clock.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { acceptReissue, usualPorts } from './journey-steps.ts'
import { now } from './values.ts'
import { aPhone, aSignedInVoter } from './voters.ts'

export async function aVoterWorld(changes: Partial<RollEntry> = {}) {
  const tables = inMemoryTables()
  const clock = fakeClock(now)
  const voter = await aSignedInVoter(tables, changes)
  const { journal, events } = inMemoryJournal()
  const channels = {
    smsQueue: inMemoryQueue(),
    mailQueue: inMemoryQueue(),
    newsQueue: inMemoryQueue(),
    accountNews: inMemoryNews(),
    mailer: inMemoryMailer(voter.email),
  }
  const ports = {
    ...{ ...usualPorts(tables, now, clock), ...channels },
    ...{ electionClock: clock, journal },
  }
  return { tables, clock, voter, phone: aPhone(), ...channels, events, ports }
}

export async function aRequestWorld() {
  const world = await aVoterWorld()
  const { tables, voter, phone } = world
  return { ...world, reissue: await acceptReissue(tables, voter, { phone }) }
}
