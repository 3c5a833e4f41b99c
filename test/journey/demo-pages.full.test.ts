import { expect } from 'vitest'
import { timeOfDay } from '../../shared/texts/moments.ts'
import { expectAccessible, expectCleanVisit, read, title } from './browser.ts'
import { identifierIn, requestAccepted, signIn, stateReached } from './local-run.ts'
import { mailsTo } from './mails.ts'
import { says } from './pages.ts'
import { putSms } from './queued-sms.ts'
import { test } from './shared-run.ts'

test("the mailbox shows each voter's mails, whose links open the site", async ({
  run,
  visitTo,
}) => {
  const voter = run.anotherVoter()
  const visit = await visitTo(run.mailboxUrl)
  const { page } = visit
  await page.goto(run.mailboxUrl)
  const post = { method: 'POST', headers: { 'content-type': 'application/json' } }
  const body = JSON.stringify({ email: voter.email })
  await fetch(`${run.siteUrl}/api/account/link`, { ...post, body })
  const [mail] = await mailsTo(run, voter.email, 1)

  const received = page
    .locator('#mails h2', { hasText: voter.email })
    .locator('+ ul')
    .getByRole('link', { name: mail?.subject ?? '' })
  await received.waitFor()
  await expectAccessible(page)
  await received.click()
  await title(page, mail?.subject ?? '').waitFor()
  await expectAccessible(page)
  expect(await read(page.locator('dl'))).toContain(voter.email)

  const content = page.frameLocator('iframe')
  const [opened] = await Promise.all([
    page.waitForEvent('popup'),
    content.getByRole('link', { name: /mot de passe$/ }).click(),
  ])
  await says(opened, /Créez .* mot de passe/)
  expect(opened.url()).toBe(`${run.siteUrl}/mot-de-passe/`)
  await opened.close()
  expectCleanVisit({ ...visit, strayRequests: elsewhere(visit.strayRequests, run.siteUrl) })
})

test("the handset shows an SMS's sender, and no text of a failed one", async ({ run, visitTo }) => {
  const [first, second] = [run.anotherVoter(), run.anotherVoter()]
  const [on, off] = [run.anotherPhone(), run.anotherPhone()]
  const visit = await visitTo(run.handsetUrl)
  const { page } = visit
  await page.goto(run.handsetUrl)
  const typed = page.getByLabel('Numéro de mobile', { exact: true })
  const submit = page.locator('form', { has: typed }).getByRole('button')
  await typed.fill('0612')
  await submit.click()
  await page.getByRole('alert').filter({ hasText: 'numéro' }).waitFor()
  expect(await typed.inputValue()).toBe('0612')
  await expectAccessible(page)
  await typed.fill(off.replace('+33', '0'))
  await submit.click()
  await page.getByText('ne recevra pas le prochain SMS').waitFor()
  await expectAccessible(page)

  await typed.fill('06 1')
  const failing = await signIn(run, first)
  const failingId = await requestAccepted(failing, first, off)
  const arriving = await signIn(run, second)
  const arrivingId = await requestAccepted(arriving, second, on)
  for (const reissueId of [failingId, arrivingId]) await putSms(run, reissueId)
  await stateReached(failing, failingId, 'failed')
  await stateReached(arriving, arrivingId, 'sent')

  const textOf = (phone: string) => {
    const sent = run.handset.texts.find((text) => text.phone === phone)
    const item = page.locator('#texts li', { has: page.locator(`time[datetime="${sent?.at}"]`) })
    return { at: sent?.at ?? '', identifier: identifierIn(sent?.body ?? ''), item }
  }
  const [lost, arrived] = [textOf(off), textOf(on)]
  await Promise.all([lost.item.waitFor(), arrived.item.waitFor()])
  const arrivedSays = await read(arrived.item)
  expect(arrivedSays).toContain('ELECTIONPRO')
  expect(arrivedSays).toContain(arrived.identifier)
  expect(arrivedSays).toContain(timeOfDay(arrived.at, 'Europe/Paris').replace(/\s/g, ' '))
  expect(arrivedSays).not.toContain('Non remis')
  const lostSays = await read(lost.item)
  expect(lostSays).toContain('Non remis')
  // The SMS reached no phone, so the page must hide the identifier.
  expect(lostSays).not.toContain(lost.identifier)
  expect(await typed.inputValue()).toBe('06 1')
  expect(await page.getByText('ne recevra pas le prochain SMS').count()).toBe(0)
  await expectAccessible(page)
  expectCleanVisit(visit, ['400 /unreachable'])
})

const elsewhere = (requests: string[], siteUrl: string) =>
  requests.filter((url) => !url.startsWith(siteUrl))
