import type { Reissue } from '../../shared/contract/reissue.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { remainingSentence, whyNoReissue } from './availability.ts'
import { formatDateAndTime } from './french-dates.ts'
import {
  copyOf,
  element,
  part,
  pressWithSpace,
  setText,
  show,
  showNotice,
  showOnTop,
} from './page.ts'
import { followReissue } from './progress.ts'
import { isUnderWay } from './progress-texts.ts'
import { getVoter, signedInVoter } from './session.ts'

// Written by the reissue form when it comes back here.
const acceptedId = /^#demande=([\w-]+)$/.exec(location.hash)?.[1]
const alreadyPending = location.hash === '#en-cours'

pressWithSpace(part('vote'))
void open()

async function open(): Promise<void> {
  const signedIn = await signedInVoter()
  if (!signedIn) return
  const { voter, at } = signedIn
  renderSpace(voter)
  renderReissue(voter, at)
  show('content')

  const { latest } = voter.reissue
  if (latest) {
    welcomeBack(latest)
    void followReissue(latest, voter, at, refreshReissue)
  }
}

function renderSpace({ initials, election, ballots }: Voter): void {
  const day = (time: string) => formatDateAndTime(new Date(time), election.timeZone)
  setText('initials', initials)
  setText('contest-until', day(election.contestUntil))
  setText('vote-opens', day(election.voteOpensAt))
  setText('vote-closes', day(election.voteClosesAt))
  part('ballots').append(...ballots.map(({ title }) => element('li', '', title)))
}

function renderReissue(voter: Voter, at: number): void {
  const refusal = whyNoReissue(voter, at)
  const { latest } = voter.reissue
  const underWay = latest !== null && isUnderWay(latest)
  setText('remaining', refusal ?? remainingSentence(voter.reissue.remaining))
  part('ask').hidden = underWay || refusal !== undefined
  part('under-way').hidden = !underWay
  part('change-password').hidden = !voter.reissue.passwordChangeRequired
}

/** Coming from the form, once: a reload or a bookmark says nothing again. */
function welcomeBack(latest: Reissue): void {
  if (latest.id === acceptedId && latest.state !== 'failed' && latest.state !== 'cancelled') {
    showOnTop(copyOf('accepted'))
  } else if (alreadyPending) {
    const what = isUnderWay(latest) ? 'est déjà en cours' : 'a déjà été faite'
    showNotice(
      `Une demande ${what} : son suivi est affiché sur cette page. Rien de plus n'a été décompté.`,
    )
  }
  history.replaceState(null, '', location.pathname)
}

async function refreshReissue(): Promise<Voter | undefined> {
  const answer = await getVoter()
  if (!answer.ok) return undefined
  renderReissue(answer.body, answer.at)
  return answer.body
}
