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
import type { HelpdeskOperationKind } from '../../shared/domain/roll/roll-operation.ts'
import { readClocks } from '../calendar/read-clocks.ts'
import { tablesIn } from '../deployment.ts'
import { type Reached, type ReachOptions, withDeployment } from '../reach-election.ts'
import { freePhone, grantSms, type HelpdeskAnswer, liftWait, type Recipient } from './allow.ts'
import { explain } from './explain.ts'

// Exit codes: 1 when nothing was done, 2 without an election.

export interface HelpdeskOptions extends ReachOptions {
  reason: string
}

export function runGrantSms(options: HelpdeskOptions & Recipient): Promise<number> {
  return telling('grant-sms', options, (engines) => grantSms(engines, options))
}

export function runFreePhone(options: HelpdeskOptions & { phone: string }): Promise<number> {
  return telling('free-phone', options, (engines) => freePhone(engines, options.phone))
}

export function runLiftWait(options: HelpdeskOptions & { email: string }): Promise<number> {
  return telling('lift-wait', options, (engines) => liftWait(engines, options.email))
}

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
