import type { Calendar } from '../../shared/contract/calendar.ts'
import { announcementOf } from '../../shared/runtime/announcement.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { originTokens } from '../../shared/runtime/secrets.ts'
import { announcementText } from '../../shared/texts/election/announcement.ts'
import { englishAnnouncementText } from '../../shared/texts/english/announcement.ts'
import { inFrench } from '../../shared/texts/french-typography.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const time = electionTime(databaseClient(), environment.tables.calendar)

export const handler = httpHandler(
  originTokens(environment),
  async () => {
    const { election, wall } = time
    const { reissueClosesAt, voteClosesAt } = election.dates
    const announced = announcementOf(time)
    return {
      status: 200,
      body: {
        version: time.calendar().version,
        suspended: time.suspendedSince() !== undefined,
        reissueClosesAt: wall(reissueClosesAt).toISOString(),
        voteClosesAt: wall(voteClosesAt).toISOString(),
        announcement: {
          fr: announced ? inFrench(announcementText(announced)) : '',
          en: announced ? englishAnnouncementText(announced) : '',
        },
      } satisfies Calendar,
      // CloudFront keeps it too: each page asks, again and again.
      headers: { 'cache-control': 'public, max-age=5' },
    }
  },
  time,
  'answers',
)
