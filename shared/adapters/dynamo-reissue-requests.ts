import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { secondsLater } from '../domain/instants.ts'
import { identityLimit } from '../domain/limits.ts'
import type { ReissueRequests } from '../domain/ports.ts'
import {
  type FailedChecks,
  type Refusal,
  type ReissueClaim,
  refusalOf,
} from '../domain/reissue-rules.ts'
import { type CaptchaItem, fromCaptchaItem } from '../tables/captchas.ts'
import type { PhoneItem } from '../tables/phones.ts'
import { toReissueItem } from '../tables/reissues.ts'
import { fromSessionItem, type SessionItem } from '../tables/sessions.ts'
import { ttlOf } from '../tables/stored.ts'
import { fromVoterItem, type VoterItem } from '../tables/voters.ts'
import { type ConditionFailures, type TransactionWrites, transact } from './dynamo-writes.ts'

interface RequestTables {
  sessions: string
  voters: string
  attempts: string
  captchas: string
  phones: string
  reissues: string
}

export function dynamoReissueRequests(
  database: DynamoDBDocumentClient,
  tables: RequestTables,
): ReissueRequests {
  return {
    async admit(claim) {
      const refusal = await refusalBy(database, claim, {
        session: sessionStands(tables, claim),
        voter: voterMayAsk(tables, claim),
        attempts: countAttempt(tables, claim),
        captcha: useCaptcha(tables, claim),
      })
      return refusal ?? { outcome: 'admitted' }
    },

    async accept(claim) {
      const refusal = await refusalBy(database, claim, {
        session: sessionStands(tables, claim),
        voter: startReissue(tables, claim),
        captcha: captchaIsAnswered(tables, claim),
        phone: servePhone(tables, claim),
        attempts: forgetAttempts(tables, claim),
        reissue: putReissue(tables, claim),
      })
      return refusal ?? { outcome: 'accepted' }
    },
  }
}

type Write = TransactionWrites[number]

/** Makes all the writes, or says which of their conditions stood against it. */
async function refusalBy(
  database: DynamoDBDocumentClient,
  claim: ReissueClaim,
  writes: Partial<Record<keyof FailedChecks | 'reissue', Write>>,
): Promise<({ outcome: 'refused' } & Refusal) | undefined> {
  const failures = await transact(database, Object.values(writes))
  if (!failures) return undefined
  const names = Object.keys(writes)
  const failed = Object.fromEntries(names.map((name, index) => [name, failures[index]]))
  return { outcome: 'refused', ...refusalOf(failedChecks(failed), claim) }
}

function failedChecks({
  session,
  voter,
  attempts,
  captcha,
  phone,
}: Record<string, ConditionFailures[number]>): FailedChecks {
  return {
    ...(session && {
      session: { found: session.item && fromSessionItem(session.item as SessionItem) },
    }),
    ...(voter && { voter: { found: voter.item && fromVoterItem(voter.item as VoterItem) } }),
    ...(attempts && { attempts: { found: attempts.item?.attempts as number | undefined } }),
    ...(captcha && {
      captcha: { found: captcha.item && fromCaptchaItem(captcha.item as CaptchaItem) },
    }),
    ...(phone && { phone: { found: phone.item as PhoneItem | undefined } }),
  }
}

function sessionStands({ sessions }: RequestTables, { session, now }: ReissueClaim): Write {
  return {
    ConditionCheck: {
      TableName: sessions,
      Key: { tokenHash: session.tokenHash },
      ConditionExpression: 'voterId = :voterId AND kind = :space AND expiresAt > :now',
      ExpressionAttributeValues: {
        ':voterId': session.voterId,
        ':space': 'space',
        ':now': now.toISOString(),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  }
}

const mayAsk = [
  'sessionEpoch = :epoch',
  'attribute_not_exists(pendingReissueId)',
  'attribute_not_exists(passwordChangeRequired)',
  '(attribute_not_exists(passwordRenewedAt) OR passwordRenewedAt <= :bothLostSince)',
  'reissueCount < :limit',
].join(' AND ')

const mayAskValues = ({ session, limits, bothLostHours, now }: ReissueClaim) => ({
  ':epoch': session.epoch,
  ':bothLostSince': secondsLater(now, -bothLostHours * 3600).toISOString(),
  ':limit': limits.reissuesPerVoter,
})

function voterMayAsk({ voters }: RequestTables, claim: ReissueClaim): Write {
  return {
    ConditionCheck: {
      TableName: voters,
      Key: { voterId: claim.session.voterId },
      ConditionExpression: mayAsk,
      ExpressionAttributeValues: mayAskValues(claim),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  }
}

function countAttempt({ attempts }: RequestTables, { identityAttempts }: ReissueClaim): Write {
  return {
    Update: {
      TableName: attempts,
      Key: { attemptKey: identityAttempts.attemptKey },
      UpdateExpression: 'ADD attempts :one SET #ttl = :ttl',
      ConditionExpression: 'attribute_not_exists(attempts) OR attempts < :limit',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: {
        ':one': 1,
        ':limit': identityLimit.maximum,
        ':ttl': ttlOf(identityAttempts.windowEndsAt),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  }
}

function useCaptcha(
  { captchas }: RequestTables,
  { captcha, session, reissue, now }: ReissueClaim,
): Write {
  return {
    Update: {
      TableName: captchas,
      Key: { captchaId: captcha.captchaId },
      UpdateExpression: 'SET reissueId = :reissueId',
      ConditionExpression:
        'voterId = :voterId AND attribute_not_exists(reissueId) AND expiresAt > :now',
      ExpressionAttributeValues: {
        ':reissueId': reissue.reissueId,
        ':voterId': session.voterId,
        ':now': now.toISOString(),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  }
}

function startReissue({ voters }: RequestTables, claim: ReissueClaim): Write {
  return {
    Update: {
      TableName: voters,
      Key: { voterId: claim.session.voterId },
      UpdateExpression:
        'SET pendingReissueId = :reissueId, latestReissueId = :reissueId ADD reissueCount :one',
      ConditionExpression: `identityHash = :identityHash AND ${mayAsk}`,
      ExpressionAttributeValues: {
        ':reissueId': claim.reissue.reissueId,
        ':one': 1,
        ':identityHash': claim.identityHash,
        ...mayAskValues(claim),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  }
}

function captchaIsAnswered({ captchas }: RequestTables, { captcha, reissue }: ReissueClaim): Write {
  return {
    ConditionCheck: {
      TableName: captchas,
      Key: { captchaId: captcha.captchaId },
      ConditionExpression: 'reissueId = :reissueId AND codeHash = :codeHash',
      ExpressionAttributeValues: {
        ':reissueId': reissue.reissueId,
        ':codeHash': captcha.codeHash,
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  }
}

function servePhone({ phones }: RequestTables, { reissue, session, limits }: ReissueClaim): Write {
  return {
    Update: {
      TableName: phones,
      Key: { phoneHash: reissue.phoneHash },
      UpdateExpression: 'SET voterId = :voterId ADD reissueCount :one',
      ConditionExpression:
        'attribute_not_exists(phoneHash) OR reissueCount = :zero OR (voterId = :voterId AND reissueCount < :limit)',
      ExpressionAttributeValues: {
        ':voterId': session.voterId,
        ':zero': 0,
        ':one': 1,
        ':limit': limits.reissuesPerPhone,
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  }
}

function putReissue({ reissues }: RequestTables, { reissue }: ReissueClaim): Write {
  return {
    Put: {
      TableName: reissues,
      Item: toReissueItem(reissue),
      ConditionExpression: 'attribute_not_exists(reissueId)',
    },
  }
}

function forgetAttempts({ attempts }: RequestTables, { identityAttempts }: ReissueClaim): Write {
  return {
    Delete: { TableName: attempts, Key: { attemptKey: identityAttempts.attemptKey } },
  }
}
