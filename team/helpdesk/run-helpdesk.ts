import { randomUUID } from 'node:crypto'
import { dynamoPasswordLinks } from '../../shared/adapters/account/dynamo-password-links.ts'
import {
  dynamoReissues,
  dynamoReissuesOfVoter,
} from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { dynamoRollOperations } from '../../shared/adapters/roll/dynamo-roll-operations.ts'
import {
  dynamoPhoneReleases,
  dynamoSmsCeilings,
} from '../../shared/adapters/sms/dynamo-sms-grants.ts'
import { dynamoWaitLifts } from '../../shared/adapters/staff/dynamo-voter-grants.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { voterIdOfAddress } from '../../shared/domain/roll/keyed-values.ts'
import type { HelpdeskOperationKind } from '../../shared/domain/roll/roll-operation.ts'
import { readPhone } from '../../shared/domain/sms/phone.ts'
import { readClocks } from '../calendar/read-clocks.ts'
import { tablesIn } from '../deployment.ts'
import { notPhoneText } from '../failure-texts.ts'
import { type Reached, type ReachOptions, withDeployment } from '../reach-election.ts'
import { explain, type HelpdeskAnswer } from './explain.ts'
import { helpdeskTexts as texts } from './texts.ts'

// Exit codes: 1 when nothing was done, 2 without an election.

export interface HelpdeskOptions extends ReachOptions {
  reason: string
}

interface Recipient {
  email?: string
  phone?: string
}

/** Allows one SMS beyond the ceiling to a voter, a phone or both; nothing if one of them is unknown. */
export function runGrantSms(options: HelpdeskOptions & Recipient): Promise<number> {
  const { email, phone } = options
  return telling('grant-sms', options, async ({ voters, smsCeilings, keyed, election }) => {
    if (email === undefined && phone === undefined) return refused(texts.whose)
    const voter =
      email === undefined ? undefined : await voters.find(await voterIdOfAddress(keyed, email))
    if (email !== undefined && !voter) return refused(texts.noVoter)
    const reading = phone === undefined ? undefined : readPhone(phone, election.territories)
    if (reading && 'error' in reading) return refused(notPhoneText)

    const told: string[] = []
    if (voter) {
      const grant = await smsCeilings.grantToVoter(voter.voterId)
      told.push(grant === 'granted' ? texts.voterGranted : texts.voterUncounted)
    }
    if (reading) {
      const grant = await smsCeilings.grantToPhone(await keyed.phoneHash(reading.value))
      told.push(grant === 'granted' ? texts.phoneGranted : texts.phoneUncounted)
    }
    return { done: true, told }
  })
}

/** Frees a phone that another voter gave as theirs. */
export function runFreePhone(options: HelpdeskOptions & { phone: string }): Promise<number> {
  return telling('free-phone', options, async ({ phoneReleases, keyed, election, clock }) => {
    const reading = readPhone(options.phone, election.territories)
    if ('error' in reading) return refused(notPhoneText)
    const release = await phoneReleases.free(await keyed.phoneHash(reading.value), clock())
    return { done: true, told: [release === 'freed' ? texts.phoneFreed : texts.phoneUnused] }
  })
}

/** Ends the wait after wrong identities of today, for a voter whom staff have identified. */
export function runLiftWait(options: HelpdeskOptions & { email: string }): Promise<number> {
  return telling('lift-wait', options, async ({ voters, voterGrants, keyed, clock }) => {
    const voter = await voters.find(await voterIdOfAddress(keyed, options.email))
    if (!voter) return refused(texts.noVoter)
    const isLifted = await voterGrants.liftWait(voter, clock())
    return isLifted ? { done: true, told: [texts.waitLifted] } : refused(texts.tooOftenLifted)
  })
}

const refused = (told: string): HelpdeskAnswer => ({ done: false, told: [told] })

/** It changes nothing, so it needs no reason and records no operation. */
export function runExplain(email: string, options: ReachOptions): Promise<number> {
  return withDeployment(options, async ({ deployment, election }) => {
    const { database, outputs } = deployment
    const { ReissuesTable: reissues } = outputs
    const { clock: electionClock, wall, datesOf, suspendedSince } = await readClocks(deployment)
    const engines = {
      voters: dynamoVoters(database, outputs.VotersTable, election),
      reissues: dynamoReissues(database, reissues),
      reissuesOfVoter: dynamoReissuesOfVoter(database, reissues),
      passwordLinks: dynamoPasswordLinks(database, outputs.PasswordLinksTable),
      keyed: deployment.keyed,
      election: { ...election, dates: datesOf(election.dates) },
      isSuspended: suspendedSince() !== undefined,
      ...{ electionClock, wall },
      clock: () => new Date(),
    }
    return tell(await explain(engines, email))
  })
}

function tell({ done, told }: HelpdeskAnswer): number {
  for (const line of told) (done ? console.log : console.error)(line)
  return done ? 0 : 1
}

function telling(
  kind: HelpdeskOperationKind,
  options: HelpdeskOptions,
  act: (engines: Awaited<ReturnType<typeof enginesOf>>) => Promise<HelpdeskAnswer>,
): Promise<number> {
  return withDeployment(options, async (reached) => {
    const engines = await enginesOf(reached)
    const { operations } = engines
    const operationId = randomUUID()
    await operations.begin({ operationId, kind, reason: options.reason, startedAt: new Date() })
    const answer = await act(engines)
    // A refused operation keeps its reason too. An interrupted one has no end.
    const counts = answer.done ? { done: 1 } : { refused: 1 }
    await operations.end(operationId, { counts, finishedAt: new Date() })
    return tell(answer)
  })
}

async function enginesOf({ deployment, election }: Reached) {
  const { database, outputs } = deployment
  const tables = tablesIn(outputs)
  return {
    voters: dynamoVoters(database, tables.voters, election),
    smsCeilings: dynamoSmsCeilings(database, tables),
    voterGrants: dynamoWaitLifts(database, tables.voters),
    phoneReleases: dynamoPhoneReleases(database, tables.phones),
    operations: dynamoRollOperations(database, tables.rollOperations),
    keyed: deployment.keyed,
    election,
    clock: (await readClocks(deployment)).clock,
  }
}
