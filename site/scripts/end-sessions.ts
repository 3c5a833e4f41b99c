import { unconfirmedEndOfSessionsText } from '../../shared/texts/account/open-sessions.ts'
import { keepOutcome, openPublicPage } from './account/signed-in.ts'
import { call } from './api.ts'
import { onSubmit, showUnconfirmed } from './form.ts'
import { keepOrRecallLink } from './mailed-link.ts'
import { focusOn, hideLink, query } from './page.ts'

const form = query('form') as HTMLFormElement
const routePath = form.dataset.path as 'account/end-sessions' | 'phone/undo'
const outcomes = ['ended', 'too-late', 'unknown-link'] as const
const linkPattern = /^#([\w.-]{38,66})$/

void openPublicPage()
const storedLink = keepOrRecallLink(routePath, location.hash)
hideLink((hash) => linkPattern.test(hash))
showQuestionOrOutcome(storedLink)

function showQuestionOrOutcome(linkOrOutcome: string): void {
  const [, token] = linkPattern.exec(linkOrOutcome) ?? []
  if (!token) {
    query(outcomes.find((name) => name === linkOrOutcome) ?? 'unknown-link').hidden = false
    return
  }
  onSubmit(form, () => send(token))
  query('question').hidden = false
}

async function send(token: string): Promise<boolean> {
  const answer = await call(`POST /api/${routePath}`, { token })
  const code = answer.ok ? 'ended' : answer.problem.code
  const outcome = outcomes.find((name) => name === code)
  if (!outcome) {
    if (!answer.ok) showUnconfirmed(form, unconfirmedEndOfSessionsText, answer.problem)
    return false
  }
  keepOutcome(routePath, outcome, outcome !== 'unknown-link')
  query('question').hidden = true
  query(outcome).hidden = false
  focusOn(query(outcome).querySelector('h2') as HTMLElement)
  return true
}
