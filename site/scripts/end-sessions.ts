import { unconfirmedEndOfSessionsText } from '../../shared/texts/account/open-sessions.ts'
import { forgetSessionIfEnded, showLinksIfSignedIn } from './account/signed-in.ts'
import { announce } from './announcement.ts'
import { call } from './api.ts'
import { clearErrors, onSubmit, showUnconfirmed } from './form.ts'
import { focusOn, hideLink, part } from './page.ts'
import { recall, remember } from './tab-memory.ts'

void announce()

/** What the e-mail's link carries after `#`, or how it ended: a voter whose network failed will reload the page. */
const KEY = 'sessions-link'
const link = /^#([\w-]{22}\.[\w-]{43})$/

const { hash } = location
const form = part('form') as HTMLFormElement

showLinksIfSignedIn()
// The skip link leaves its own fragment in the address.
if (hash !== '' && hash !== '#contenu') remember(KEY, hash)
hideLink((other) => link.test(other))
open(recall(KEY) ?? hash)

function open(kept: string): void {
  const [, token] = link.exec(kept) ?? []
  if (!token) {
    part(kept === 'ended' ? kept : 'unknown-link').hidden = false
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
  remember(KEY, outcome)
  part('question').hidden = true
  part(outcome).hidden = false
  focusOn(part(outcome).querySelector('h2') as HTMLElement)
  // What the tab remembers may go with the session, but not how this ended.
  if (answer.ok) void forgetSessionIfEnded().then(() => remember(KEY, outcome))
  return true
}
