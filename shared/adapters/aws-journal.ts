import {
  type CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs'
import * as z from 'zod/mini'
import { jsonIn } from '../domain/json-in.ts'

/** Nothing else of a line travels on. */
const journalLine = z.object({
  at: z.iso.datetime(),
  event: z.string(),
  reissueId: z.string(),
  failure: z.optional(z.string()),
  why: z.optional(z.string()),
  error: z.optional(z.string()),
  news: z.optional(z.string()),
  obligation: z.optional(z.string()),
})

/** CloudWatch takes a pattern of 1,024 characters: an id of 36 takes 40 of them. */
const idsAtOnce = 20

export function awsJournal(client: CloudWatchLogsClient, stack: string) {
  async function groups(): Promise<string[]> {
    const pages = paginateDescribeLogGroups({ client }, { logGroupNamePrefix: `${stack}-` })
    const groups = (await Array.fromAsync(pages)).flatMap(({ logGroups = [] }) => logGroups)
    return groups.flatMap(({ logGroupName }) => logGroupName ?? [])
  }

  async function* messagesIn(logGroupName: string, ids: readonly string[], since: Date) {
    const filterPattern = ids.map((id) => `?"${id}"`).join(' ')
    const query = { logGroupName, filterPattern, startTime: since.getTime() }
    for await (const { events = [] } of paginateFilterLogEvents({ client }, query)) {
      for (const { message } of events) yield message
    }
  }

  return {
    async find(reissueIds: readonly string[], since: Date) {
      const found: (Omit<z.infer<typeof journalLine>, 'at'> & { at: Date })[] = []
      // One group after the other: CloudWatch takes five searches a second in some regions.
      for (const group of await groups()) {
        for (let index = 0; index < reissueIds.length; index += idsAtOnce) {
          const ids = reissueIds.slice(index, index + idsAtOnce)
          for await (const message of messagesIn(group, ids, since)) {
            const { success, data } = journalLine.safeParse(jsonIn(String(message)))
            // Other lines may hold an id too: those of API Gateway its path.
            if (success && ids.includes(data.reissueId))
              found.push({ ...data, at: new Date(data.at) })
          }
        }
      }
      return found
    },
  }
}
