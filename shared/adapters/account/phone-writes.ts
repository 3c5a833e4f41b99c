import type { PhoneChange, PhonesAfter } from '../../domain/account/phone-registration.ts'
import { type Voter, waitCauses } from '../../domain/voter/voter.ts'
import type { PhoneItem } from '../../tables/phones.ts'
import type { VoterItem } from '../../tables/voters.ts'
import { type Failures, setClause, updateWrite, type Write } from '../dynamo-writes.ts'
import { joinConditions, phoneConditions } from '../reissue/voter-conditions.ts'

export interface PhoneTables {
  voters: string
  phones: string
}

export interface PhoneChangeItems {
  voter: VoterItem
  known: PhoneItem
}

export function phoneChangeOutcome(failures: Failures<PhoneChangeItems> | undefined): PhoneChange {
  if (!failures) return 'changed'
  return failures.voter ? 'changed-meanwhile' : 'phone-taken'
}

/** Fails if the new phone serves somebody else, or if phones, password or sessions changed since the voter was read. */
export function phoneChangeWrites(
  tables: PhoneTables,
  voter: Voter,
  { endsSessions, endsWait, ...phones }: PhonesAfter,
  now: ElectionInstant,
): Record<keyof PhoneChangeItems, Write> {
  const set = {
    ...Object.fromEntries(Object.entries(phones).filter(([, phone]) => phone)),
    ...(endsSessions && { passwordChangeRequired: true }),
  }
  const removed = [...phoneNames.filter((name) => !phones[name]), ...(endsWait ? waitCauses : [])]
  const unchanged = ifUnchanged(voter, ['knownPhone', 'formerPhone', ...waitCauses])
  const { knownPhone } = phones
  return {
    voter: updateWrite(tables.voters, 'voterId', voter.voterId, {
      UpdateExpression: `${setClause(set)}${removed.length > 0 ? ` REMOVE ${removed.join(', ')}` : ''}${endsSessions ? ' ADD sessionEpoch :one' : ''}`,
      ConditionExpression: unchanged.ConditionExpression,
      values: { ...unchanged.values, ...set, ...(endsSessions && { one: 1 }) },
    }),
    ...(knownPhone &&
      knownPhone.phoneHash !== voter.knownPhone?.phoneHash && {
        known: bindPhone(tables, voter, knownPhone.phoneHash, now),
      }),
  } as Record<keyof PhoneChangeItems, Write>
}

const phoneNames = ['knownPhone', 'formerPhone', 'phoneProof'] as const

/** Condition that the attributes, and the voter's sessions, are as they were read. */
export function ifUnchanged(
  voter: Voter,
  names: readonly ('knownPhone' | 'formerPhone' | (typeof waitCauses)[number])[],
) {
  const present = names.filter((name) => voter[name])
  return {
    ConditionExpression: [
      'sessionEpoch = :epoch',
      ...names.map((name) =>
        present.includes(name) ? `${name} = :${name}Seen` : `attribute_not_exists(${name})`,
      ),
    ].join(' AND '),
    values: {
      epoch: voter.sessionEpoch,
      ...Object.fromEntries(present.map((name) => [`${name}Seen`, voter[name]])),
    },
  }
}

function bindPhone(
  { phones }: PhoneTables,
  { voterId }: Voter,
  phoneHash: string,
  now: ElectionInstant,
): Write {
  const { phoneServesNobodyElse, phoneWasFreedBefore } = phoneConditions
  const claim = { session: { voterId }, now }
  return updateWrite(phones, 'phoneHash', phoneHash, {
    UpdateExpression:
      'SET knownTo = :voterId, voterId = if_not_exists(voterId, :voterId), reissueCount = if_not_exists(reissueCount, :zero)',
    ...joinConditions([phoneServesNobodyElse(claim), phoneWasFreedBefore(claim)], {}),
  })
}

/** The phone serves anybody again who registers or requests it. */
export const unbindPhone = (
  { phones }: Pick<PhoneTables, 'phones'>,
  voterId: string,
  phoneHash: string,
): Write =>
  updateWrite(phones, 'phoneHash', phoneHash, {
    UpdateExpression: 'REMOVE knownTo',
    ConditionExpression: 'knownTo = :voterId',
    values: { voterId },
  })
