import type { ChangedPhones, PhoneOutcome } from '../../domain/account/phone-registration.ts'
import { type Voter, waitCauses } from '../../domain/voter/voter.ts'
import type { PhoneItem } from '../../tables/phones.ts'
import type { VoterItem } from '../../tables/voters.ts'
import { type Failures, setClause, updateWrite, type Write } from '../dynamo-writes.ts'
import { phoneConditions } from './phone-conditions.ts'

export interface PhoneTables {
  voters: string
  phones: string
}

export interface PhoneChangeItems {
  voter: VoterItem
  newPhone: PhoneItem
}

export function phoneChangeWrites(
  tables: PhoneTables,
  voter: Voter,
  { endsSessions, endsWait, ...phones }: ChangedPhones,
  now: ElectionInstant,
): Record<keyof PhoneChangeItems, Write> {
  const { voterId } = voter
  const { knownPhone, formerPhone, phoneProof } = phones
  const assignments = {
    ...(knownPhone && { knownPhone }),
    ...(formerPhone && { formerPhone }),
    ...(phoneProof && { phoneProof }),
    ...(endsSessions && { passwordChangeRequired: true }),
  }
  const isNewPhone = knownPhone && knownPhone.phoneHash !== voter.knownPhone?.phoneHash
  const removedAttributes = [
    ...['knownPhone', 'formerPhone', 'phoneProof'].filter((name) => !(name in assignments)),
    ...(endsWait ? waitCauses : []),
    // The new phone may be `takenPhone`, which staff must no longer free.
    ...(isNewPhone ? ['takenPhone'] : []),
  ].join(', ')
  const { ConditionExpression, values } = endsSessions
    ? noNewRequestCondition(voter)
    : unchangedCondition(voter)
  return {
    voter: updateWrite(tables.voters, 'voterId', voterId, {
      UpdateExpression: `${setClause(assignments)}${removedAttributes && ` REMOVE ${removedAttributes}`}${endsSessions ? ' ADD sessionEpoch :one' : ''}`,
      ConditionExpression,
      values: { ...values, ...assignments, ...(endsSessions && { one: 1 }) },
    }),
    ...(isNewPhone && { newPhone: phoneBinding(tables, voterId, knownPhone.phoneHash, now) }),
  } as Record<keyof PhoneChangeItems, Write>
}

export function phoneChangeOutcome(failures: Failures<PhoneChangeItems> | undefined): PhoneOutcome {
  if (!failures) return 'changed'
  return failures.voter ? 'changed-meanwhile' : 'phone-taken'
}

export function unchangedCondition({ sessionEpoch, knownPhone, formerPhone }: Voter) {
  return {
    ConditionExpression: [
      'sessionEpoch = :epoch',
      knownPhone ? 'knownPhone = :knownSeen' : 'attribute_not_exists(knownPhone)',
      formerPhone ? 'formerPhone = :formerSeen' : 'attribute_not_exists(formerPhone)',
    ].join(' AND '),
    values: {
      epoch: sessionEpoch,
      ...(knownPhone && { knownSeen: knownPhone }),
      ...(formerPhone && { formerSeen: formerPhone }),
    },
  }
}

function noNewRequestCondition(voter: Voter) {
  const { ConditionExpression, values } = unchangedCondition(voter)
  const { latestReissueId } = voter
  const requestCondition = latestReissueId
    ? 'latestReissueId = :latest'
    : 'attribute_not_exists(latestReissueId)'
  return {
    ConditionExpression: `${ConditionExpression} AND ${requestCondition}`,
    values: { ...values, ...(latestReissueId && { latest: latestReissueId }) },
  }
}

const phoneBinding = (
  { phones }: PhoneTables,
  voterId: string,
  phoneHash: string,
  now: ElectionInstant,
): Write =>
  updateWrite(phones, 'phoneHash', phoneHash, {
    UpdateExpression:
      'SET knownTo = :voterId, voterId = if_not_exists(voterId, :voterId), reissueCount = if_not_exists(reissueCount, :zero)',
    ConditionExpression: `${phoneConditions.servesNobodyElse} AND ${phoneConditions.wasFreedBefore}`,
    values: { voterId, zero: 0, now },
  })
