import { dynamoLinkDays } from '../../shared/adapters/mail/dynamo-link-days.ts'
import { dynamoHandoverDays, dynamoSmsBreakers } from '../../shared/adapters/sms/dynamo-sms-days.ts'
import { sqsBacklog } from '../../shared/adapters/sqs-backlog.ts'
import type { Calendar } from '../../shared/contract/calendar.ts'
import { announcementOf } from '../../shared/runtime/announcement.ts'
import { cacheReads } from '../../shared/runtime/cached-reads.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { serveAlways } from '../../shared/runtime/serve.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { announcementText } from '../../shared/texts/election/announcement.ts'
import { englishAnnouncementText } from '../../shared/texts/english/announcement.ts'
import { typesetFrench } from '../../shared/texts/french-typography.ts'
import { resources } from './resources.ts'
import { showHandovers } from './show-handovers.ts'
import { showLinkWait } from './show-link-wait.ts'

const runtime = wire(resources)
const { database, tables, queues, time } = runtime
const { clock, toWall } = time
const sqs = sqsClient()
const dependencies = {
  handoverDays: dynamoHandoverDays(database, tables.smsDays),
  smsBreakers: dynamoSmsBreakers(database, tables.smsDays),
  linkBacklog: sqsBacklog(sqs, queues.link),
  cancelLinkBacklog: sqsBacklog(sqs, queues.mail),
  linkDays: dynamoLinkDays(database, tables.mailTurns),
  clock,
  toWall,
}

const linkWait = cacheReads(5, () => showLinkWait(dependencies, time.election))

export const handler = serveAlways(runtime, {
  async 'GET /api/calendar'() {
    const { reissueClosesAt, voteClosesAt } = time.election.dates
    const announcement = announcementOf(time)
    return {
      status: 200,
      body: {
        version: time.calendar().version,
        suspended: time.suspendedSince() !== undefined,
        reissueClosesAt: toWall(reissueClosesAt).toISOString(),
        voteClosesAt: toWall(voteClosesAt).toISOString(),
        announcement: {
          fr: announcement ? typesetFrench(announcementText(announcement)) : '',
          en: announcement ? englishAnnouncementText(announcement) : '',
        },
      } satisfies Calendar,
      headers: { 'cache-control': 'public, max-age=5' },
    }
  },

  'GET /api/service-status': async () => ({
    status: 200,
    body: await showHandovers(dependencies, time.election),
    headers: { 'cache-control': 'public, max-age=60' },
  }),

  'GET /api/account/link-wait': async () => ({ status: 200, body: await linkWait() }),
})
