import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Enrolment, newVoter } from '../../shared/domain/roll/enrolment.ts'
import { type KeyedValues, voterIdOfAddress } from '../../shared/domain/roll/keyed-values.ts'
import type { Roll } from '../../shared/domain/roll/roll.ts'
import type { BirthDate, Numen } from '../../shared/domain/voter/identity.ts'
import type { AddressLookup } from '../roll/voters-by-address.ts'

const maxRemovalAttempts = 20

/**
 * SES accepts e-mails to this address even in the sandbox, delivers them to nobody and counts them in no daily quota:
 * https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html
 * Strangers cannot request links for the address, since they cannot guess the operation's id.
 */
export const testAddress = (operationId: string) => `success+${operationId}@simulator.amazonses.com`

/**
 * An SMS to this French number succeeds without leaving AWS:
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/test-phone-numbers.html
 */
export const simulatorPhone = '+33755512501'

export type TestVoter = Awaited<ReturnType<typeof newTestVoter>>

export async function newTestVoter(
  keyedValues: Pick<KeyedValues, 'enrolments'>,
  operationId: string,
) {
  const entry = {
    email: testAddress(operationId),
    numen: `00Z${String(randomInt(10_000_000)).padStart(7, '0')}ZZZ` as Numen,
    birthDate: '1970-01-01' as BirthDate,
  }
  const name = { firstName: 'Essai', lastName: 'Réassort' }
  const [enrolment] = (await keyedValues.enrolments([entry])) as [Enrolment]
  const voter = newVoter(enrolment, { ...entry, ...name, ballots: [] })
  return { voter, ...entry }
}

export async function removeTestVoter(
  { roll, keyedValues }: AddressLookup & { roll: Pick<Roll, 'remove'> },
  operationId: string,
): Promise<'removed' | 'absent'> {
  const voterId = await voterIdOfAddress(keyedValues, testAddress(operationId))
  for (let attempt = 1; attempt <= maxRemovalAttempts; attempt++) {
    const voter = (await roll.findMany([voterId])).get(voterId)
    if (!voter || voter.removedAt) return 'absent'
    const outcome = await roll.remove(voter, new Date())
    if (outcome === 'removed') return outcome
    await sleep(1000)
  }
  throw new Error('The test voter changes all the time')
}
