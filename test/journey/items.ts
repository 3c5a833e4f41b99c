import { setTimeout } from 'node:timers/promises'
import { DeleteCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { envVar } from '../../local/run.ts'
import { dynamoCaptchas } from '../../shared/adapters/account/dynamo-captchas.ts'
import { dynamoRollOperations } from '../../shared/adapters/roll/dynamo-roll-operations.ts'
import { dynamoSmsBreakers } from '../../shared/adapters/sms/dynamo-sms-days.ts'
import { hashAnswer, newCaptchaId } from '../../shared/domain/account/captcha.ts'
import { changeBreaker } from '../../shared/domain/sms/sms-breaker.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { rollLockKey } from '../../shared/tables/roll-operations.ts'
import { teamChange } from '../builders/team-change.ts'
import { bothClocks } from '../builders/values.ts'
import { captchaCode, type LocalRun } from './local-run.ts'

export function lastDayDates(): Record<string, string> {
  const inHours = (hours: number) =>
    bothClocks(Date.now() + hours * 3600_000)
      .toLocaleString('sv-SE', { timeZone: 'Europe/Paris' })
      .slice(0, 16)
      .replace(' ', 'T')
  const [opens, closes] = [inHours(-48), inHours(20)]
  return {
    ...{ reissueOpensAt: opens, voteOpensAt: opens },
    ...{ reissueClosesAt: closes, voteClosesAt: closes },
    contestUntil: inHours(200),
  }
}

export async function itemOf(
  { app, database }: LocalRun,
  table: string,
  key: Record<string, string>,
): Promise<Record<string, unknown> | undefined> {
  const TableName = envVar(app, table)
  const { Item } = await database.send(
    new GetCommand({ TableName, Key: key, ConsistentRead: true }),
  )
  return Item
}

export async function setItem(
  { app, database }: LocalRun,
  table: string,
  key: Record<string, string>,
  values: Record<string, unknown>,
  { mayBeNew = false } = {},
): Promise<void> {
  const entries = Object.entries(values)
  await database.send(
    new UpdateCommand({
      TableName: envVar(app, table),
      Key: key,
      UpdateExpression: `SET ${entries.map((_, rank) => `#n${rank} = :v${rank}`).join(', ')}`,
      ...(!mayBeNew && { ConditionExpression: `attribute_exists(${Object.keys(key)[0]})` }),
      ExpressionAttributeNames: Object.fromEntries(
        entries.map(([name], rank) => [`#n${rank}`, name]),
      ),
      ExpressionAttributeValues: Object.fromEntries(
        entries.map(([, value], rank) => [`:v${rank}`, value]),
      ),
    }),
  )
}

export async function forgetPassword(
  { app, database, keys }: LocalRun,
  { email }: { email: string },
): Promise<void> {
  await database.send(
    new UpdateCommand({
      TableName: envVar(app, 'VOTERS_TABLE'),
      Key: { voterId: voterIdOf(keys, email) },
      UpdateExpression: 'REMOVE passwordHash',
      ConditionExpression: 'attribute_exists(voterId)',
    }),
  )
}

export async function keptCode(
  { app, database, keys }: LocalRun,
  voterId: string,
): Promise<{ id: string; code: string }> {
  const captchaId = newCaptchaId(keys)
  await dynamoCaptchas(database, envVar(app, 'CAPTCHAS_TABLE')).store({
    captchaId,
    voterId,
    codeHash: hashAnswer(keys, captchaId, captchaCode),
    expiresAt: bothClocks(Date.now() + 600_000),
  })
  return { id: captchaId, code: captchaCode }
}

export const fromNow = (seconds: number) => bothClocks(Date.now() + seconds * 1000).toISOString()

/** Senders cache the breaker for a second. */
export async function changeBreakerBy(
  { app, database }: LocalRun,
  change: 'try' | 'close',
): Promise<void> {
  const breakers = dynamoSmsBreakers(database, envVar(app, 'SMS_DAYS_TABLE'))
  await changeBreaker(breakers, (breaker) =>
    teamChange(breaker, { change }, bothClocks(Date.now())),
  )
  await setTimeout(1000)
}

export async function beginImport({ app, database }: LocalRun): Promise<void> {
  const operations = dynamoRollOperations(database, envVar(app, 'ROLL_OPERATIONS_TABLE'))
  await operations.begin({ operationId: 'first', kind: 'import', startedAt: new Date() })
}

export async function endRollLock({ app, database }: LocalRun): Promise<void> {
  const TableName = envVar(app, 'ROLL_OPERATIONS_TABLE')
  await database.send(new DeleteCommand({ TableName, Key: { operationId: rollLockKey } }))
}
