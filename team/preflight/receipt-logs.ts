import {
  type CloudWatchLogsClient,
  DescribeSubscriptionFiltersCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { receiptLogGroupsOf } from '../../shared/contract/sms-names.ts'
import { smsTexts as texts } from '../../shared/texts/preflight/sms.ts'
import { unlessGone } from '../unless-gone.ts'
import { blocks, type Finding, ok } from './finding.ts'

/** As many as CloudWatch lets a log group have. */
const mostSubscriptions = 2

export interface LogGroup {
  name: string
  /** Functions or streams that its lines go to. */
  destinations: readonly string[]
}

/** The two groups that SNS writes receipts to; one that is not there yet has no subscription. */
export function readReceiptLogs(
  client: CloudWatchLogsClient,
  place: { account: string; region: string },
): Promise<LogGroup[]> {
  return Promise.all(
    Object.values(receiptLogGroupsOf(place)).map(async (name) => ({
      name,
      destinations: await readDestinations(client, name),
    })),
  )
}

async function readDestinations(client: CloudWatchLogsClient, name: string): Promise<string[]> {
  const asked = new DescribeSubscriptionFiltersCommand({ logGroupName: name })
  const { subscriptionFilters = [] } = (await unlessGone(() => client.send(asked))) ?? {}
  return subscriptionFilters.map(({ destinationArn = '' }) => destinationArn)
}

/** @param collector the function that reads the receipts for all elections of the account */
export function judgeReceiptLogs(groups: readonly LogGroup[], collector: string): Finding[] {
  const full = groups.filter(({ destinations }) => {
    const others = destinations.filter((arn) => !arn.endsWith(`:function:${collector}`))
    return others.length >= mostSubscriptions
  })
  return full.length > 0
    ? full.map(({ name }) => blocks(texts.logsTaken(name)))
    : [ok(texts.logsFree)]
}
