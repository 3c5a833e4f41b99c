import type { Calendar } from '../../shared/contract/calendar.ts'
import { announcementOf } from '../../shared/runtime/announcement.ts'
import { serveAlways } from '../../shared/runtime/serve.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { announcementText } from '../../shared/texts/election/announcement.ts'
import { englishAnnouncementText } from '../../shared/texts/english/announcement.ts'
import { inFrench } from '../../shared/texts/french-typography.ts'
import { resources } from './resources.ts'

const wired = wire(resources)
const { time } = wired

export const handler = serveAlways(wired, {
  async 'GET /api/calendar'() {
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
})
