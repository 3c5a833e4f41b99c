import { dynamoPhoneReleases } from '../../shared/adapters/reissue/dynamo-phone-releases.ts'
import { dynamoRollOperations } from '../../shared/adapters/roll/dynamo-roll-operations.ts'
import { dynamoSmsCeilings } from '../../shared/adapters/sms/dynamo-sms-grants.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import type { HelpdeskOperationKind } from '../../shared/domain/roll/roll-operation.ts'
import { type Reached, type ReachOptions, withDeployment } from '../roll/reach-roll.ts'
import { freePhone } from './free-phone.ts'
import { grantSms, type Recipient } from './grant-sms.ts'
import { type HelpdeskAnswer, withReason } from './with-reason.ts'

// Each resolves to the exit code: 1 when nothing was done, 2 when no election was named.

export interface HelpdeskOptions extends ReachOptions {
  /** Why, without saying for whom. */
  reason: string
}

/** `npm run helpdesk -- sms` */
export function runGrantSms(recipient: Recipient, options: HelpdeskOptions): Promise<number> {
  return telling('grant-sms', options, (engines) => grantSms(engines, recipient))
}

/** `npm run helpdesk -- free-phone` */
export function runFreePhone(phone: string, options: HelpdeskOptions): Promise<number> {
  return telling('free-phone', options, (engines) => freePhone(engines, phone))
}

function telling(
  kind: HelpdeskOperationKind,
  options: HelpdeskOptions,
  act: (engines: Awaited<ReturnType<typeof enginesOf>>) => Promise<HelpdeskAnswer>,
): Promise<number> {
  return withDeployment(options, async (reached) => {
    const engines = await enginesOf(reached)
    const asked = { kind, reason: options.reason }
    const { done, told } = await withReason(engines, asked, () => act(engines))
    for (const line of told) (done ? console.log : console.error)(line)
    return done ? 0 : 1
  })
}

async function enginesOf({ deployment, election }: Reached) {
  const { database, outputs } = deployment
  const { VotersTable: voters, PhonesTable: phones } = outputs
  return {
    voters: dynamoVoters(database, voters),
    smsCeilings: dynamoSmsCeilings(database, { voters, phones }),
    phoneReleases: dynamoPhoneReleases(database, phones),
    operations: dynamoRollOperations(database, outputs.RollOperationsTable),
    keys: await deployment.readKeys('identifierKeys', 'identityKeys'),
    election,
    clock: () => new Date(),
  }
}
