import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { button, expectCleanVisit, field } from './browser.ts'
import { fromNow, itemOf, setItem } from './items.ts'
import {
  identifierIn,
  type LocalRun,
  opensBooth,
  signIn,
  spaceOf,
  stateReached,
} from './local-run.ts'
import { mailSaying } from './mails.ts'
import {
  enterBooth,
  fillForm,
  openForm,
  rightAnswers,
  says,
  sendForm,
  signInOnPage,
} from './pages.ts'
import { putOnQueue, smsTo } from './queued-sms.ts'
import { testOn } from './shared-run.ts'

const codeIn = (sms: string) => /#(\d{6})$/.exec(sms)?.[1]

const passwordLabel = 'Mot de passe personnel'

async function register(
  page: Page,
  run: LocalRun,
  { password }: DemoVoter,
  phone: string,
): Promise<void> {
  await page.goto(`${run.siteUrl}/telephone/`)
  await field(page, passwordLabel).fill(password)
  await field(page, 'N° de téléphone mobile').fill(phone)
  await button(page, 'Recevoir un code').click()
  await says(page, 'Saisissez le code reçu par SMS')
  const body = await smsTo(run, phone, /#\d{6}$/)
  await field(page, 'Code à 6 chiffres').fill(codeIn(body) ?? '')
  await button(page, 'Valider').click()
  await says(page, 'Votre code est accepté.')
}

async function settle(run: LocalRun, { email }: DemoVoter): Promise<string> {
  const voterId = voterIdOf(run.keys, email)
  const { knownPhone } = (await itemOf(run, 'VOTERS_TABLE', { voterId })) ?? {}
  const times = { setAt: fromNow(-172_800), settlesAt: fromNow(-86_400) }
  await setItem(
    run,
    'VOTERS_TABLE',
    { voterId },
    { knownPhone: { ...Object(knownPhone), ...times } },
  )
  return voterId
}

const modes = (['allow', 'delay', 'refuse'] as const).map((unknownPhone) => ({
  unknownPhone,
  test: testOn({ electionChanges: { unknownPhone } }),
}))

describe.each(modes)('by the rule $unknownPhone', ({ unknownPhone, test }) => {
  test('a voter with a known phone gets the SMS there and votes', async ({ page, run, visit }) => {
    const voter = run.anotherVoter()
    const phone = run.anotherPhone()
    await signInOnPage(page, run.siteUrl, voter)
    await register(page, run, voter, phone)
    await says(page, 'Par sécurité, il servira à partir')
    await settle(run, voter)
    await openForm(page, run.siteUrl)
    const box = page.getByRole('checkbox', { name: `se terminant par ${phone.slice(-2)}` })
    expect(await box.isChecked()).toBe(true)
    expect(await field(page, 'N° de téléphone mobile').isVisible()).toBe(false)
    expect(await box.isDisabled()).toBe(unknownPhone === 'refuse')
    const { phone: _, ...identity } = rightAnswers(voter, '')
    await fillForm(page, identity)
    await sendForm(page)
    await says(page, 'Un SMS va vous être envoyé')
    const identifier = identifierIn(await smsTo(run, phone, /identifiant de vote/))
    await page.goto(`${run.siteUrl}/vote/`)
    await enterBooth(page, identifier, voter.password)
    await says(page, "Connexion réussie à l'espace de vote.")
    await expectCleanVisit(visit)
  })

  if (unknownPhone === 'allow')
    test('a voter removes the phone and registers another there', async ({ page, run, visit }) => {
      const voter = run.anotherVoter()
      await signInOnPage(page, run.siteUrl, voter)
      await register(page, run, voter, run.anotherPhone())
      await field(page, passwordLabel).fill(voter.password)
      await button(page, 'Retirer mon numéro').click()
      await says(page, "Aucun numéro n'est enregistré.")
      const next = run.anotherPhone()
      await register(page, run, voter, next)
      await says(page, `Le numéro se terminant par ${next.slice(-2)} est enregistré.`)
      await expectCleanVisit(visit)
    })

  if (unknownPhone !== 'refuse')
    test('another phone can be used, and the known one is warned', async ({ page, run, visit }) => {
      const voter = run.anotherVoter()
      const [known, other] = [run.anotherPhone(), run.anotherPhone()]
      await signInOnPage(page, run.siteUrl, voter)
      await register(page, run, voter, known)
      const voterId = await settle(run, voter)
      await openForm(page, run.siteUrl)
      await page.getByRole('checkbox').uncheck()
      await fillForm(page, rightAnswers(voter, other))
      await button(page, 'Continuer').click()
      const isDelayed = unknownPhone === 'delay'
      await says(page, isDelayed ? 'partira 24 heures après' : 'en général en quelques minutes')
      await button(page, 'Envoyer la demande').click()
      await says(page, isDelayed ? 'Par sécurité, ce SMS attend' : 'Un SMS va vous être envoyé')
      const client = await signIn(run, voter)
      const { id } = (await spaceOf(client)).reissue.latest
      await putOnQueue(run, 'SMS_QUEUE_URL', { voterId, sms: 'other-phone-requested', id })
      await smsTo(run, known, /autre/)
      await expectOutcome(run, voter, other)
      await expectCleanVisit(visit)
    })

  test('a voter without a known phone gets what the rule says', async ({ page, run, visit }) => {
    const voter = run.anotherVoter()
    const phone = run.anotherPhone()
    await signInOnPage(page, run.siteUrl, voter)
    await page.goto(`${run.siteUrl}/identifiant/`)
    if (unknownPhone === 'refuse') {
      await says(page, "Un nouvel identifiant part seulement vers un numéro enregistré à l'avance")
      expect(await button(page, 'Continuer').isVisible()).toBe(false)
      return
    }
    await page.getByAltText('Image du code de sécurité').waitFor()
    expect(await page.getByRole('checkbox').isVisible()).toBe(false)
    await fillForm(page, rightAnswers(voter, phone))
    await sendForm(page)
    await expectOutcome(run, voter, phone)
    await expectCleanVisit(visit)
  })

  async function expectOutcome(run: LocalRun, voter: DemoVoter, phone: string): Promise<void> {
    const client = await signIn(run, voter)
    if (unknownPhone === 'allow') {
      const identifier = identifierIn(await smsTo(run, phone, /identifiant de vote/))
      // The SMS arrives a moment before its identifier becomes valid.
      await stateReached(client, (await spaceOf(client)).reissue.latest.id, 'sent')
      expect(await opensBooth(client, voter, identifier)).toBe(true)
      return
    }
    await mailSaying(run, voter.email, /le numéro n’était pas enregistré à l’avance/)
    const { latest } = (await spaceOf(client)).reissue
    expect(latest.history.map(({ state }: { state: string }) => state)).toEqual(['accepted'])
    expect(Date.parse(latest.expectedAt) - Date.now()).toBeGreaterThan(82_800_000)
    expect(run.textsTo(phone)).toEqual([])
  }
})
