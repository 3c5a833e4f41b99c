import { describe, expect, test } from 'vitest'
import { dailyLinksWhileValid, linkHours } from '../../shared/domain/account/password-link.ts'
import { problemTexts } from '../../shared/texts/problems.ts'
import { builtSite, election, textOf } from './built-site.ts'

const { page } = builtSite()
const votingUrl = 'https://urne.elections.example.org/?scrutin=2026'
const elsewhere = builtSite({ ...election, site: { ...election.site, votingUrl } })

describe('the cancellation page', () => {
  const html = () => page('/annuler/')
  const unloaded = /<section class="app-unloaded .*?<\/section>/s
  const partOf = (name: string) =>
    html().match(new RegExp(`<div data-${name} hidden>(.*?)\\n</div>`, 's'))?.[1] ?? ''

  test('offers no button until its script has read the link', () => {
    const visible = html()
      .replace(/<template.*?<\/template>/gs, '')
      .replace(unloaded, '')
      .replace(/<div data-[\w-]+ hidden>.*?\n<\/div>/gs, '')
    const main = visible.match(/<main.*<\/main>/s)?.[0] ?? ''
    expect(textOf(main)).toBe("Annuler une demande d'identifiant")
    const loaded = html().replace(unloaded, '')
    expect(loaded.match(/<button[^>]*type="submit"/g)).toHaveLength(1)
    expect(partOf('question')).toMatch(/<button[^>]*govuk-button--warning/)
    expect(html()).not.toMatch(/http-equiv/)
  })

  test("gives the helpdesk's phone in every outcome, without a script or a link too", () => {
    const called = `href="tel:${election.helpdesk.phone.replace(/ /g, '')}"`
    const template = html().match(/<template id="too-late">.*?<\/template>/s)?.[0] ?? ''
    expect(html().match(unloaded)?.[0]).toContain(called)
    expect(template).toContain(called)
    expect(template).toContain('role="alert"')
    for (const name of ['question', 'no-link', 'cancelled', 'unknown-link'])
      expect(partOf(name), name).toContain(called)
  })
})

test('every page that mentions a password link gives its lifetime', () => {
  const [password, help, tutorial] = ['/mot-de-passe/', '/aide/', '/tutoriel/'].map((url) =>
    textOf(page(url)),
  )
  for (const [text, words] of [
    [password, 'il sert une fois, pendant'],
    [password, 'il a plus de'],
    [help, 'Ouvrez-le dans les'],
    [tutorial, 'puis son lien, dans les'],
    [problemTexts['link-expired'].detail, 'il date de plus de'],
  ]) {
    expect(text).toContain(`${words} ${linkHours} heures`)
  }
})

test('every page that mentions password links gives their daily limit', () => {
  expect(dailyLinksWhileValid).toBe(6)
  for (const url of ['/mot-de-passe/', '/aide/'])
    expect(textOf(page(url)), url).toContain('Six liens par jour au maximum.')
})

test('a voter who cannot read the captcha is told another way in', () => {
  const unreadable = 'Vous ne pouvez ni lire ni entendre le code ?'
  expect(textOf(page('/'))).toContain(`${unreadable} Recevez un code par e-mail.`)
  expect(textOf(page('/vote/'))).toContain(
    `${unreadable} Attendez, puis essayez de nouveau en laissant ce champ vide.`,
  )
  expect(textOf(page('/identifiant/'))).not.toContain('en laissant ce champ vide')
})

test('the booth links to the voting system, or says who gives its address', () => {
  expect(textOf(page('/vote/'))).toContain('vous en communique l')
  const booth = elsewhere.page('/vote/')
  expect(booth).toContain(`href="${votingUrl}"`)
  expect(textOf(booth)).not.toContain('vous en communique l')
})

test('every page about a new password says for how long only the helpdesk gives identifiers', () => {
  for (const url of ['/mot-de-passe/', '/aide/', '/tutoriel/', '/annuler/'])
    expect(textOf(page(url)), url).toContain(`${election.bothLostHours} heures`)
})

test('the privacy page names every cookie', () => {
  const words = textOf(page('/donnees-personnelles/'))
  for (const cookie of ['__Host-session', '__Host-booth', '__Host-device, pendant 90 jours'])
    expect(words).toContain(cookie)
})
