import type { LinkedReissue } from '../../shared/contract/reissue.ts'
import {
  cancelledTitle,
  cancellingText,
  requesterText,
  unconfirmedCancellationText,
} from '../../shared/texts/reissue/cancelling.ts'
import { keepOutcome, openPublicPage } from './account/signed-in.ts'
import { call, type Problem } from './api.ts'
import { clearErrors, onSubmit, showUnconfirmed } from './form.ts'
import { type CancelLink, keepOrRecallLink, readCancelLink } from './mailed-link.ts'
import {
  cloneTemplate,
  focusOn,
  hideLink,
  query,
  setHeading,
  setText,
  show,
  showLoading,
  showOnTop,
} from './page.ts'

const DETAILS_TIMEOUT_MS = 3_000
const LINK_KEY = 'cancel-link'
const outcomes = ['cancelled', 'too-late', 'unknown-link'] as const

type CancelOutcome = (typeof outcomes)[number]

const form = query('form') as HTMLFormElement

void openPublicPage()
open(keepOrRecallLink(LINK_KEY, location.hash))
hideLink(readCancelLink)

function open(storedLink: string): void {
  const outcome = outcomes.find((name) => name === storedLink)
  const link = readCancelLink(storedLink)
  if (outcome) showOutcome(outcome)
  else if (!link) show('no-link')
  else {
    onSubmit(form, () => send(link), cancellingText)
    void showRequest(link)
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && isCancelOffered()) void showRequest(link)
    })
  }
}

function isCancelOffered(): boolean {
  const question = query('question')
  return !question.hidden && !question.querySelector('[aria-disabled=true]')
}

async function showRequest({ reissueId, token }: CancelLink): Promise<void> {
  const isUpdate = isCancelOffered()
  if (!isUpdate) showLoading()
  const answer = await Promise.race([
    call('POST /api/reissues/{id}/cancel-preview', { token }, reissueId),
    new Promise<undefined>((resolve) => setTimeout(resolve, DETAILS_TIMEOUT_MS)),
  ])
  if (isUpdate && !isCancelOffered()) return
  const outcome = answer && (answer.ok ? outcomeOfState(answer.body) : outcomeOf(answer.problem))
  if (outcome) {
    showOutcome(outcome, true)
    return
  }
  const { timeZone = '' } = query('who-asked').dataset
  if (answer?.ok) setText('who-asked', requesterText(answer.body, timeZone, new Date(answer.at)))
  show('question')
}

/** Returns undefined if the link can still cancel the request or, after a withdrawal, end the sessions. */
function outcomeOfState({ state, withdrawn }: LinkedReissue): CancelOutcome | undefined {
  if (state === 'accepted' || withdrawn) return undefined
  return state === 'cancelled' ? 'unknown-link' : 'too-late'
}

async function send({ reissueId, token }: CancelLink): Promise<true | undefined> {
  const answer = await call('POST /api/reissues/{id}/cancel', { token }, reissueId)
  const outcome = answer.ok ? 'cancelled' : outcomeOf(answer.problem)
  if (outcome) {
    keepOutcome(LINK_KEY, outcome, outcome === 'cancelled')
    showOutcome(outcome)
    return true
  }
  if (!answer.ok) {
    showUnconfirmed(form, unconfirmedCancellationText, answer.problem)
    query('unconfirmed').hidden = false
  }
}

function outcomeOf({ code }: Problem): CancelOutcome | undefined {
  if (code === 'too-late') return code
  return ['unknown-link', 'invalid-input', 'not-found'].includes(code) ? 'unknown-link' : undefined
}

function showOutcome(outcome: CancelOutcome, isBelowTitle = false): void {
  clearErrors()
  query('question').hidden = true
  const result = query(outcome)
  if (outcome === 'cancelled') setHeading(cancelledTitle)
  show(outcome)
  const message = outcome === 'unknown-link' ? undefined : cloneTemplate(outcome)
  if (message && !isBelowTitle) showOnTop(message)
  else {
    if (message) result.prepend(message)
    focusOn(message ?? (result.querySelector('h2') as HTMLElement))
  }
}
