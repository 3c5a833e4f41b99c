import { describe, expect, it } from 'vitest'
import { sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import { showSpace } from '../../functions/show-space/show-space.ts'
import { loads } from '../../lib/busiest-minute.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { acceptReissue, usualPorts } from '../builders/journey-steps.ts'
import { pacedCalls } from '../builders/paced-calls.ts'
import { useCaseRuns } from '../builders/use-case-runs.ts'
import { aReceivedMessage, now } from '../builders/values.ts'
import { aPhone, aSignedInVoter } from '../builders/voters.ts'
import { inMemoryCarrier } from '../fakes/channels.ts'
import { callCounter } from './call-counter.ts'
import { openEmbeddedTables } from './embedded-tables.ts'

const tables = await openEmbeddedTables()
const counter = callCounter(tables)
const runs = useCaseRuns(tables)
const counted = { ...loads, ...pacedCalls }

describe('the units that DynamoDB counts, by table, and the round trips of', () => {
  it.each(Object.entries(counted))('%s', async (name, { writes, reads, roundTrips }) => {
    const [outcome, prepare] = runs[name as keyof typeof counted]
    const run = await prepare()
    counter.begin()
    expect(await run()).toMatchObject({ outcome })
    expect(counter.counted()).toEqual({ writes, reads, roundTrips })
  })

  it("spaceShown to a voter whose latest request is not the one that gave the identifier: both at once, once the voter's line names them", async () => {
    const voter = await aSignedInVoter(tables)
    const phone = aPhone()
    const { reissueId } = await acceptReissue(tables, voter, { phone })
    const carrier = inMemoryCarrier(phone)
    const sender = { ...usualPorts(tables, secondsLater(now, 200)), carrier }
    await sendIdentifier(sender, reissueId, aReceivedMessage())
    await acceptReissue(tables, voter, { phone })
    counter.begin()
    await showSpace(usualPorts(tables, secondsLater(now, 600)), voter.session)
    expect(counter.counted().roundTrips).toEqual({ sequence: 2, calls: 4 })
  })
})
