import { setTimeout as sleep } from 'node:timers/promises'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { awsSmsReceiptLogs } from '../../shared/adapters/sms/aws-sms-receipt-logs.ts'
import { dynamoHandoverDays } from '../../shared/adapters/sms/dynamo-handover-days.ts'
import { dynamoSmsBreakers } from '../../shared/adapters/sms/dynamo-sms-breakers.ts'
import { dynamoSmsDays } from '../../shared/adapters/sms/dynamo-sms-days.ts'
import { snsSmsCarrier } from '../../shared/adapters/sms/sns-sms-carrier.ts'
import { receiptLogGroupsOf } from '../../shared/contract/sms-names.ts'
import type { Clocks } from '../../shared/domain/election/calendar.ts'
import { toWallTime } from '../../shared/domain/election/in-wall-time.ts'
import {
  changeBreaker,
  closeBreaker,
  openScopes,
  tryNow,
} from '../../shared/domain/sms/sms-breaker.ts'
import { readClocks } from '../calendar/read-clocks.ts'
import { type Reached, type ReachOptions, withDeployment } from '../reach-election.ts'
import { capSms, capsTold, pauseSms, resumeSms, uncapSms } from './limit-territory.ts'
import { type ReceiptLogs, sendTestSms } from './send-test-sms.ts'
import { smsCommandTexts as texts } from './texts.ts'

// Each resolves to the exit code: 1 when SMS are held or would be, 2 when no election was named.

export function runSmsStatus(options: ReachOptions): Promise<number> {
  return withSms(options, async (sms) => {
    const { election, wall, now } = sms
    const breaker = await sms.smsBreakers.find()
    const open = toWallTime(openScopes(breaker, now), wall)
    const pauses = Object.entries(toWallTime(breaker.pauses ?? {}, wall))
    const held = [
      ...texts.open(open, election.timeZone, wall(now)),
      ...texts.paused(pauses, election.timeZone, wall(now)),
    ]
    const caps = await capsTold(sms, breaker)
    const lines = [...held, ...caps.map(({ told }) => told)]
    for (const line of lines.length > 0 ? lines : [texts.closed]) console.log(line)
    return held.length > 0 || caps.some(({ isReached }) => isReached) ? 1 : 0
  })
}

export const runTrySms = (options: ReachOptions) => changingBreaker(options, tryNow, texts.trying)

export const runCloseBreaker = (options: ReachOptions) =>
  changingBreaker(options, closeBreaker, texts.closedNow)

function changingBreaker(
  options: ReachOptions,
  change: typeof tryNow,
  done: string,
): Promise<number> {
  return withSms(options, async ({ smsBreakers, now }) => {
    const { before } = await changeBreaker(smsBreakers, (breaker) =>
      openScopes(breaker, now).length > 0 ? change(breaker, now) : breaker,
    )
    console.log(openScopes(before, now).length > 0 ? done : texts.closed)
    return 0
  })
}

type Reasoned = ReachOptions & { reason: string }

export const runSmsPause = (territory: string, { reason, ...options }: Reasoned) =>
  limiting(options, (sms) => pauseSms(sms, territory, reason))

export const runSmsResume = (territory: string, options: ReachOptions) =>
  limiting(options, (sms) => resumeSms(sms, territory))

export const runSmsCap = (territory: string, smsPerDay: number, { reason, ...options }: Reasoned) =>
  limiting(options, (sms) => capSms(sms, territory, { smsPerDay, reason }))

export const runSmsUncap = (territory: string, options: ReachOptions) =>
  limiting(options, (sms) => uncapSms(sms, territory))

type Sms = Parameters<typeof capSms>[0] & Pick<Clocks, 'wall'>

/** Returns what holds SMS, and the instant that the election's clock shows. */
export async function smsOf({ deployment, election }: Reached): Promise<Sms> {
  const { database, outputs } = deployment
  const { SmsDaysTable: table } = outputs
  const { clock, wall } = await readClocks(deployment)
  return {
    smsBreakers: dynamoSmsBreakers(database, table),
    smsDays: dynamoSmsDays(database, table),
    handoverDays: dynamoHandoverDays(database, table),
    ...{ election, now: clock(), wall },
  }
}

function withSms(options: ReachOptions, work: (sms: Sms) => Promise<number>): Promise<number> {
  return withDeployment(options, async (reached) => work(await smsOf(reached)))
}

function limiting(
  options: ReachOptions,
  limit: (sms: Parameters<typeof capSms>[0]) => Promise<{ done: boolean; told: string }>,
): Promise<number> {
  return withSms(options, async (sms) => {
    const { done, told } = await limit(sms)
    ;(done ? console.log : console.error)(told)
    return done ? 0 : 1
  })
}

export function runTestSms(phone: string, options: ReachOptions): Promise<number> {
  return withDeployment(options, async ({ deployment, election }) => {
    const logs = options.stack === undefined ? undefined : new CloudWatchLogsClient()
    try {
      const isServed = await sendTestSms(
        {
          carrier: snsSmsCarrier(deployment.sns, {
            senderId: election.senderId,
            smsMaxPriceUsd: election.smsMaxPriceUsd,
          }),
          receiptLogs: logs && receiptLogsOf(logs, deployment),
          election,
          clock: () => new Date(),
          sleep,
          tell: console.log,
        },
        phone,
      )
      return isServed ? 0 : 1
    } finally {
      logs?.destroy()
    }
  })
}

/** The region and the account are those of the key. */
function receiptLogsOf(
  client: CloudWatchLogsClient,
  { outputs }: Reached['deployment'],
): ReceiptLogs {
  const [, , , region = '', account = ''] = outputs.ProofKeysSecret.split(':')
  const group = receiptLogGroupsOf({ region, account }).successes
  return { group, ...awsSmsReceiptLogs(client, group) }
}
