import { expect } from 'vitest'
import { secondCommand, teamCommand } from '../builders/team-command.ts'
import { link } from './browser.ts'
import { itemOf } from './items.ts'
import {
  ApiClient,
  eventually,
  identifierIn,
  type LocalRun,
  opensBooth,
  requestAccepted,
  requestReissue,
  signIn,
  spaceOf,
} from './local-run.ts'
import { mailsTo } from './mails.ts'
import { says, submitSignIn } from './pages.ts'
import { sendSms, waitForMail } from './queued-sms.ts'
import { testOn } from './shared-run.ts'

const test = testOn({ electionChanges: { smsDelaySeconds: 60 } })
let run: LocalRun
test.beforeAll(({ run: own }) => {
  run = own
})

const local = () => ['--local', '--port', new URL(run.siteUrl).port]
const command = (...args: string[]) => teamCommand('election.ts')(...args, ...local())

async function byTwo(...args: string[]): Promise<string> {
  expect(await command(...args)).toMatchObject({ code: 3 })
  const done = await secondCommand('election.ts')(...args, ...local())
  expect(done).toMatchObject({ code: 0 })
  return done.said
}

const why = ['--reason', 'les SMS ne partent plus']

const isSuspended = async (expected: boolean) => {
  const { body } = await new ApiClient(run.siteUrl).send('GET', '/api/calendar')
  return body.suspended === expected
}

test('a suspension reaches everybody within seconds, and nobody has lost anything once the vote resumes', async ({
  page,
}) => {
  const [asking, other] = [run.anotherVoter(), run.anotherVoter()]
  const client = await signIn(run, asking)
  const phone = run.anotherPhone()
  const reissueId = await requestAccepted(client, asking, phone)
  await waitForMail(run, reissueId)
  const before = await spaceOf(client)

  expect(await byTwo('suspend', ...why)).toContain('Le vote est suspendu dans cinq secondes')
  await eventually('the vote is suspended', () => isSuspended(true))

  const { email, password } = other
  const stranger = new ApiClient(run.siteUrl)
  for (const refused of [
    await stranger.send('POST', '/api/session', { json: { email, password } }),
    await stranger.send('POST', '/api/account/link', { json: { email } }),
    await client.send('POST', '/api/captchas'),
    await client.send('POST', '/api/booth/session', { json: { identifier: 'x', password } }),
  ]) {
    expect(refused).toMatchObject({ status: 403, body: { code: 'suspended' } })
  }
  const during = await spaceOf(client)
  expect(during.election.suspended).toBe(true)
  expect(during.reissue.latest).toMatchObject({ state: 'accepted', held: 'suspended' })

  const mailed = (subject: string) =>
    eventually(`a mail says « ${subject} »`, async () => {
      await run.schedules.runNow()
      const told = await mailsTo(run, asking.email, 1)
      return told.filter((mail) => mail.subject.startsWith(subject)).length || undefined
    })
  await mailed('Le vote est suspendu')
  const heartbeat = () => itemOf(run, 'SMS_DAYS_TABLE', { day: 'late-sms' })
  const beat = await heartbeat()
  await run.schedules.runNow()
  expect(await heartbeat()).not.toEqual(beat)
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto(run.siteUrl)
  await says(page, 'Le vote est suspendu')

  expect(await submitSignIn(page, email, password)).toBe(403)
  await says(page, "La fermeture du vote sera repoussée d'autant. Revenez un peu plus tard.")
  await page.goto(`${run.siteUrl}/aide/`)
  await says(page, 'Le vote est suspendu')
  expect(await page.locator('[data-planned]').first().isVisible()).toBe(false)

  expect(await byTwo('resume', '--reason', 'les SMS repartent')).toContain('Le vote reprend')
  await eventually('the vote goes on', () => isSuspended(false))
  const after = await spaceOf(client)
  const later = (one: string, two: string) => Date.parse(two) - Date.parse(one)
  const lost = later(before.election.voteClosesAt, after.election.voteClosesAt)
  expect(lost).toBeGreaterThan(1000)
  expect(later(before.reissue.closesAt, after.reissue.closesAt)).toBe(lost)
  const delay = later(before.reissue.latest.expectedAt, after.reissue.latest.expectedAt)
  expect(delay).toBe(lost)
  expect(after.reissue.latest.requestedAt).toBe(before.reissue.latest.requestedAt)

  expect(await mailed('Le vote a repris')).toBe(1)
  expect(await mailed('Le vote est suspendu')).toBe(1)

  expect(run.textsTo(phone)).toEqual([])
  await sendSms(run, client, reissueId)
  const [sms = '', ...more] = run.textsTo(phone)
  expect(more).toEqual([])
  expect(await opensBooth(client, asking, identifierIn(sms))).toBe(true)
  const asked = await requestReissue(await signIn(run, other), other, run.anotherPhone())
  expect(asked.status).toBe(202)
  await page.goto(run.siteUrl)
  await says(page, 'Le vote a repris')
})

test('an extension postpones the close, as each page says in its language', async ({ page }) => {
  const client = await signIn(run, run.anotherVoter())
  const before = await spaceOf(client)
  expect(await byTwo('extend', '90', '--reason', 'panne le matin')).toContain('prolongé')
  const after = await eventually('the vote closes later', async () => {
    const space = await spaceOf(client)
    return space.election.voteClosesAt === before.election.voteClosesAt ? undefined : space
  })
  const moved = Date.parse(after.election.voteClosesAt) - Date.parse(before.election.voteClosesAt)
  expect(moved).toBe(90 * 60_000)
  expect((await command('status')).said).toContain('La fermeture du vote est repoussée au ')
  await page.goto(`${run.siteUrl}/en/help/`)
  await says(page, 'it now closes on')
  await link(page, 'HELP').waitFor()
})
