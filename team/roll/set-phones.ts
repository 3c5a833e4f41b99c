import { toBatches } from '../../shared/domain/batches.ts'
import { asElectionInstant } from '../../shared/domain/instants.ts'
import { type PhoneUse, servesAnotherVoter } from '../../shared/domain/reissue/reissue-rules.ts'
import type { RollEntry } from '../../shared/domain/roll/enrolment.ts'
import { acceptsRollPhone, rollPhone } from '../../shared/domain/roll/roll-phones.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { runConcurrently } from '../run-concurrently.ts'
import type { ChangeDependencies } from './find-voters.ts'
import type { RollLine } from './read-roll.ts'
import type { CurrentOperation } from './roll-lock.ts'
import type { RollOutcome } from './texts.ts'
import { findByAddress } from './voters-by-address.ts'

const phonesPerRead = 100
const concurrency = 16

/** Long enough for the phone to be set or refused before the mail is sent. */
const mailDelaySeconds = 600

export interface OperationOptions {
  operation: CurrentOperation | undefined
  onDone: (line: RollLine, outcome: RollOutcome | undefined, voter: Voter | undefined) => void
}

interface PhoneLine {
  voterId: string
  voter: Voter | undefined
  phone: Phone
  requestedOn: string
}

/** An import calls this after its other changes, so that a taken phone keeps nobody off the roll. */
export async function setPhones(
  dependencies: ChangeDependencies,
  lines: readonly RollLine<RollEntry>[],
  options: OperationOptions,
): Promise<void> {
  const { roll, keyedValues } = dependencies
  const items = lines.flatMap((line) => {
    const { email, phone, phoneRequestedOn: requestedOn } = line.entry
    return phone && requestedOn ? [{ line, email, phone, requestedOn }] : []
  })
  const linesToRetry: RollLine<RollEntry>[] = []
  await runConcurrently(toBatches(items, phonesPerRead), concurrency, async (group) => {
    const matches = (await findByAddress(dependencies, group)).map(
      ({ item, addressId, voter }) => ({
        ...{ ...item, voter, voterId: voter?.voterId ?? addressId },
      }),
    )
    const sealedPhones = await keyedValues.sealedPhones(
      matches.map(({ voterId, phone }) => ({ voterId, phone })),
    )
    const uses = await roll.findPhones(sealedPhones.map(({ phoneHash }) => phoneHash))
    for (const [index, { line, ...phoneLine }] of matches.entries()) {
      const sealedPhone = sealedPhones[index] as (typeof sealedPhones)[number]
      const outcome = await setPhone(dependencies, phoneLine, sealedPhone, uses, options.operation)
      if (outcome === 'changed-meanwhile') linesToRetry.push(line)
      else options.onDone(line, outcome, phoneLine.voter)
    }
  })
  if (linesToRetry.length > 0) await setPhones(dependencies, linesToRetry, options)
}

async function setPhone(
  { roll, notifications, clock, phoneRules }: ChangeDependencies,
  { voterId, voter, ...phone }: PhoneLine,
  sealedPhone: Awaited<ReturnType<ChangeDependencies['keyedValues']['sealedPhones']>>[number],
  uses: ReadonlyMap<string, PhoneUse>,
  operation: OperationOptions['operation'],
): Promise<RollOutcome | 'changed-meanwhile' | undefined> {
  if (voter && !acceptsRollPhone(voter))
    return voter.knownPhone?.phoneHash === sealedPhone.phoneHash ? undefined : 'phone-kept'
  if (servesAnotherVoter(uses.get(sealedPhone.phoneHash), voterId)) return 'phone-taken'
  if (!operation || !voter) return 'phone-set'
  operation.checkLockHeld()
  const setAt = asElectionInstant(clock())
  await notifications.put({ news: 'phone-set', voterId, at: setAt }, mailDelaySeconds)
  const outcome = await roll.setPhone(voter, rollPhone(sealedPhone, phone, phoneRules, setAt))
  return outcome === 'changed' ? 'phone-set' : outcome
}
