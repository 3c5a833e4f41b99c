import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Enrolment, enrolled } from '../../shared/domain/roll/enrolment.ts'
import { type KeyedValues, voterIdOfAddress } from '../../shared/domain/roll/keyed-values.ts'
import type { Roll } from '../../shared/domain/roll/roll.ts'
import type { RollOperation } from '../../shared/domain/roll/roll-operation.ts'
import type { BirthDate } from '../../shared/domain/voter/birth-date.ts'
import type { Numen } from '../../shared/domain/voter/numen.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'

const removalTries = 20

/**
 * SES takes e-mails to it and delivers them to nobody, from the sandbox too, and counts none in the quota of a day or
 * among those that bounced: https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
 * The id is known to the team's tables only, so no stranger can ask for links in its name.
 */
export const testAddress = (operationId: string) => `success+${operationId}@simulator.amazonses.com`

/**
 * Success in France: what is sent to it stays within AWS.
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/test-phone-numbers.html
 */
export const simulatorPhone = '+33755512501'

export interface TestVoter {
  voter: Voter
  email: string
  numen: Numen
  birthDate: BirthDate
}

/** A voter without a ballot, of an académie that there is not. */
export async function newTestVoter(
  keyed: Pick<KeyedValues, 'enrolments'>,
  operationId: string,
): Promise<TestVoter> {
  const entry = {
    email: testAddress(operationId),
    numen: `00Z${String(randomInt(10_000_000)).padStart(7, '0')}ZZZ` as Numen,
    birthDate: '1970-01-01' as BirthDate,
  }
  const name = { firstName: 'Essai', lastName: 'Réassort' }
  const [enrolment] = (await keyed.enrolments([entry])) as [Enrolment]
  const voter = enrolled(enrolment, { ...entry, ...name, ballots: [] })
  return { voter, ...entry }
}

/** The one of an operation, as long as they are on the roll. */
async function findTestVoter(
  { roll, keyed }: { roll: Pick<Roll, 'findMany'>; keyed: Pick<KeyedValues, 'voterIds'> },
  operationId: string,
): Promise<Voter | undefined> {
  const voterId = await voterIdOfAddress(keyed, testAddress(operationId))
  const voter = (await roll.findMany([voterId])).get(voterId)
  return voter?.removedAt ? undefined : voter
}

/** Whether an operation that was cut short left its voter on the roll. */
export async function isLeft(
  access: Parameters<typeof findTestVoter>[0],
  { operationId, kind, finishedAt }: RollOperation,
): Promise<boolean> {
  return kind === 'smoke' && !finishedAt && (await findTestVoter(access, operationId)) !== undefined
}

/** As any voter is taken off the roll, with what is under way; nobody is told. */
export async function removeTestVoter(
  access: { roll: Pick<Roll, 'findMany' | 'remove'>; keyed: Pick<KeyedValues, 'voterIds'> },
  operationId: string,
): Promise<'removed' | 'absent'> {
  for (let tries = 1; tries <= removalTries; tries++) {
    const voter = await findTestVoter(access, operationId)
    if (!voter) return 'absent'
    const outcome = await access.roll.remove(voter, new Date())
    if (outcome === 'removed') return outcome
    await sleep(1000)
  }
  throw new Error('The test voter changes all the time')
}
