import { describe, expect } from 'vitest'
import { Problem } from '../../shared/runtime/problem.ts'
import { says } from '../journey/pages.ts'
import type { PageState } from '../screenshots/page-state.ts'
import { pageStates } from '../screenshots/page-states.ts'
import { builtSite, textOf } from './built-site.ts'
import { test } from './open-page.ts'

const site = builtSite()
const { page } = site
const html = () => page('/mot-de-passe/')
const parts = () =>
  (html().match(/<\/h1>(.*)<\/main>/s)?.[1] ?? '').split(
    /(?=<div data-(?:dead-link|request|sent|creation|saved) hidden )/,
  )
const partOf = (name: string) =>
  parts().find((part) => part.startsWith(`<div data-${name} hidden `)) ?? ''
const tagOf = (id: string) => html().match(new RegExp(`<input[^>]* id="${id}"[^>]*>`))?.[0] ?? ''

describe('the password page', () => {
  test('never reveals whether an address is known, and has the helpdesk and the form for another link', () => {
    expect(textOf(partOf('sent'))).not.toMatch(/inconnue|n'existe pas|a été envoyé/)
    expect(html()).toContain('href="tel:')
    expect(html().indexOf('data-dead-link ')).toBeLessThan(html().indexOf('data-request '))
    expect(partOf('request')).toContain('type="email"')
  })

  test("lets a password manager fill both forms, without the browser's own validation", () => {
    expect(tagOf('email')).toContain('autocomplete="username"')
    expect(tagOf('password')).toContain('autocomplete="new-password"')
    expect(tagOf('password')).toContain('minlength="12"')
    const forms = html().match(/<form method="post"[^>]*>/g) ?? []
    expect(forms).toHaveLength(2)
    for (const form of forms) expect(form).toContain(' novalidate')
    expect(html()).not.toMatch(/onpaste|maxlength|pattern=/)
    expect(page('/').match(/<input[^>]* id="password"[^>]*>/)?.[0]).not.toMatch(/new-|minlength/)
  })

  test('has its feedback on the password read out', () => {
    const opinion = html().match(/<p[^>]*id="password-opinion"[^>]*>/)?.[0]
    expect(opinion).toContain('role="status"')
    expect(tagOf('password')).toMatch(/aria-describedby="[^"]*password-opinion[^"]*"/)
  })

  test.for([
    ['first seen', 'Mot de passe personnel oublié ou première connexion'],
    ['link on its way', 'Consultez votre messagerie'],
    ['first link followed', 'Créez votre mot de passe'],
    ['link followed', 'Créez un nouveau mot de passe'],
    ['link used', 'Ce lien ne fonctionne pas'],
    ['link expired', 'Ce lien ne fonctionne pas'],
    ['saved', 'Votre mot de passe est enregistré'],
  ] as const)(
    'has its own title, in the tab too, and warns only who replaces a password: %s',
    async ([name, title], { reach }) => {
      const state = pageStates.password[name]
      const tab = await reach(state)
      await tab.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
      expect(await tab.title()).toMatch(new RegExp(`^${title} –`))
      expect(await tab.locator('#password').isVisible()).toBe(/^Créez/.test(title))
      const isWarned = title === 'Créez un nouveau mot de passe'
      expect(await tab.getByText('vous ne pourrez pas demander').isVisible()).toBe(isWarned)
    },
  )

  test('says that a password was probably saved if its link is spent', async ({ reach }) => {
    const known = pageStates.password['network cut'] as PageState
    const state = { ...known, answers: { ...known.answers } }
    const tab = await reach(state)
    await says(tab, 'Nous ne savons pas si votre mot de passe est enregistré.')
    expect(await tab.locator('#password').inputValue()).toBe('trois petits bateaux gris')
    state.answers['PUT /api/account/password'] = new Problem('link-expired')
    await tab.getByRole('button', { name: 'Enregistrer ce mot de passe' }).click()
    await says(tab, 'Votre mot de passe a sans doute été enregistré')
  })
})
