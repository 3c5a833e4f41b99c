import { validIdentifierText } from '../../shared/texts/reissue/valid-identifier.ts'
import { pageSession } from './account/session.ts'
import { call } from './api.ts'
import { setText, show, showFailure } from './page.ts'
import { identifierSituationOf } from './reissue/reissue-state.ts'

const session = pageSession()

void open()

async function open(): Promise<void> {
  const signedIn = await session.open()
  if (!signedIn) return
  const answer = await call('GET', 'notice-end')
  if (!answer.ok) {
    if (!session.leaveIfSignedOut(answer.problem)) showFailure(answer.problem)
    return
  }
  const { end } = answer.body
  if (end === null) {
    const situation = identifierSituationOf(signedIn.body, signedIn.at)
    setText('valid-identifier', validIdentifierText(situation))
    show('none')
    return
  }
  setText('symbols', end)
  show('end')
}
