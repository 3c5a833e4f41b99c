import type { Reissue } from '../../shared/contract/reissue.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { isUnderWay } from '../../shared/domain/reissue/reissue.ts'
import { refreshedText, slowText, staleText } from '../../shared/texts/connection.ts'
import { contestText, voteText } from '../../shared/texts/election/voting-periods.ts'
import { nearMoment } from '../../shared/texts/moments.ts'
import { alreadyAskedText } from '../../shared/texts/reissue/reissue-progress.ts'
import { validIdentifierText } from '../../shared/texts/reissue/valid-identifier.ts'
import { notWithdrawnText, withdrawingText } from '../../shared/texts/reissue/withdrawing.ts'
import { pageSession } from './account/session.ts'
import { announce } from './announcement.ts'
import { call } from './api.ts'
import { element, part, pressWithSpace, SLOW_MS, setText, show } from './page.ts'
import { availabilityText, mayAsk } from './reissue/availability.ts'
import { followVoter } from './reissue/follow-voter.ts'
import {
  changesOf,
  identifierSituationOf,
  mayVote,
  situationOf,
  voteStateAt,
} from './reissue/reissue-state.ts'
import { forgetSentUnless } from './reissue/sent-identity.ts'
import { drawStatus, onMissing, showSteps } from './reissue/status.ts'
import { withdraw } from './reissue/withdrawal.ts'
import { keepDrawn, ServerClock } from './server-clock.ts'

void announce(() => location.reload())

// Written by the reissue form when it comes back here.
const { hash } = location

const session = pageSession()

for (const button of ['vote', 'ask']) pressWithSpace(part(button))
void open()

async function open(): Promise<void> {
  const signedIn = await session.open()
  if (!signedIn) return
  let { body: voter } = signedIn
  const clock = new ServerClock(signedIn.at)
  const { latest } = voter.reissue
  let note = hash === '#en-cours' && latest ? alreadyAskedText(isUnderWay(latest.state)) : ''
  history.replaceState(null, '', location.pathname)

  showVoter(voter)
  if (!latest) putVoteFirst()
  const { timeZone } = voter.election
  let seenAt = signedIn.at
  let isLost = false
  const redraw = keepDrawn(clock, () => {
    const seen = nearMoment(new Date(seenAt), timeZone, new Date(seenAt))
    // What would pass with time alone may have gone otherwise.
    const stale = isLost ? staleText(seen, navigator.onLine) : ''
    draw(voter, stale ? seenAt : clock.now(), note, stale)
    setText('status-checked', stale ? '' : refreshedText(seen))
    return changesOf(voter)
  })
  const take = (fresh: Voter, at: number) => {
    voter = fresh
    seenAt = at
    isLost = false
    clock.set(at)
  }
  document.addEventListener('visibilitychange', redraw)
  show('identifier-card', 'vote-card', 'ballots-card')
  window.addEventListener('beforeprint', showSteps)
  onMissing(redraw, () => {
    void call('POST', `reissues/${voter.reissue.latest?.id}/not-received`)
  })
  part('withdraw').onclick = async () => {
    const say = (text: string) => {
      note = text
      redraw()
    }
    say(withdrawingText)
    const timer = setTimeout(say, SLOW_MS, slowText)
    const problem = await withdraw(voter.reissue.latest as Reissue)
    clearTimeout(timer)
    if (session.leaveIfSignedOut(problem)) return
    const fresh = await session.getView()
    if (fresh.ok) take(fresh.body, fresh.at)
    const { state, withdrawn } = voter.reissue.latest as Reissue
    say(withdrawn ? '' : notWithdrawnText(problem.code === 'too-late' || state !== 'accepted'))
  }
  await followVoter(signedIn, session, {
    show(fresh, at) {
      if (fresh.reissue.latest?.state !== voter.reissue.latest?.state) note = ''
      take(fresh, at)
      redraw()
    },
    live(isLive) {
      part('status-live').hidden = !isLive
    },
    unreachable() {
      isLost = true
      redraw()
    },
  })
}

function showVoter({ firstName, initials, ballots }: Voter): void {
  setText('first-name', firstName)
  setText('initials', initials)
  part('ballots').append(...ballots.map(({ title }) => element('li', '', title)))
}

function putVoteFirst(): void {
  part('main').insertBefore(part('vote-card'), part('identifier-card'))
}

/** All that the page says, of one answer and at one instant: nothing in it can contradict anything else. */
function draw(voter: Voter, at: number, note: string, stale: string): void {
  const { election, reissue } = voter
  const { contestUntil, timeZone, organiser } = election
  const now = new Date(at)
  const vote = voteStateAt(voter, at)
  const period = { opensAt: election.voteOpensAt, closesAt: election.voteClosesAt, timeZone, now }
  const finishesAt = voter.session.votesUntil
  setText('vote-period', voteText({ state: vote, ...period, finishesAt }))
  part('calendar').hidden = vote === 'closed'
  part('vote').hidden = !mayVote(vote)
  // One action leads: that of the status, once there is one.
  part('vote').classList.toggle('govuk-button--secondary', reissue.latest !== null)
  setText('contest', contestText(contestUntil, timeZone, now, organiser))

  const { latest } = reissue
  const underWay = latest !== null && isUnderWay(latest.state)
  setText('valid-identifier', validIdentifierText(identifierSituationOf(voter, at)))
  setText('remaining', availabilityText(voter, at))
  // The status of a request that ended without an SMS says it.
  const asks = mayAsk(voter, at)
  const isTold =
    underWay || (asks && latest !== null && ['failed', 'cancelled'].includes(latest.state))
  part('remaining').hidden = isTold
  // Nor does anything ask twice.
  part('ask').hidden = isTold || !asks
  part('change-password').hidden = !reissue.passwordChangeRequired
  forgetSentUnless(latest)
  if (latest) drawStatus(situationOf(latest, voter, at), note, stale)
}
