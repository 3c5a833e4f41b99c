import { toneOf } from '../../shared/domain/sms/handover-times.ts'
import {
  type Handovers,
  readAtText,
  smsSentences,
  smsTitles,
} from '../../shared/texts/sms/service-status.ts'
import { showLinksIfSignedIn } from './account/signed-in.ts'
import { announce } from './announcement.ts'
import { call } from './api.ts'
import { element, part, setText, show, showFailure, showLoading } from './page.ts'

void announce()

showLinksIfSignedIn()
showLoading()
part('refresh').onclick = () => location.reload()
void open()

async function open(): Promise<void> {
  const answer = await call('GET', 'service-status')
  if (answer.ok) render(answer.body)
  else showFailure(answer.problem)
}

function render(status: Handovers): void {
  const { timeZone = 'UTC', zone = '' } = part('status').dataset
  const tone = toneOf(status)
  part('status-block').classList.add(`app-status--${tone}`)
  setText('status-title', smsTitles[tone])
  part('status-sentences').append(
    ...smsSentences(status, tone).map((sentence) => element('p', 'govuk-body', sentence)),
  )
  setText('status-at', readAtText(status.at, zone, timeZone))
  show('status')
}
