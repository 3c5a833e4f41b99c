import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { type FailedChecks, type ReissueClaim, refusalOf } from '../domain/acceptance.ts'
import { identityLimit } from '../domain/attempts.ts'
import type { ReissueDesk } from '../domain/ports.ts'
import type { Voter } from '../domain/voter.ts'
import {
  type CaptchaItem,
  fromCaptchaItem,
  fromSessionItem,
  type PhoneItem,
  type SessionItem,
  toReissueItem,
  ttlOf,
} from './dynamo-items.ts'
import { type ConditionFailures, type TransactionWrites, transact } from './dynamo-transaction.ts'

interface DeskTables {
  sessions: string
  voters: string
  attempts: string
  captchas: string
  phones: string
  reissues: string
}

export function dynamoReissueDesk(
  database: DynamoDBDocumentClient,
  tables: DeskTables,
): ReissueDesk {
  return {
    async accept(claim) {
      const failures = await transact(database, acceptanceWrites(tables, claim))
      if (!failures) return { outcome: 'accepted' }
      return { outcome: 'refused', ...refusalOf(failedChecks(failures), claim) }
    },

    async useUpCaptcha(claim, { countAttempt }) {
      const writes = [useCaptcha(tables, claim)]
      if (countAttempt) writes.push(countFailure(tables, claim))
      return (await transact(database, writes)) ? 'already-used' : 'used-up'
    },
  }
}

type Write = TransactionWrites[number]

// `failedChecks` reads the answers in this order.
function acceptanceWrites(tables: DeskTables, claim: ReissueClaim): TransactionWrites {
  return [
    sessionStands(tables, claim),
    voterAsks(tables, claim),
    attemptsAreLeft(tables, claim),
    answerCaptcha(tables, claim),
    phoneServes(tables, claim),
    putReissue(tables, claim),
  ]
}

function failedChecks(failures: ConditionFailures): FailedChecks {
  const [session, voter, attempts, captcha, phone] = failures
  return {
    ...(session && {
      session: { found: session.item && fromSessionItem(session.item as SessionItem) },
    }),
    ...(voter && { voter: { found: voter.item as Voter | undefined } }),
    ...(attempts && { attempts: { found: attempts.item?.attempts as number | undefined } }),
    ...(captcha && {
      captcha: { found: captcha.item && fromCaptchaItem(captcha.item as CaptchaItem) },
    }),
    ...(phone && { phone: { found: phone.item as PhoneItem | undefined } }),
  }
}

function sessionStands({ sessions }: DeskTables, { session, now }: ReissueClaim): Write {
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

function voterAsks({ voters }: DeskTables, claim: ReissueClaim): Write {
  return {
    Update: {
      TableName: voters,
      Key: { voterId: claim.session.voterId },
      UpdateExpression:
        'SET pendingReissueId = :reissueId, latestReissueId = :reissueId ADD reissueCount :one',
      ConditionExpression:
        'identityHash = :identityHash AND attribute_not_exists(pendingReissueId) AND reissueCount < :limit',
      ExpressionAttributeValues: {
        ':reissueId': claim.reissue.reissueId,
        ':one': 1,
        ':identityHash': claim.identityHash,
        ':limit': claim.limits.reissuesPerVoter,
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  }
}

function attemptsAreLeft({ attempts }: DeskTables, { identityAttempts }: ReissueClaim): Write {
  return {
    ConditionCheck: {
      TableName: attempts,
      Key: { attemptKey: identityAttempts.attemptKey },
      ConditionExpression: 'attribute_not_exists(attempts) OR attempts < :limit',
      ExpressionAttributeValues: { ':limit': identityLimit.maximum },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  }
}

function answerCaptcha({ captchas }: DeskTables, { captcha, session, now }: ReissueClaim): Write {
  return {
    Update: {
      TableName: captchas,
      Key: { captchaId: captcha.captchaId },
      UpdateExpression: 'SET usedAt = :now',
      ConditionExpression:
        'voterId = :voterId AND codeHash = :codeHash AND attribute_not_exists(usedAt) AND expiresAt > :now',
      ExpressionAttributeValues: {
        ':voterId': session.voterId,
        ':codeHash': captcha.codeHash,
        ':now': now.toISOString(),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  }
}

function phoneServes({ phones }: DeskTables, { reissue, session, limits }: ReissueClaim): Write {
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

function putReissue({ reissues }: DeskTables, { reissue }: ReissueClaim): Write {
  return {
    Put: {
      TableName: reissues,
      Item: toReissueItem(reissue),
      ConditionExpression: 'attribute_not_exists(reissueId)',
    },
  }
}

function useCaptcha({ captchas }: DeskTables, { captcha, session, now }: ReissueClaim): Write {
  return {
    Update: {
      TableName: captchas,
      Key: { captchaId: captcha.captchaId },
      UpdateExpression: 'SET usedAt = :now',
      ConditionExpression: 'voterId = :voterId AND attribute_not_exists(usedAt)',
      ExpressionAttributeValues: { ':voterId': session.voterId, ':now': now.toISOString() },
    },
  }
}

function countFailure({ attempts }: DeskTables, { identityAttempts }: ReissueClaim): Write {
  return {
    Update: {
      TableName: attempts,
      Key: { attemptKey: identityAttempts.attemptKey },
      UpdateExpression: 'ADD attempts :one SET #ttl = :ttl',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: { ':one': 1, ':ttl': ttlOf(identityAttempts.windowEndsAt) },
    },
  }
}
