import { setTimeout as wait } from 'node:timers/promises'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { clientDefaults } from '../../local/emulators.ts'
import { envVar } from '../../local/run.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import type { ReissueItem } from '../../shared/tables/reissues.ts'
import { smsPriceUsd } from '../../team/estimate/prices.ts'
import { bothClocks } from '../builders/values.ts'
import { fromNow, setItem } from '../journey/items.ts'
import { eventually, expectStatus, type LocalRun, stateReached } from '../journey/local-run.ts'
import {
  enqueue,
  polynesian,
  requestingVoters,
  spendQuota,
  stopConsumer,
  stopSes,
  untilCounted,
} from './causes.ts'
import { type Drill, publishedDrill, stateOf } from './drill.ts'

const usualReceipts = new WeakMap<LocalRun, LocalRun['handset']['outcomeOf']>()

const lateRequests = new WeakMap<LocalRun, Awaited<ReturnType<typeof requestingVoters>>>()

const ownClock = 'the reconciler compares with what it counted ten minutes before, by its own clock'

const spending: Drill = {
  cause: 'SMS are sent for more than that share of smsMonthlySpendUsd',
  async begin(run, _, alarm) {
    const { Threshold = 0 } = stateOf(run, alarm).definition.settings
    const sns = new SNSClient({ ...clientDefaults, endpoint: run.handset.endpoint })
    try {
      for (let spent = 0; spent <= Threshold; spent += smsPriceUsd) {
        const sms = { PhoneNumber: run.anotherPhone(), Message: 'SMS of a drill' }
        await sns.send(new PublishCommand(sms))
      }
    } finally {
      sns.destroy()
    }
  },
  causeEnds: async (run) => run.aws.beginMonth(),
}

export const smsDrills = {
  DailyCap: {
    cause: 'the day has had as many SMS as smsDailyCap allows',
    async begin(run, since) {
      await countSms(run, 200_000)
      await requestingVoters(run, 1)
      await untilCounted(run, 'SmsHeld', 0, since)
    },
    causeEnds: (run) => countSms(run, 0),
  },
  StoppedSms: {
    cause: 'the month is spent: SNS takes SMS and does not send them',
    async begin(run, since) {
      await spendQuota(run, true)
      await requestingVoters(run, 2)
      await untilCounted(run, 'SmsUnpaid', 0, since)
    },
    causeEnds: (run) => spendQuota(run, false),
    team: { afterwards: 'election remedy sms' },
    async inTime(run) {
      await wait(1100)
      await requeueAgain(run)
    },
  },
  RefusingCarrier: {
    cause: 'SNS refuses SMS for their rate, sixty times',
    async begin(run, since) {
      const Throttled = { status: 400, code: 'Throttled', message: 'Rate exceeded' }
      run.handset.refusalOf = () => Throttled
      await requestingVoters(run, 20)
      // Retries at once, because SQS's growing delays would take too long.
      const retrying = setInterval(() => void run.retryNow('Sms-Queue'), 1000)
      await untilCounted(run, 'SmsNotTaken', 50, since).finally(() => clearInterval(retrying))
    },
    async causeEnds(run) {
      run.handset.refusalOf = () => undefined
    },
  },
  MissedSms: {
    cause: '51 voters press « Je ne l’ai pas reçu »',
    async begin(run, since) {
      for (const { client, reissueId } of await requestingVoters(run, 51)) {
        await stateReached(client, reissueId, 'sent')
        await setItem(run, 'REISSUES_TABLE', { reissueId }, { expectedAt: fromNow(-60) })
        const path = `/api/reissues/${reissueId}/not-received`
        expectStatus(await client.send('POST', path), 204)
      }
      await untilCounted(run, 'SmsReportedMissing', 50, since)
    },
  },
  LateSms: {
    cause: 'nobody reads the queue of the SMS, and one is twenty minutes late',
    async begin(run) {
      await stopConsumer(run, 'Sms-Queue')
      const requesting = await requestingVoters(run, 1)
      for (const { reissueId } of requesting) {
        await setItem(run, 'REISSUES_TABLE', { reissueId }, { expectedAt: fromNow(-1200) })
      }
      lateRequests.set(run, requesting)
    },
    team: { atOnce: 'election remedy sms' },
    async inTime(run) {
      for (const late of lateRequests.get(run) ?? [])
        await stateReached(late.client, late.reissueId, 'sent')
    },
  },
  FailingTerritory: {
    cause: 'a carrier refuses every SMS to French Polynesia',
    async begin(run) {
      const { outcomeOf } = run.handset
      usualReceipts.set(run, outcomeOf)
      run.handset.outcomeOf = (text) =>
        text.phone.startsWith('+689')
          ? { failure: 'Blocked as spam by phone carrier' }
          : outcomeOf(text)
      const requesting = await requestingVoters(run, 20, polynesian(100_000))
      for (const one of requesting) await stateReached(one.client, one.reissueId, 'failed')
    },
    async causeEnds(run) {
      await requestingVoters(run, 21, polynesian(200_000))
      run.handset.outcomeOf = usualReceipts.get(run) ?? run.handset.outcomeOf
    },
    team: { atOnce: 'election remedy sms PF', afterwards: 'sms resume PF' },
    // Senders cache a pause for a second, and check it every five minutes.
    async inTime(run) {
      await wait(1100)
      await requeueAgain(run)
      const { series, statistic } = run.cloudWatch.metrics
      const delivered = () =>
        series()
          .map(({ metric }) => metric)
          .filter(
            ({ name, dimensions }) => name === 'SmsDelivered' && dimensions.territory === 'PF',
          )
          .map((metric) => statistic(metric, 'Sum', 0, Infinity))[0]
      await eventually('what was held has arrived', () => (delivered() ?? 0) >= 21)
    },
  },
  MissingReceipts: publishedDrill('no receipt comes', ownClock),
  UnconfirmedSms: {
    cause: 'SES takes no e-mail, and an SMS has waited for its own as long as it may',
    async begin(run, since) {
      await stopSes(run)
      for (const { reissueId } of await requestingVoters(run, 1)) {
        await setItem(run, 'REISSUES_TABLE', { reissueId }, { requestedAt: fromNow(-7200) })
        await enqueue(run, 'SMS_QUEUE_URL', { reissueId })
      }
      await untilCounted(run, 'SmsBeforeMail', 0, since)
    },
    team: { atOnce: 'election remedy e-mails' },
  },
  LostReceipts: {
    cause: 'the topic of the receipts cannot be reached',
    async begin(run) {
      const { topicsEndpoint } = run.handset
      run.handset.topicsEndpoint = `${run.handset.endpoint}/gone`
      // Lambda retries after a minute, which the drill does not wait for.
      void run.receipts.deliver({ messageId: crypto.randomUUID(), status: 'SUCCESS' })
      const collector = { FunctionName: 'reassort-collect-receipts' }
      const metric = { namespace: 'AWS/Lambda', name: 'Errors', dimensions: collector }
      const { statistic } = run.cloudWatch.metrics
      const from = Date.now() - 60_000
      await eventually(
        'the collector fails',
        () => (statistic(metric, 'Sum', from, Infinity) ?? 0) > 0,
      )
      run.handset.topicsEndpoint = topicsEndpoint
    },
  },
  MonthlySpendHalf: spending,
  MonthlySpend: spending,
} satisfies Record<string, Drill>

function countSms(run: LocalRun, count: number): Promise<void> {
  const { day } = electionDayOf(bothClocks(Date.now()), 'Europe/Paris')
  return setItem(run, 'SMS_DAYS_TABLE', { day }, { smsCount: count }, { mayBeNew: true })
}

export async function requeueAgain({ app, database, schedules }: LocalRun): Promise<void> {
  const TableName = envVar(app, 'REISSUES_TABLE')
  const { Items = [] } = await database.send(new ScanCommand({ TableName }))
  for (const { reissueId, smsDueAt } of Items as ReissueItem[]) {
    if (!smsDueAt) continue
    const update = new UpdateCommand({
      TableName,
      Key: { reissueId },
      UpdateExpression: 'SET smsDueAt = :past',
      ConditionExpression: 'attribute_exists(smsDueAt)',
      ExpressionAttributeValues: { ':past': fromNow(-1) },
    })
    await database.send(update).catch((error: Error) => {
      if (error.name !== 'ConditionalCheckFailedException') throw error
    })
  }
  await schedules.runNow()
}
