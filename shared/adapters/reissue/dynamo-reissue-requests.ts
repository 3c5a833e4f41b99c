import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import {
  acceptanceRules,
  admissionRules,
  knownPhoneRules,
  type ReadItems,
  type ReissueClaim,
  type ReissueRequests,
  type Rule,
  type RuleName,
  type Rules,
  refusalOf,
} from '../../domain/reissue/reissue-rules.ts'
import {
  type AttemptItem,
  chargeUpdate,
  fromAttemptItem,
  refundUpdate,
} from '../../tables/attempts.ts'
import { type CaptchaItem, fromCaptchaItem } from '../../tables/captchas.ts'
import { fromPhoneItem, type PhoneItem } from '../../tables/phones.ts'
import { type ReissueItem, toReissueItem } from '../../tables/reissues.ts'
import { fromSessionItem, type SessionItem } from '../../tables/sessions.ts'
import { fromVoterItem, type VoterItem } from '../../tables/voters.ts'
import { phoneConditions } from '../account/phone-conditions.ts'
import { checkWrite, type Failures, transact, updateWrite } from '../dynamo-writes.ts'
import {
  type Condition,
  type ExpressionValues,
  joinConditions,
  voterConditions,
} from './voter-conditions.ts'

type RequestTable = 'sessions' | 'voters' | 'attempts' | 'captchas' | 'phones' | 'reissues'

interface RequestItems {
  session: SessionItem
  voter: VoterItem
  attempts: AttemptItem
  captcha: CaptchaItem
  phone: PhoneItem
  reissue: ReissueItem
}

type UndoItems = Pick<RequestItems, 'reissue' | 'captcha' | 'attempts'>

const conditions: Record<Exclude<RuleName, 'attemptsAreLeft'>, Condition<ReissueClaim>> = {
  ...voterConditions,
  sessionIsOpen: ({ session, now }) => [
    'voterId = :voterId AND kind = :space AND expiresAt > :now',
    { voterId: session.voterId, space: 'space', now },
  ],
  voterSmsAreLeft: ({ limits }) => [
    '(attribute_not_exists(smsCount) OR smsCount < :voterSmsLimit)',
    { voterSmsLimit: limits.smsPerVoter },
  ],
  captchaIsFresh: ({ session, now }) => [
    'voterId = :voterId AND attribute_not_exists(reissueId) AND expiresAt > :now',
    { voterId: session.voterId, now },
  ],
  captchaIsAnswered: ({ captcha, reissue }) => [
    'reissueId = :reissueId AND codeHash = :codeHash',
    { reissueId: reissue.reissueId, codeHash: captcha.codeHash },
  ],
  identityMatches: ({ identityHash }) => ['identityHash = :identityHash', { identityHash }],
  phoneServesNobodyElse: ({ session }) => [
    phoneConditions.servesNobodyElse,
    { zero: 0, voterId: session.voterId },
  ],
  phoneWasFreedBefore: ({ now }) => [phoneConditions.wasFreedBefore, { now }],
  phoneIsRegistered: () => ['attribute_exists(knownTo)', {}],
  phoneIsStillKnown: ({ reissue }) => [
    'knownPhone.phoneHash = :phoneHash',
    { phoneHash: reissue.phoneHash },
  ],
  phoneMayServeAgain: ({ limits }) => [
    '(attribute_not_exists(phoneHash) OR reissueCount < :phoneLimit)',
    { phoneLimit: limits.reissuesPerPhone },
  ],
  phoneSmsAreLeft: ({ limits }) => [
    '(attribute_not_exists(smsCount) OR smsCount < :phoneSmsLimit)',
    { phoneSmsLimit: limits.smsPerPhone },
  ],
}

function conditionsOf(rules: Rules, claim: ReissueClaim) {
  const names = Object.keys(conditions) as (keyof typeof conditions)[]
  return (item: Rule['itemName'], extraValues: ExpressionValues = {}) => ({
    ...joinConditions(
      names.filter((name) => rules[name]?.itemName === item).map((name) => conditions[name](claim)),
      extraValues,
    ),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  })
}

export function dynamoReissueRequests(
  database: DynamoDBDocumentClient,
  tables: Record<RequestTable, string>,
): ReissueRequests {
  return {
    async admit(claim) {
      const { session, identityAttempts, captcha, reissue } = claim
      const guard = conditionsOf(admissionRules, claim)
      const failures = await transact<Omit<RequestItems, 'phone' | 'reissue'>>(database, {
        session: checkWrite(tables.sessions, 'tokenHash', session.tokenHash, guard('session')),
        voter: checkWrite(tables.voters, 'voterId', session.voterId, guard('voter')),
        attempts: updateWrite(tables.attempts, 'attemptKey', identityAttempts.attemptKey, {
          ...chargeUpdate(identityAttempts, claim.now),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
        captcha: updateWrite(tables.captchas, 'captchaId', captcha.captchaId, {
          UpdateExpression: 'SET reissueId = :reissueId',
          ...guard('captcha', { reissueId: reissue.reissueId }),
        }),
      })
      return failures ? explainRefusal(admissionRules, failures, claim) : { outcome: 'admitted' }
    },

    async accept(claim) {
      const { session, identityAttempts, captcha, reissue, toKnownPhone } = claim
      const rules = toKnownPhone ? knownPhoneRules : acceptanceRules
      const guard = conditionsOf(rules, claim)
      const failures = await transact<RequestItems>(database, {
        session: checkWrite(tables.sessions, 'tokenHash', session.tokenHash, guard('session')),
        voter: updateWrite(tables.voters, 'voterId', session.voterId, {
          UpdateExpression:
            'SET pendingReissueId = :reissueId, latestReissueId = :reissueId ADD reissueCount :one, smsCount :one',
          ...guard('voter', { reissueId: reissue.reissueId, one: 1 }),
        }),
        captcha: checkWrite(tables.captchas, 'captchaId', captcha.captchaId, guard('captcha')),
        phone: updateWrite(tables.phones, 'phoneHash', reissue.phoneHash, {
          UpdateExpression: 'SET voterId = :voterId ADD reissueCount :one, smsCount :one',
          ...guard('phone', { voterId: session.voterId, one: 1 }),
        }),
        attempts: {
          Delete: {
            TableName: tables.attempts,
            Key: { attemptKey: identityAttempts.attemptKey },
          },
        },
        reissue: {
          Put: {
            TableName: tables.reissues,
            Item: toReissueItem(reissue),
            ConditionExpression: 'attribute_not_exists(reissueId)',
          },
        },
      })
      return failures ? explainRefusal(rules, failures, claim) : { outcome: 'accepted' }
    },

    async undo({ identityAttempts, captcha, reissue: { reissueId } }) {
      const undoWrites = {
        reissue: checkWrite(tables.reissues, 'reissueId', reissueId, {
          ConditionExpression: 'attribute_not_exists(reissueId)',
        }),
        captcha: updateWrite(tables.captchas, 'captchaId', captcha.captchaId, {
          UpdateExpression: 'REMOVE reissueId',
          ConditionExpression: 'reissueId = :reissueId',
          values: { reissueId },
        }),
      }
      const { attemptKey } = identityAttempts
      const attempts = updateWrite(tables.attempts, 'attemptKey', attemptKey, refundUpdate)
      const firstFailures = await transact<UndoItems>(database, { ...undoWrites, attempts })
      // The attempt counter may be gone: for example, accepting another request of this voter deletes it.
      const failures = firstFailures?.attempts
        ? await transact<Omit<UndoItems, 'attempts'>>(database, undoWrites)
        : firstFailures
      return failures?.reissue ? 'accepted' : 'undone'
    },
  }
}

function explainRefusal(rules: Rules, failures: Failures<RequestItems>, claim: ReissueClaim) {
  const refusal = refusalOf(rules, itemsOf(failures), claim)
  if (refusal) return refusal
  throw new Error(`No rule refuses what a condition did: ${Object.keys(failures).join(', ')}`)
}

function itemsOf({ session, voter, attempts, captcha, phone }: Failures<RequestItems>): ReadItems {
  return {
    ...(session && { session: { item: session.item && fromSessionItem(session.item) } }),
    ...(voter && { voter: { item: voter.item && fromVoterItem(voter.item) } }),
    ...(attempts && { attempts: { item: attempts.item && fromAttemptItem(attempts.item) } }),
    ...(captcha && { captcha: { item: captcha.item && fromCaptchaItem(captcha.item) } }),
    ...(phone && { phone: { item: phone.item && fromPhoneItem(phone.item) } }),
  }
}
