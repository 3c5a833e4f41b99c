import type { Reissue } from '../../shared/contract/reissue.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { dateAndTime } from '../../shared/texts/moments.ts'
import { remainingText } from '../../shared/texts/reissue-availability.ts'
import { alreadyAskedText } from '../../shared/texts/reissue-progress.ts'
import { whyNoReissue } from './availability.ts'
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
import { isUnderWay } from './reissue-state.ts'
import { pageSession } from './session.ts'

// Written by the reissue form when it comes back here.
const { hash } = location

const session = pageSession()

pressWithSpace(part('vote'))
void open()

async function open(): Promise<void> {
  const signedIn = await session.open()
  if (!signedIn) return
  const { body: voter, at } = signedIn
  renderSpace(voter)
  renderReissue(voter, at)
  show('content')

  const { latest } = voter.reissue
  if (latest) {
    welcomeBack(latest)
    void followReissue(latest, voter, at, session, refreshReissue)
  }
}

function renderSpace({ initials, election, ballots }: Voter): void {
  const day = (time: string) => dateAndTime(time, election.timeZone)
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
  setText('remaining', refusal ?? remainingText(voter.reissue.remaining))
  part('ask').hidden = underWay || refusal !== undefined
  part('under-way').hidden = !underWay
  part('change-password').hidden = !voter.reissue.passwordChangeRequired
}

/** Coming from the form, once: a reload or a bookmark says nothing again. */
function welcomeBack(latest: Reissue): void {
  if (
    hash === `#demande=${latest.id}` &&
    latest.state !== 'failed' &&
    latest.state !== 'cancelled'
  ) {
    showOnTop(copyOf('accepted'))
  } else if (hash === '#en-cours') {
    showNotice(alreadyAskedText(isUnderWay(latest)))
  }
  history.replaceState(null, '', location.pathname)
}

async function refreshReissue(): Promise<Voter | undefined> {
  const answer = await session.getVoter()
  if (!answer.ok) return undefined
  renderReissue(answer.body, answer.at)
  return answer.body
}
