import type { Reissue } from '../../shared/contract/reissue.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { isUnderWay } from '../../shared/domain/reissue/reissue.ts'
import { refreshedText, slowNetworkText, staleText } from '../../shared/texts/connection.ts'
import { contestText } from '../../shared/texts/election/voting-periods.ts'
import { nearMoment } from '../../shared/texts/moments.ts'
import { notWithdrawnText, withdrawingText } from '../../shared/texts/reissue/cancelling.ts'
import {
  alreadyRequestedText,
  noticeLostText,
} from '../../shared/texts/reissue/reissue-availability.ts'
import { readNoticeLink } from '../../shared/texts/reissue/valid-identifier.ts'
import { createPageSession } from './account/session.ts'
import { call } from './api.ts'
import { element, query, SLOW_NETWORK_MS, setText, show } from './page.ts'
import { availabilityText, mayRequest } from './reissue/availability.ts'
import { forgetSentIdentity } from './reissue/draft.ts'
import { followVoter } from './reissue/follow-voter.ts'
import { mayVote, situationOf, votePeriodText, voteState } from './reissue/reissue-state.ts'
import { onMissingSms, renderStatus } from './reissue/status.ts'
import { createVoterView } from './reissue/voter-view.ts'

const { hash } = location
const session = createPageSession({ onAnnouncement: () => location.reload() })

void open()

async function open(): Promise<void> {
  const initialView = await session.open()
  if (!initialView) return
  let { body: voter } = initialView
  const { latest } = voter.reissue
  let note = hash === '#en-cours' && latest ? alreadyRequestedText(isUnderWay(latest.state)) : ''
  history.replaceState(null, '', location.pathname)
  showVoter(voter)
  forgetSentIdentity(latest)
  const { timeZone } = voter.election
  const latestReissue = () => voter.reissue.latest as Reissue
  let isUnreachable = false
  const view = createVoterView(initialView, ({ body, at }, now) => {
    const date = new Date(at)
    const moment = nearMoment(date, timeZone, date)
    // Without fresh data, the page must not show changes that it only infers from the time.
    const staleSentence = isUnreachable ? staleText(moment, navigator.onLine) : ''
    render(body, staleSentence ? at : now, note, staleSentence)
    setText('status-checked', staleSentence ? '' : refreshedText(moment))
  })
  const { redraw } = view
  const update = (newVoter: Voter, at: number) => {
    voter = newVoter
    isUnreachable = false
    forgetSentIdentity(newVoter.reissue.latest)
    view.show(newVoter, at)
  }
  show('welcome', 'links')
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
  onMissingSms(redraw, () => {
    void call('POST /api/reissues/{id}/not-received', undefined, latestReissue().id)
  })
  query('withdraw').onclick = async () => {
    const setNote = (text: string) => {
      note = text
      redraw()
    }
    setNote(withdrawingText)
    const timer = setTimeout(setNote, SLOW_NETWORK_MS, slowNetworkText)
    const answer = await call('POST /api/reissues/{id}/withdraw', undefined, latestReissue().id)
    clearTimeout(timer)
    if (answer.ok) {
      location.assign('/identifiant/#numero')
      return
    }
    const { problem } = answer
    if (session.leaveIfSignedOut(problem)) return
    const latestView = await session.getView()
    if (latestView.ok) update(latestView.body, latestView.at)
    const { state, withdrawn } = latestReissue()
    setNote(withdrawn ? '' : notWithdrawnText(problem.code === 'too-late' || state !== 'accepted'))
  }
  await followVoter(initialView, session, {
    show(newVoter, at) {
      if (newVoter.reissue.latest?.state !== voter.reissue.latest?.state) note = ''
      update(newVoter, at)
    },
    showLive(isLive) {
      query('status-live').hidden = !isLive
    },
    showStale() {
      isUnreachable = true
      redraw()
    },
  })
}

function showVoter({ firstName, initials, ballots }: Voter): void {
  setText('first-name', firstName)
  setText('initials', initials)
  query('ballots').append(...ballots.map(({ title }) => element('li', '', title)))
}

/** Renders from one answer at one instant, so that the page cannot contradict itself. */
function render(voter: Voter, at: number, note: string, staleSentence: string): void {
  const { election, reissue } = voter
  const { contestUntil, timeZone } = election
  const { latest } = reissue
  const vote = voteState(voter, at)
  setText('vote-period', votePeriodText(voter, at))
  query('vote-period').hidden = latest !== null && vote === 'suspended'
  query('calendar').hidden = vote === 'closed'
  setText('contest', contestText(contestUntil, timeZone, new Date(at)))
  const status = latest && renderStatus(situationOf(latest, voter, at), note, staleSentence)

  const canRequest = mayRequest(voter, at)
  const isOver = ['suspended', 'closed'].includes(vote)
  const { from, text } = voter.identifier
  const mayUseIdentifier = mayVote(vote) && from !== 'nowhere'
  query('questions').hidden = latest !== null || isOver
  query('vote-question').hidden = !mayUseIdentifier
  if (text) {
    setText('valid-identifier', text)
    setText('vote', readNoticeLink.label)
    ;(query('vote') as HTMLAnchorElement).href = readNoticeLink.href
  }
  if (!mayUseIdentifier) setText('lost-question', noticeLostText)
  query('ask').hidden = !canRequest
  query('ask').classList.toggle('govuk-button--secondary', mayUseIdentifier)
  setText('still-has', status?.boothHint ?? '')
  query('vote-otherwise').hidden = !status?.boothHint
  const actionHref = status?.action.link?.href
  const isNextStepLinked = actionHref === '/identifiant/' || actionHref === '/mot-de-passe/'
  query('ask-again').hidden = !latest || isUnderWay(latest.state) || isNextStepLinked || isOver
  const availability = availabilityText(voter, at)
  for (const name of ['remaining', 'remaining-again']) setText(name, availability)
  query('ask-link').hidden = !canRequest
  query('change-password').hidden =
    !reissue.passwordChangeRequired || actionHref === '/mot-de-passe/'
}
