import { expect } from 'vitest'
import { button, expectCleanVisit, read } from './browser.ts'
import {
  captchaCode,
  eventually,
  expectStatus,
  signIn,
  spaceOf,
  stateReached,
} from './local-run.ts'
import { mailSaying } from './mails.ts'
import {
  fillForm,
  openForm,
  readForm,
  rightAnswers,
  says,
  sendForm,
  signInOnPage,
} from './pages.ts'
import { putSms } from './queued-sms.ts'
import { test } from './shared-run.ts'

const wrongNumber = 'Je me suis trompé de numéro'
const waiting = 'Un SMS va vous être envoyé'

test('a voter corrects a mistyped number alone, and gets one SMS', async ({ page, run, visit }) => {
  const voter = run.anotherVoter()
  const [wrong, right] = [run.anotherPhone(), run.anotherPhone()]
  const client = await signIn(run, voter)
  await signInOnPage(page, run.siteUrl, voter)
  await openForm(page, run.siteUrl)
  await fillForm(page, rightAnswers(voter, wrong))
  await sendForm(page)
  await says(page, waiting)
  await says(page, `Numéro se terminant par ${wrong.slice(-4, -2)} ${wrong.slice(-2)}`)
  const first = (await spaceOf(client)).reissue.latest.id
  await button(page, wrongNumber).click()

  await page.getByAltText('Image du code de sécurité').waitFor()
  expect(await readForm(page)).toEqual({ ...rightAnswers(voter, ''), code: '' })
  expect(await page.evaluate('document.activeElement.id')).toBe('phone')
  expect(await read(page.locator('main'))).toContain('Indiquez le bon numéro.')
  expect((await spaceOf(client)).reissue).toMatchObject({
    remaining: 3,
    passwordChangeRequired: false,
    latest: { state: 'cancelled', withdrawn: true },
  })
  await mailSaying(run, voter.email, /est retirée/)

  await fillForm(page, { phone: right, code: captchaCode })
  await sendForm(page)
  await says(page, waiting)
  const second = (await spaceOf(client)).reissue.latest.id
  for (const reissueId of [first, second]) await putSms(run, reissueId)
  await stateReached(client, second, 'delivered')
  await eventually('the sender finds nothing to do for the first', () =>
    run
      .linesOf('Delivery-SendIdentifier')
      .some((line) => line.includes('message.dropped') && line.includes(first)),
  )
  expect([wrong, right].map((phone) => run.textsTo(phone).length)).toEqual([0, 1])
  await says(page, "SMS remis à l'opérateur")
  expect(await button(page, wrongNumber).isVisible()).toBe(false)
  expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain(voter.numen)

  const withdraw = (id: string, by = client) => by.send('POST', `/api/reissues/${id}/withdraw`)
  expectStatus(await withdraw(first), 204)
  expect((await withdraw(second)).body.code).toBe('too-late')
  expectStatus(await withdraw(second, await signIn(run, run.anotherVoter())), 404)
  expectCleanVisit(visit)
})
