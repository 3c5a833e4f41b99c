import type { Ballot } from '../../shared/contract/booth.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { boothWaitText } from '../../shared/texts/account/known-phone.ts'
import {
  identifierHintText,
  maybeReplacedText,
  wrongEntryText,
} from '../../shared/texts/reissue/valid-identifier.ts'
import { enablePasswordToggle } from './account/password-field.ts'
import { createPageSession } from './account/session.ts'
import { call, type Problem } from './api.ts'
import { createRetryCaptcha } from './captcha.ts'
import { clearErrors, field, onSubmit, showProblem } from './form.ts'
import { extractIdentifier, identifierFeedback, identifierProblem } from './identifier-check.ts'
import { element, focusOn, query, setText, show as showPart } from './page.ts'
import { mayEndWaitByCode } from './reissue/availability.ts'
import { followVoter } from './reissue/follow-voter.ts'
import {
  identifierSituationOf,
  mayVote,
  votePeriodText,
  voteState,
} from './reissue/reissue-state.ts'
import { createVoterView } from './reissue/voter-view.ts'
import { recall, remember } from './tab-memory.ts'

const BOOTH_ENTERED_KEY = 'booth-entered'

const form = query('form') as HTMLFormElement
const identifier = field(form, 'identifier')
const password = field(form, 'password')
const retryCaptcha = createRetryCaptcha(form, 'captchas')
const session = createPageSession({ onAnnouncement: () => void refreshVoter() })

let refusedIdentifier = ''
let refreshVoter = async () => {}
let waitText = (_until: string) => ''
let shownAvailability = ''

enablePasswordToggle(password)
addEventListener('pagehide', () => form.reset())
onSubmit(form, send)
identifier.addEventListener('input', handleInput)
void open()

async function open(): Promise<void> {
  const [initialView, booth] = await Promise.all([
    session.open(),
    recall(BOOTH_ENTERED_KEY) ? getBallots() : undefined,
  ])
  if (!initialView) return
  const { show } = createVoterView(initialView, ({ body }, now) => render(body, now))
  refreshVoter = async () => {
    const answer = await session.getView()
    if (answer.ok) show(answer.body, answer.at)
  }
  if (booth?.ok) showBallots(booth.body.ballots)
  else showPart('content')
  await followVoter(initialView, session, { show })
}

function render(voter: Voter, at: number): void {
  const state = voteState(voter, at)
  const text = votePeriodText(voter, at)
  const isOpen = mayVote(state)
  const mayEndWait = mayEndWaitByCode(voter, at)
  const { election, session } = voter
  waitText = (until) =>
    boothWaitText(until, session.votesUntil ?? election.voteClosesAt, election.timeZone, mayEndWait)
  if (shownAvailability !== [isOpen, mayEndWait].join()) clearErrors()
  shownAvailability = [isOpen, mayEndWait].join()
  setText('vote-period', text)
  query('vote-period').classList.toggle('app-soft', isOpen && state !== 'finishing')
  setText('inside-period', text)
  setText('identifier-hint', identifierHintText(identifierSituationOf(voter, at)))
  query('stages').hidden = voter.identifier.from !== 'sms'
  query('entry').hidden = !isOpen
  query('calendar').hidden = state !== 'not-open'
  query('back').hidden = isOpen
  query('next').hidden = !isOpen
}

const MAX_IDENTIFIER_LENGTH = 24
let previousLength = 0

/** Detects pasted and filled-in text by a sudden gain in length, since autofill has no event of its own. */
function handleInput(): void {
  const { length } = identifier.value
  if (length > previousLength + 5 || length > MAX_IDENTIFIER_LENGTH)
    identifier.value = extractIdentifier(identifier.value)
  previousLength = identifier.value.length
  setText(
    'copied',
    identifier.value === refusedIdentifier ? '' : identifierFeedback(identifier.value),
  )
}

async function send(): Promise<true | undefined> {
  identifier.value = extractIdentifier(identifier.value)
  const problem = identifierProblem(identifier.value)
  if (problem) {
    showProblem(form, problem, { [problem.code]: 'identifier' })
    return
  }
  const entry = await call('POST /api/booth/session', {
    identifier: identifier.value,
    password: password.value,
    ...retryCaptcha.readAnswer(),
  })
  const booth = entry.ok ? await getBallots() : entry
  if (booth.ok) {
    form.reset()
    retryCaptcha.end()
    remember(BOOTH_ENTERED_KEY, 'yes')
    showBallots(booth.body.ballots)
    focusOn(query('ballots-title'))
    return
  }
  if (session.leaveIfSignedOut(booth.problem)) return true
  refusedIdentifier = identifier.value
  handleInput()
  if (['wrong-credentials', 'vote-closed', 'both-factors-lost'].includes(booth.problem.code))
    await refreshVoter()
  retryCaptcha.showRefusal(explainRefusal(booth.problem))
}

function explainRefusal(problem: Problem): Problem {
  if (problem.code === 'both-factors-lost')
    return { ...problem, title: waitText(String(problem.until)), detail: '' }
  if (problem.code !== 'wrong-credentials') return problem
  return { ...problem, title: wrongEntryText, detail: `${problem.detail} ${maybeReplacedText}` }
}

function getBallots() {
  return call('GET /api/booth')
}

function showBallots(ballots: Ballot[]): void {
  query('content').hidden = true
  query('ballots').textContent = ''
  query('ballots').append(...ballots.map(({ title }) => element('li', '', title)))
  showPart('booth')
}
