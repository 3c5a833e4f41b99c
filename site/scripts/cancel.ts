import type { LinkedReissue } from '../../shared/contract/reissue.ts'
import {
  cancelledTitle,
  cancellingText,
  unconfirmedCancellationText,
  whoAskedText,
} from '../../shared/texts/reissue/cancelling.ts'
import { keepOutcome, showLinksIfSignedIn } from './account/signed-in.ts'
import { announce } from './announcement.ts'
import { call, type Problem } from './api.ts'
import { type CancelLink, readCancelLink } from './cancel-link.ts'
import { clearErrors, onSubmit, showUnconfirmed } from './form.ts'
import { keptLink } from './mailed-link.ts'
import { copyOf, focusOn, hideLink, part, setText, show, showLoading, showOnTop } from './page.ts'

void announce()

/** Longest wait for the details of the request: it can be stopped without them. */
const PATIENCE_MS = 3_000

const KEY = 'cancel-link'

const outcomes = ['cancelled', 'too-late', 'unknown-link'] as const

type CancelOutcome = (typeof outcomes)[number]

const form = part('form') as HTMLFormElement

showLinksIfSignedIn()
open(keptLink(KEY, location.hash))
hideLink(readCancelLink)

function open(kept: string): void {
  const outcome = outcomes.find((one) => one === kept)
  const link = readCancelLink(kept)
  if (outcome) showOutcome(outcome)
  else if (!link) show('no-link')
  else {
    onSubmit(form, () => send(link), cancellingText)
    void ask(link)
  }
}

/** Shows the request that the link would stop. Without an answer in time it can be cancelled all the same. */
async function ask({ reissueId, token }: CancelLink): Promise<void> {
  showLoading()
  const answer = await Promise.race([
    call('POST', `reissues/${reissueId}/cancel-preview`, { token }),
    new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS)),
  ])
  const outcome = answer && (answer.ok ? endOf(answer.body) : outcomeOf(answer.problem))
  if (outcome) {
    showOutcome(outcome, true)
    return
  }
  const { timeZone = '' } = part('who-asked').dataset
  if (answer?.ok) setText('who-asked', whoAskedText(answer.body, timeZone, new Date(answer.at)))
  show('question')
}

/** Undefined if the request can be cancelled, or if its link can still end the sessions. */
function endOf({ state, withdrawn }: LinkedReissue): CancelOutcome | undefined {
  if (state === 'accepted' || withdrawn) return undefined
  return state === 'cancelled' ? 'unknown-link' : 'too-late'
}

async function send({ reissueId, token }: CancelLink): Promise<boolean> {
  clearErrors()
  const answer = await call('POST', `reissues/${reissueId}/cancel`, { token })
  const outcome = answer.ok ? 'cancelled' : outcomeOf(answer.problem)
  if (outcome) {
    keepOutcome(KEY, outcome, outcome === 'cancelled')
    showOutcome(outcome)
    return true
  }
  if (!answer.ok) {
    showUnconfirmed(form, unconfirmedCancellationText, answer.problem)
    part('unconfirmed').hidden = false
  }
  return false
}

function outcomeOf({ code }: Problem): CancelOutcome | undefined {
  if (code === 'too-late') return code
  return ['unknown-link', 'invalid-input', 'not-found'].includes(code) ? 'unknown-link' : undefined
}

/** @param isLoading the title has been read, so nothing may push it down any more */
function showOutcome(outcome: CancelOutcome, isLoading = false): void {
  part('question').hidden = true
  const result = part(outcome)
  if (outcome === 'cancelled')
    (document.querySelector('h1') as HTMLElement).textContent = cancelledTitle
  show(outcome)
  const message = outcome === 'unknown-link' ? undefined : copyOf(outcome)
  if (message && !isLoading) showOnTop(message)
  else {
    if (message) result.prepend(message)
    focusOn(message ?? (result.querySelector('h2') as HTMLElement))
  }
}
