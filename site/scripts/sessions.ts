import type { OpenSessions } from '../../shared/contract/session.ts'
import {
  endingOtherSessionsText,
  onlySessionText,
  openSessionText,
  otherSessionsEndedText,
  unconfirmedEndText,
  unreadListText,
} from '../../shared/texts/account/open-sessions.ts'
import { createPageSession } from './account/session.ts'
import { call } from './api.ts'
import { onSubmit } from './form.ts'
import { element, focusOn, query, setText, show, showFailure } from './page.ts'

const session = createPageSession()
const form = query('form') as HTMLFormElement

void open()

async function open(): Promise<void> {
  const initialView = await session.open()
  if (!initialView) return
  const { timeZone } = initialView.body.election
  const answer = await call('GET /api/sessions')
  if (!answer.ok) {
    if (!session.leaveIfSignedOut(answer.problem)) showFailure(answer.problem)
    return
  }
  if (render(answer, timeZone) === 0) {
    setText('result', onlySessionText)
    query('not-yours').hidden = true
  }
  onSubmit(form, () => endOtherSessions(timeZone), endingOtherSessionsText)
  show('sessions')
}

function render({ body, at }: { body: OpenSessions; at: number }, timeZone: string): number {
  const list = query('list')
  list.textContent = ''
  list.append(
    ...body.sessions.map((row) => element('li', '', openSessionText(row, timeZone, new Date(at)))),
  )
  const otherCount = body.sessions.filter(({ current }) => !current).length
  form.hidden = otherCount === 0
  return otherCount
}

async function endOtherSessions(timeZone: string): Promise<true | undefined> {
  setText('result', '')
  const answer = await call('DELETE /api/sessions/others')
  if (!answer.ok && session.leaveIfSignedOut(answer.problem)) return true
  // Sessions may have ended even if the call failed, so the list is read again.
  const sessionList = await call('GET /api/sessions')
  if (!sessionList.ok && session.leaveIfSignedOut(sessionList.problem)) return true
  const count = sessionList.ok ? render(sessionList, timeZone) : undefined
  if (count === undefined) query('list').textContent = ''
  if (!answer.ok && count !== 0) setText('result', unconfirmedEndText(answer.problem.title))
  else setText('result', count === undefined ? unreadListText : otherSessionsEndedText(count))
  if (form.hidden) focusOn(query('list-title'))
}
