import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { envVar } from '../../local/run.ts'
import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { secondPersonTexts } from '../../team/keys/second-person.ts'
import { rehearsalCommandTexts as texts } from '../../team/rehearsal/texts.ts'
import { secondCommand, teamCommand } from '../builders/team-command.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { importedVoter } from './account.ts'
import { button, field, read } from './browser.ts'
import { anAcceptedRequest, type LocalRun, opensBooth, stateReached } from './local-run.ts'
import { mails, mailsTo } from './mails.ts'
import { inMain, says, signInOnPage, submitSignIn } from './pages.ts'
import { testOn } from './shared-run.ts'

const test = testOn({ electionChanges: { mode: 'rehearsal' } })
let run: LocalRun
test.beforeAll(({ run: own }) => {
  run = own
})

const local = () => ['--local', '--port', new URL(run.siteUrl).port]
const command = (...args: string[]) => teamCommand('rehearsal.ts')(...args, ...local())

async function expectWatermark(page: Page): Promise<void> {
  expect(await page.title()).toMatch(/RÉPÉTITION, pas le vote – /)
  const band = page.getByRole('region', { name: 'Répétition' })
  expect(await read(band)).toBe("RÉPÉTITION : ce n'est pas le vote")
}

const expectWatermarks = (received: Awaited<ReturnType<typeof mails>>) => {
  for (const { subject } of received) expect(subject).toMatch(/^RÉPÉTITION, pas le vote – /)
}

async function askForLink(page: Page, email: string): Promise<string> {
  await page.goto(`${run.siteUrl}/mot-de-passe/`)
  await field(page, 'Adresse e-mail professionnelle').fill(email)
  await button(page, 'Recevoir un lien').click()
  await says(page, 'Consultez votre messagerie')
  await expectWatermark(page)
  return (await inMain(page)).replaceAll(email, 'ADRESSE')
}

test("a rehearsal's guest enters the booth by an SMS, and every message says that it is a rehearsal", async () => {
  const { voter, client, phone, reissueId } = await anAcceptedRequest(run)
  await stateReached(client, reissueId, 'sent')
  const [sms = ''] = run.textsTo(phone)
  expect(sms).toMatch(/^RÉPÉTITION, pas le vote\.\n/)
  expect(sms.length).toBeLessThanOrEqual(160)
  expectWatermarks(await mailsTo(run, voter.email, 2))
  expect(await opensBooth(client, voter, /B5\w{2} \w{4} \w{4}/.exec(sms)?.[0] ?? '')).toBe(true)
})

test('a voter who is no guest is answered as a stranger is, until invited', async ({ page }) => {
  const { email } = await importedVoter(run, 'Nora', 'Horsliste')
  const told = await askForLink(page, email)
  expect(told).toBe(await askForLink(page, 'personne@academie.example.org'))
  expect(await read(page.getByRole('banner'))).toContain(
    'Seules les personnes invitées à cette répétition reçoivent des e-mails et des SMS.',
  )
  await page.goto(run.siteUrl)
  expect(await submitSignIn(page, email, 'Un mot de passe quelconque')).toBe(401)
  const { email: newcomer } = run.newcomer ?? { email: '' }
  await askForLink(page, newcomer)
  expectWatermarks(await mailsTo(run, newcomer, 1))
  expect((await mails(run)).flatMap(({ destination }) => destination.to)).not.toContain(email)

  const file = join(temporaryFolder(), 'invites.txt')
  writeFileSync(file, `${email}\npersonne@academie.example.org\n`)
  expect(await command('guests', file)).toEqual({
    code: 1,
    said: [texts.invitedGuests(1), texts.unknownLines([2])].join('\n'),
  })
  expect(await askForLink(page, email)).toBe(told)
  expectWatermarks(await mailsTo(run, email, 1))
})

test('two people wipe a rehearsal, and nothing of it works any more', async ({ page }) => {
  const guest = run.anotherVoter()
  await signInOnPage(page, run.siteUrl, guest)
  const reason = 'répétition du 12 terminée'
  const wipe = ['wipe', '--reason', reason]
  const { request: asked, localCallerHint } = secondPersonTexts
  expect(await command(...wipe)).toEqual({ code: 3, said: `${asked(false)}\n${localCallerHint}` })
  const wiped = await secondCommand('rehearsal.ts')(...wipe, ...local())
  expect(wiped.code).toBe(0)
  expect(wiped.said).toContain(texts.completion)

  await page.goto(`${run.siteUrl}/espace/`)
  await field(page, 'Adresse e-mail professionnelle').waitFor()
  expect(await submitSignIn(page, guest.email, guest.password)).toBe(401)
  const interventions = dynamoInterventions(run.database, envVar(run.app, 'INTERVENTIONS_TABLE'))
  const recorded = (await interventions.list()).filter(({ kind }) => kind === 'wipe')
  expect(recorded.map(({ by, reason: why }) => [by, why])).toEqual([
    ['TeamRoles-Deployer/local', reason],
    ['TeamRoles-Deployer/autre', reason],
    ['TeamRoles-Deployer/autre', undefined],
  ])
  expect(recorded.at(-1)?.counts).toMatchObject({ voters: 43, reissues: 1 })
})
