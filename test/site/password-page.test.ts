import { describe, expect, test } from 'vitest'
import { builtSite, textOf } from './built-site.ts'

const { page } = builtSite()
const html = () => page('/mot-de-passe/')
/** What stands before the page's parts, then each of them; only its script shows them. */
const parts = () =>
  (html().match(/<\/h1>(.*)<\/main>/s)?.[1] ?? '').split(
    /(?=<div data-(?:dead-link|request|sent|creation|saved) hidden>)/,
  )
const partOf = (name: string) =>
  parts().find((part) => part.startsWith(`<div data-${name} hidden>`)) ?? ''
/** In sight whatever part of the page is shown. */
const beside = () => html().match(/<aside class="app-columns__side">.*?<\/aside>/s)?.[0] ?? ''
const tagOf = (id: string) => html().match(new RegExp(`<input[^>]* id="${id}"[^>]*>`))?.[0] ?? ''

describe('the password page', () => {
  test('never says whether an address is known', () => {
    expect(textOf(partOf('sent'))).toContain('Si cette adresse est sur la liste électorale')
    expect(textOf(partOf('sent'))).not.toMatch(/inconnue|n'existe pas|a été envoyé/)
  })

  test('says how the link serves, and where to look when no e-mail comes', () => {
    for (const words of [
      'Ouvrez le dernier e-mail reçu : seul son lien est bon',
      'courriers indésirables',
      'votre adresse professionnelle',
    ]) {
      expect(textOf(partOf('sent'))).toContain(words)
    }
    expect(beside()).toContain('href="tel:')
  })

  test('says why a link is dead, and has the form to ask for another just below', () => {
    for (const words of ['il a déjà servi', 'e-mail plus récent', 'est coupé'])
      expect(textOf(partOf('dead-link'))).toContain(words)
    expect(html().indexOf('data-dead-link ')).toBeLessThan(html().indexOf('data-request '))
    expect(partOf('request')).toContain('type="email"')
    expect(beside()).toContain('href="tel:')
  })

  test('lets a password manager fill both forms, and the browser refuse nothing by itself', () => {
    expect(tagOf('email')).toContain('autocomplete="username"')
    expect(tagOf('password')).toContain('autocomplete="new-password"')
    expect(tagOf('password')).toContain('minlength="12"')
    const forms = html().match(/<form method="post"[^>]*>/g) ?? []
    expect(forms).toHaveLength(2)
    for (const form of forms) expect(form).toContain(' novalidate')
    expect(html()).not.toMatch(/onpaste|maxlength|pattern=/)
    expect(page('/').match(/<input[^>]* id="password"[^>]*>/)?.[0]).not.toMatch(/new-|minlength/)
  })

  test('has what it says of the password read to those who type', () => {
    const opinion = html().match(/<p[^>]*id="password-opinion"[^>]*>/)?.[0]
    expect(opinion).toContain('role="status"')
    expect(tagOf('password')).toMatch(/aria-describedby="[^"]*password-opinion[^"]*"/)
  })

  test('says before the click what a new password changes', () => {
    const words = textOf(partOf('creation'))
    expect(words).toContain('Toutes vos connexions prendront fin')
    expect(words).toContain('Ne reprenez pas le mot de passe de votre messagerie')
  })

  test('leads to the sign-in page once the password is saved', () => {
    expect(html().match(/<template id="saved">.*?<\/template>/s)?.[0]).toContain(
      'Votre mot de passe est enregistré.',
    )
    // Whoever comes for the first time was connected nowhere.
    expect(textOf(html())).not.toContain('Ce compte est déconnecté partout')
    expect(partOf('saved')).toMatch(/href="\/"[^>]*>\s*Se connecter/)
  })
})
