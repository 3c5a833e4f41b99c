import { describe, expect } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import {
  eventually,
  expectStatus,
  identifierIn,
  type LocalRun,
  requestAccepted,
  requestReissue,
  signIn,
  spaceOf,
  stateReached,
} from './local-run.ts'
import {
  enter,
  expectBothFactorsLost,
  expectNeverInTheBooth,
  expectStillTheirs,
  forgetAnswers,
  mailed,
  mailsOf,
  refusedSubject,
  setSubject,
  ThiefClient,
  takeOver,
  thiefsPassword,
} from './mailbox-thief.ts'
import { putOnQueue, putSms } from './queued-sms.ts'
import { test } from './shared-run.ts'

let run: LocalRun
test.beforeAll(({ run: shared }) => {
  run = shared
  forgetAnswers()
})

describe("who owns the mailbox while the voter's own request is under way", () => {
  async function cancelLinkOf(voter: DemoVoter): Promise<{ path: string; token: string }> {
    const [reissueId, token = ''] = await eventually('the confirmation is mailed', async () => {
      const texts = (await mailsOf(run, voter)).map(({ body }) => body.text ?? '')
      return /\/annuler\/#([\w.-]+)/.exec(texts.join('\n'))?.[1]?.split('.')
    })
    return { path: `/api/reissues/${reissueId}/cancel`, token }
  }

  test('cancels it through the mailed link, sets a password, and is refused an identifier all the same', async () => {
    const voter = run.anotherVoter()
    const client = await signIn(run, voter)
    const [votersPhone, thiefsPhone] = [run.anotherPhone(), run.anotherPhone()]
    const reissueId = await requestAccepted(client, voter, votersPhone)
    const { path, token } = await cancelLinkOf(voter)
    const thief = new ThiefClient(run.siteUrl)
    const cancel = (json: { token: string }, at = path) => thief.send('POST', at, { json })

    // Only the mailed link, and only for its request.
    expectStatus(
      await cancel({ token: `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}` }),
      404,
    )
    expectStatus(await cancel({ token: reissueId }), 404)
    expectStatus(await cancel({ token }, '/api/reissues/another/cancel'), 404)
    expect((await spaceOf(client)).reissue.latest.state).toBe('accepted')

    expectStatus(await cancel({ token }), 204)
    expectStatus(await cancel({ token }), 404)
    expectStatus(await client.send('GET', '/api/voter'), 401)

    const thiefInside = await takeOver(run, voter)
    const { reissue } = await spaceOf(thiefInside)
    expect(reissue).toMatchObject({ remaining: 3, passwordChangeRequired: false })
    expectBothFactorsLost(await requestReissue(thiefInside, voter, thiefsPhone))

    // The message of the cancelled request comes, and finds nothing to send.
    await putOnQueue(run, 'SMS_QUEUE_URL', { reissueId })
    await mailed(run, voter, "Votre demande d'un nouvel identifiant électeur est annulée")
    await mailed(run, voter, setSubject)
    await mailed(run, voter, refusedSubject)
    expect((await spaceOf(thiefInside)).reissue).toMatchObject({
      remaining: 3,
      latest: { id: reissueId, state: 'cancelled' },
    })
    const phones = run.handset.texts.map(({ phone }) => phone)
    expect(phones).not.toContain(votersPhone)
    expect(phones).not.toContain(thiefsPhone)
    expectStatus(await thiefInside.send('GET', '/api/booth'), 401)
    await expectStillTheirs(run, voter)
  })

  test("sets a password and lets it go on: the SMS goes to the voter's phone, and the thief is still refused one", async () => {
    const voter = run.anotherVoter()
    const [votersPhone, thiefsPhone] = [run.anotherPhone(), run.anotherPhone()]
    const reissueId = await requestAccepted(await signIn(run, voter), voter, votersPhone)
    const thief = await takeOver(run, voter)
    const pending = await requestReissue(thief, voter, thiefsPhone)
    expect([pending.status, pending.body.code]).toEqual([409, 'already-pending'])
    expect(pending.text).not.toContain(votersPhone.slice(-8))
    await putSms(run, reissueId)
    await stateReached(thief, reissueId, 'delivered')
    expectBothFactorsLost(await requestReissue(thief, voter, thiefsPhone))
    expectStatus(await enter(thief, voter.identifier, thiefsPassword), 401)

    const texts = run.handset.texts.filter(({ phone }) =>
      [votersPhone, thiefsPhone].includes(phone),
    )
    expect(texts.map(({ phone }) => phone)).toEqual([votersPhone])
    expect((await spaceOf(thief)).reissue.remaining).toBe(2)
    expectStatus(await thief.send('GET', '/api/booth'), 401)
    await expectStillTheirs(run, voter, identifierIn(texts[0]?.body ?? ''))
  })

  test('was never in the booth', () => expectNeverInTheBooth(3))
})
