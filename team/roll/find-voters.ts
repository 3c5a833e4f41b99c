import type { NotificationQueue } from '../../shared/domain/account/account-notifications.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import { type Enrolment, newVoter, type RollEntry } from '../../shared/domain/roll/enrolment.ts'
import type { KeyedValues } from '../../shared/domain/roll/keyed-values.ts'
import type { Roll } from '../../shared/domain/roll/roll.ts'
import type { RollOperationKind } from '../../shared/domain/roll/roll-operation.ts'
import type { RollPhoneRules } from '../../shared/domain/roll/roll-phones.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import type { RollLine } from './read-roll.ts'
import type { CurrentOperation } from './roll-lock.ts'
import type { RollOutcome } from './texts.ts'
import { findByAddress } from './voters-by-address.ts'

export interface ChangeDependencies {
  roll: Roll
  notifications: NotificationQueue
  keyedValues: KeyedValues
  clock: Clock
  phoneRules: RollPhoneRules
  leavingSmsRetryMilliseconds?: number
}

export interface VoterLine {
  line: RollLine
  addressId: string
  voter?: Voter | undefined
  enrolment?: Enrolment
  outcome?: RollOutcome
}

/** DynamoDB accepts 100 items in a transaction: two for each voter, and the seal. */
export const maxVotersPerTransaction = 49

export async function findOrAddVoters(
  dependencies: ChangeDependencies,
  kind: RollOperationKind,
  lines: readonly RollLine[],
  operation: CurrentOperation | undefined,
): Promise<VoterLine[]> {
  if (kind === 'import')
    return addMissingVoters(dependencies, lines as RollLine<RollEntry>[], operation)
  const items = lines.map((line) => ({ line, email: line.entry.email }))
  const addressMatches = await findByAddress(dependencies, items)
  return addressMatches.map(({ item: { line }, addressId, voter }) => ({ line, addressId, voter }))
}

async function addMissingVoters(
  dependencies: ChangeDependencies,
  lines: readonly RollLine<RollEntry>[],
  operation: CurrentOperation | undefined,
): Promise<VoterLine[]> {
  const { roll, keyedValues } = dependencies
  const enrolments = await keyedValues.enrolments(lines.map(({ entry }) => entry))
  const knownVoters = await roll.findMany(enrolments.map(({ voterId }) => voterId))
  const missingVoters = lines
    .map(({ entry }, index) => newVoter(enrolments[index] as Enrolment, entry))
    .filter(({ voterId }) => !knownVoters.has(voterId))
  const refusals = await addVoters(dependencies, missingVoters, operation)
  const existingIds = [...refusals.keys()].filter((id) => refusals.get(id) === 'existing')
  for (const [id, voter] of await roll.findMany(existingIds)) knownVoters.set(id, voter)
  return lines.map((line, index) => {
    const enrolment = enrolments[index] as Enrolment
    const addressId = enrolment.voterId
    const voter = knownVoters.get(addressId)
    if (voter) return { line, addressId, enrolment, voter }
    const refusal = refusals.get(addressId)
    return { line, addressId, outcome: refusal && refusal !== 'existing' ? refusal : 'added' }
  })
}

async function addVoters(
  { roll }: ChangeDependencies,
  missingVoters: readonly Voter[],
  operation: CurrentOperation | undefined,
): ReturnType<Roll['enrolMany']> {
  if (operation && missingVoters.length > 0) {
    operation.checkLockHeld()
    const { operationId } = operation
    return roll.enrolMany(
      missingVoters.map((voter) => ({ ...voter, noticeOperationId: operationId })),
    )
  }
  const holders = await roll.findPersons(missingVoters.map(({ personId }) => personId))
  const refusedVoters = missingVoters.filter(({ personId }) => holders.has(personId))
  return new Map(refusedVoters.map(({ voterId }) => [voterId, 'person-taken']))
}
