import { beforeEach, describe, expect, it } from 'vitest'
import { helpdeskTexts as texts } from '../../shared/texts/roll/helpdesk-command.ts'
import { freePhone } from '../../team/helpdesk/allow.ts'
import { type AskingVoter, anAskingVoter } from '../builders/asking-voter.ts'
import { acceptReissue, sendTo } from '../builders/journey-steps.ts'
import { keyed } from '../builders/values.ts'
import { aPhone, aSignedInVoter, election } from '../builders/voters.ts'

let owner: AskingVoter
const phone = aPhone()

beforeEach(async () => {
  owner = await anAskingVoter()
  const squatter = await aSignedInVoter(owner.tables)
  const { tables } = owner
  await sendTo(tables, await acceptReissue(tables, squatter, { phone }), phone)
})

const free = (typed: string) =>
  freePhone({ ...owner.tables, keyed, election, clock: owner.clock }, typed)

describe('a phone that somebody else gave as theirs', () => {
  it('is refused to its owner until the helpdesk frees it', async () => {
    expect(await owner.askInVain(await owner.form({ phone }))).toEqual({ outcome: 'phone-taken' })
    expect(await free(phone.replace('+33', '0'))).toEqual({ done: true, told: [texts.phoneFreed] })
    expect(await owner.ask(await owner.form({ phone }))).toMatchObject({ outcome: 'accepted' })
  })

  it('is freed once: the command says that there is nothing more to free', async () => {
    await free(phone)
    expect(await free(phone)).toEqual({ done: true, told: [texts.phoneUnused] })
  })

  it('is not freed by a number that gets no SMS', async () => {
    expect(await free('01 23 45 67 89')).toEqual({ done: false, told: [texts.notPhone] })
    expect(await owner.askInVain(await owner.form({ phone }))).toEqual({ outcome: 'phone-taken' })
  })
})
