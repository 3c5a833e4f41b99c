import type { NoticeEnd } from '../../shared/contract/notices.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { validIdentifierText } from '../../shared/texts/reissue/valid-identifier.ts'
import { createPageSession } from './account/session.ts'
import { call } from './api.ts'
import { query, setText, show, showFailure } from './page.ts'
import { followVoter } from './reissue/follow-voter.ts'
import {
  identifierSituationOf,
  mayVote,
  votePeriodText,
  voteState,
} from './reissue/reissue-state.ts'
import { createVoterView } from './reissue/voter-view.ts'

const session = createPageSession({ onAnnouncement: () => location.reload() })

void open()

async function open(): Promise<void> {
  const initialView = await session.open()
  if (!initialView) return
  let notice = await fetchNoticeEnd()
  if (!notice) return
  const view = createVoterView(initialView, ({ body }, now) => notice && render(body, notice, now))
  const show = async (voter: Voter, at: number) => {
    notice = await fetchNoticeEnd()
    view.show(voter, at)
  }
  await followVoter(initialView, session, { show: (voter, at) => void show(voter, at) })
}

async function fetchNoticeEnd(): Promise<NoticeEnd | undefined> {
  const answer = await call('GET /api/notice-end')
  if (answer.ok) return answer.body
  query('content').hidden = true
  if (!session.leaveIfSignedOut(answer.problem)) showFailure(answer.problem)
  return undefined
}

function render(voter: Voter, { end }: NoticeEnd, at: number): void {
  setText('vote-period', votePeriodText(voter, at))
  setText('valid-identifier', validIdentifierText(identifierSituationOf(voter, at)))
  setText('symbols', end ?? '')
  query('end').hidden = end === null
  query('none').hidden = end !== null
  query('vote').hidden = !mayVote(voteState(voter, at))
  query('failure').hidden = true
  show('content')
}
