import type { Handovers } from '../../shared/contract/handovers.ts'
import { toneOf } from '../../shared/domain/sms/published-times.ts'
import {
  keptRequestsText,
  readingTimeText,
  smsSentences,
  smsTitles,
  stoppedSmsText,
  suspendedSmsText,
} from '../../shared/texts/sms/service-status.ts'
import { openPublicPage } from './account/signed-in.ts'
import { call } from './api.ts'
import { element, query, setText, show, showFailure, showLoading } from './page.ts'

const calendarPromise = openPublicPage(() => location.reload())
showLoading()
query('refresh').onclick = () => location.reload()
void open()

async function open(): Promise<void> {
  const [answer, calendar] = await Promise.all([call('GET /api/service-status'), calendarPromise])
  if (answer.ok) render(answer.body, calendar?.suspended ?? false)
  else showFailure(answer.problem)
}

function render(status: Handovers, isSuspended: boolean): void {
  const { timeZone = 'UTC', zone = '' } = query('status').dataset
  const tone = isSuspended ? 'wait' : toneOf(status)
  query('status-block').classList.add(`app-status--${tone}`)
  const title = status.stopped ? stoppedSmsText : smsTitles[tone]
  setText('status-title', isSuspended ? suspendedSmsText : title)
  query('status-sentences').append(
    ...(isSuspended || status.stopped ? [element('p', 'govuk-body', keptRequestsText)] : []),
    ...(isSuspended ? [] : smsSentences(status, tone)).map((sentence) =>
      element('p', 'govuk-body', sentence),
    ),
  )
  setText('status-at', readingTimeText(status.at, zone, timeZone))
  show('status')
}
