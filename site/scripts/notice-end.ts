import type { NoticeEnd } from '../../shared/contract/notices.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { voteText } from '../../shared/texts/election/voting-periods.ts'
import { validIdentifierText } from '../../shared/texts/reissue/valid-identifier.ts'
import { pageSession } from './account/session.ts'
import { announce } from './announcement.ts'
import { call } from './api.ts'
import { part, pressWithSpace, setText, show, showFailure } from './page.ts'
import { followVoter } from './reissue/follow-voter.ts'
import { changesOf, identifierSituationOf, mayVote, voteStateAt } from './reissue/reissue-state.ts'
import { keepDrawn, ServerClock } from './server-clock.ts'

const session = pageSession()

void announce(() => location.reload())
pressWithSpace(part('vote'))
void open()

async function open(): Promise<void> {
  const signedIn = await session.open()
  if (!signedIn) return
  let { body: voter } = signedIn
  const first = await getEnd()
  if (!first) return
  let shown = first
  const clock = new ServerClock(signedIn.at)
  const redraw = keepDrawn(clock, () => {
    draw(voter, shown, clock.now())
    return changesOf(voter)
  })
  // Another identifier may be valid by now.
  const show = async (fresh: Voter, at: number) => {
    const now = await getEnd()
    if (!now) return
    voter = fresh
    shown = now
    clock.set(at)
    redraw()
  }
  await followVoter(signedIn, session, { show: (fresh, at) => void show(fresh, at) })
}

/** @returns undefined when the page shows a failure, or leaves for the sign-in page */
async function getEnd(): Promise<NoticeEnd | undefined> {
  const answer = await call('GET', 'notice-end')
  if (answer.ok) return answer.body
  part('content').hidden = true
  if (!session.leaveIfSignedOut(answer.problem)) showFailure(answer.problem)
  return undefined
}

function draw(voter: Voter, { end }: NoticeEnd, at: number): void {
  const { voteOpensAt: opensAt, voteClosesAt: closesAt, timeZone } = voter.election
  const state = voteStateAt(voter, at)
  const finishesAt = voter.session.votesUntil
  setText(
    'vote-period',
    voteText({ state, opensAt, closesAt, finishesAt, timeZone, now: new Date(at) }),
  )
  setText('valid-identifier', validIdentifierText(identifierSituationOf(voter, at)))
  setText('symbols', end ?? '')
  part('end').hidden = end === null
  part('none').hidden = end !== null
  part('vote').hidden = !mayVote(state)
  part('failure').hidden = true
  show('content')
}
