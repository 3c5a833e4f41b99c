import {
  type CloudWatchLogsClient,
  paginateFilterLogEvents,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs'
import * as z from 'zod/mini'

export interface TestReceipt {
  isSent: boolean
  /** In the carrier's or in SNS's words. */
  response: string
  priceUsd: number | undefined
}

const deliveryLog = z.object({
  delivery: z.object({
    providerResponse: z.optional(z.string()),
    priceInUSD: z.optional(z.number()),
  }),
  status: z.enum(['SUCCESS', 'FAILURE']),
})

export function awsSmsReceiptLogs(client: CloudWatchLogsClient, logGroup: string) {
  async function messagesIn(logGroupName: string, messageId: string, since: WallInstant) {
    const filter = { filterPattern: `"${messageId}"`, startTime: since.getTime() }
    try {
      // An empty page may be followed by others.
      const pages = paginateFilterLogEvents({ client }, { logGroupName, ...filter })
      const events = (await Array.fromAsync(pages)).flatMap(({ events = [] }) => events)
      return events.flatMap(({ message }) => message ?? [])
    } catch (error) {
      // SNS creates the group with its first entry.
      if (error instanceof ResourceNotFoundException) return []
      throw error
    }
  }

  return {
    async find(messageId: string, since: WallInstant): Promise<TestReceipt | undefined> {
      const groups = [logGroup, `${logGroup}/Failure`]
      const found = await Promise.all(groups.map((group) => messagesIn(group, messageId, since)))
      const [message] = found.flat()
      if (message === undefined) return undefined
      const { delivery, status } = z.parse(deliveryLog, JSON.parse(message))
      return {
        isSent: status === 'SUCCESS',
        response: delivery.providerResponse ?? '',
        priceUsd: delivery.priceInUSD,
      }
    },
  }
}
