import type { Page } from 'playwright-core'
import { describe, expect, vi } from 'vitest'
import { pageStates } from '../screenshots/page-states.ts'
import { spaceStates } from '../screenshots/space-states.ts'
import { isFull } from '../size.ts'
import { test } from './open-page.ts'

const slow = 'Réseau lent, nous attendons encore.'

async function silence(page: Page, path: string): Promise<string[]> {
  const requests: string[] = []
  await page.route(`**/api/${path}`, (route) => {
    requests.push(route.request().method())
  })
  return requests
}

const forms = [
  ['sign-in', 'first seen', 'session', 'Réessayez, ou vérifiez votre connexion'],
  ['booth', 'first seen', 'booth/session', 'Réessayez, ou vérifiez votre connexion'],
  ['cancel', 'link followed', 'reissues/*/cancel', "Nous n'avons pas pu confirmer l'annulation."],
  ['password', 'link followed', 'account/password', 'Nous ne savons pas si votre mot de passe'],
] as const

describe.concurrent('an answer that takes eight seconds', () => {
  test.for(forms.filter(([name]) => isFull || name !== 'booth'))(
    'is announced on its form, where the voter can stop waiting and retry: %s',
    async ([name, state, path, lost], { open }) => {
      const page = await open(pageStates[name][state])
      await page.clock.install()
      const requests = await silence(page, path)
      const password = page.locator('#password')
      if (await password.isVisible()) await password.fill('trois petits bateaux gris')
      const send = page.locator('form button[type=submit]').filter({ visible: true }).last()
      await send.click()
      await vi.waitUntil(() => requests.length === 1)
      // The page's clock also advances by itself: one second of margin remains.
      await page.clock.runFor(7_000)
      const notice = page.getByText(slow)
      expect(await notice.count()).toBe(0)
      await page.clock.runFor(1_100)
      expect(await send.textContent()).toBe(slow)
      expect(await page.getByRole('status').filter({ hasText: slow }).count()).toBe(1)
      await page.getByRole('button', { name: 'Ne plus attendre' }).click()
      const text = (await page.locator('.govuk-error-summary').textContent()) ?? ''
      expect(text.replaceAll('’', "'")).toContain(lost)
      expect(await notice.count()).toBe(0)
      await send.click()
      await vi.waitUntil(() => requests.length === 2)
    },
  )

  test('is announced in place of the page, with a button to reload', async ({ open }) => {
    const page = await open(spaceStates.sent)
    await page.clock.install()
    const requests = await silence(page, 'voter')
    await page.reload()
    await vi.waitUntil(() => requests.length === 1)
    await page.clock.runFor(8_100)
    await page.getByText(slow).waitFor()
    await page.getByRole('button', { name: 'Recharger' }).click()
    await vi.waitUntil(() => requests.length === 2)
  })
})
