import type { OpenSessions } from '../../shared/contract/session.ts'
import {
  endingOthersText,
  onlySessionText,
  openSessionText,
  othersEndedText,
  othersEndedUnlistedText,
  unconfirmedEndText,
} from '../../shared/texts/account/open-sessions.ts'
import { pageSession } from './account/session.ts'
import { announce } from './announcement.ts'
import { call } from './api.ts'
import { onSubmit } from './form.ts'
import { element, focusOn, part, setText, show, showFailure } from './page.ts'

void announce()

const session = pageSession()
const form = part('form') as HTMLFormElement

void open()

async function open(): Promise<void> {
  const signedIn = await session.open()
  if (!signedIn) return
  const { timeZone } = signedIn.body.election
  const answer = await call('GET', 'sessions')
  if (!answer.ok) {
    if (!session.leaveIfSignedOut(answer.problem)) showFailure(answer.problem)
    return
  }
  if (draw(answer, timeZone) === 0) {
    setText('result', onlySessionText)
    part('not-yours').hidden = true
  }
  onSubmit(form, () => endOthers(timeZone), endingOthersText)
  show('sessions')
}

/** @returns the number of other sessions */
function draw({ body, at }: { body: OpenSessions; at: number }, timeZone: string): number {
  const list = part('list')
  list.textContent = ''
  list.append(
    ...body.sessions.map((one) => element('li', '', openSessionText(one, timeZone, new Date(at)))),
  )
  const others = body.sessions.filter(({ current }) => !current).length
  form.hidden = others === 0
  return others
}

async function endOthers(timeZone: string): Promise<boolean> {
  setText('result', '')
  const ending = await call('DELETE', 'sessions/others')
  if (!ending.ok && session.leaveIfSignedOut(ending.problem)) return true
  // Sessions may have ended even if the call failed, so the list is read again.
  const listing = await call('GET', 'sessions')
  if (!listing.ok && session.leaveIfSignedOut(listing.problem)) return true
  const others = listing.ok ? draw(listing, timeZone) : undefined
  if (others === undefined) part('list').textContent = ''
  if (!ending.ok && others !== 0) setText('result', unconfirmedEndText(ending.problem.title))
  else setText('result', others === undefined ? othersEndedUnlistedText : othersEndedText(others))
  if (form.hidden) focusOn(part('list-title'))
  return false
}
