import { unconfirmedEndOfSessionsText } from '../../shared/texts/account/open-sessions.ts'
import { keepOutcome, showLinksIfSignedIn } from './account/signed-in.ts'
import { announce } from './announcement.ts'
import { call } from './api.ts'
import { clearErrors, onSubmit, showUnconfirmed } from './form.ts'
import { keptLink } from './mailed-link.ts'
import { focusOn, hideLink, part } from './page.ts'

void announce()

const KEY = 'sessions-link'
const linkPattern = /^#([\w-]{22}\.[\w-]{43})$/

const form = part('form') as HTMLFormElement

showLinksIfSignedIn()
const storedLink = keptLink(KEY, location.hash)
hideLink((hash) => linkPattern.test(hash))
open(storedLink)

function open(storedLink: string): void {
  const [, token] = linkPattern.exec(storedLink) ?? []
  if (!token) {
    part(storedLink === 'ended' ? storedLink : 'unknown-link').hidden = false
    return
  }
  onSubmit(form, () => send(token))
  part('question').hidden = false
}

async function send(token: string): Promise<boolean> {
  clearErrors()
  const answer = await call('POST', 'account/end-sessions', { token })
  const isKnown = answer.ok || answer.problem.code !== 'unknown-link'
  if (!answer.ok && isKnown) {
    showUnconfirmed(form, unconfirmedEndOfSessionsText, answer.problem)
    return false
  }
  const outcome = answer.ok ? 'ended' : 'unknown-link'
  keepOutcome(KEY, outcome, answer.ok)
  part('question').hidden = true
  part(outcome).hidden = false
  focusOn(part(outcome).querySelector('h2') as HTMLElement)
  return true
}
