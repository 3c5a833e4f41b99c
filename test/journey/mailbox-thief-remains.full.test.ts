import { describe, expect } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import { forgetPassword, setItem } from './items.ts'
import {
  ApiClient,
  expectStatus,
  identifierIn,
  type LocalRun,
  requestAccepted,
  requestReissue,
  spaceOf,
  stateReached,
} from './local-run.ts'
import {
  bothLostHours,
  choosePassword,
  enter,
  expectBothFactorsLost,
  expectNoIdentifierInMails,
  expectNothingConsumed,
  forgetAnswers,
  idOf,
  mailed,
  newLink,
  setSubject,
  type ThiefClient,
  takeOver,
  thiefsPassword,
  votersPassword,
} from './mailbox-thief.ts'
import { test } from './shared-run.ts'

let run: LocalRun
test.beforeAll(({ promptRun }) => {
  run = promptRun
  forgetAnswers()
})

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)

describe('what remains to who has the mailbox, the NUMEN and the birth date', () => {
  /** Asks, reads the SMS and enters the espace de vote. */
  async function takeTheVote(thief: ThiefClient, voter: DemoVoter): Promise<void> {
    const phone = run.anotherPhone()
    const reissueId = await requestAccepted(thief, voter, phone)
    // SNS takes the SMS a moment before the identifier in it becomes the valid one.
    await stateReached(thief, reissueId, 'sent')
    const sms = run.handset.texts.find((text) => text.phone === phone)
    expectStatus(await enter(thief, identifierIn(String(sms?.body)), thiefsPassword), 204)
    expectStatus(await thief.send('GET', '/api/booth'), 200)
    await mailed(run, voter, 'Un nouvel identifiant électeur a été demandé')
    await mailed(run, voter, 'Votre nouvel identifiant électeur est parti par SMS')
  }

  test(`is the vote, ${bothLostHours} hours after they replaced the password, if the mails of it alarmed nobody; not a minute sooner`, async () => {
    const voter = run.anotherVoter()
    const thief = await takeOver(run, voter)
    await mailed(run, voter, setSubject)
    const renewed = (at: Date) =>
      setItem(
        run,
        'VOTERS_TABLE',
        { voterId: idOf(run, voter) },
        { passwordRenewedAt: at.toISOString() },
      )

    const almost = hoursAgo(bothLostHours - 1 / 60)
    await renewed(almost)
    const until = expectBothFactorsLost(await requestReissue(thief, voter, run.anotherPhone()))
    expect(until.getTime()).toBe(almost.getTime() + bothLostHours * 3_600_000)
    await expectNothingConsumed(run, thief)

    await renewed(hoursAgo(bothLostHours))
    expect((await spaceOf(thief)).reissue.bothFactorsLostUntil).toBeNull()
    await takeTheVote(thief, voter)
  })

  test('is the vote at once when the account never had a password: a first connection is no lost factor', async () => {
    const voter = run.anotherVoter()
    await forgetPassword(run, voter)
    const thief = await takeOver(run, voter)
    expect((await spaceOf(thief)).reissue.bothFactorsLostUntil).toBeNull()
    await takeTheVote(thief, voter)
    await mailed(run, voter, 'Créez votre mot de passe')
    await mailed(run, voter, 'Votre mot de passe a été créé')
  })

  test('is no first connection once more: a second link to the same account begins the delay', async () => {
    const voter = run.anotherVoter()
    await forgetPassword(run, voter)
    expectStatus(
      await choosePassword(
        new ApiClient(run.siteUrl),
        await newLink(run, new ApiClient(run.siteUrl), voter),
        votersPassword,
      ),
      204,
    )
    const thief = await takeOver(run, voter)
    const phone = run.anotherPhone()
    expectBothFactorsLost(await requestReissue(thief, voter, phone))
    await expectNothingConsumed(run, thief, phone)
  })

  test('is no identifier in any mail', async () => {
    const found = await expectNoIdentifierInMails(run)
    expect(found.sent).toBeGreaterThanOrEqual(2)
    expect(found.mails).toBeGreaterThanOrEqual(8)
  })
})
