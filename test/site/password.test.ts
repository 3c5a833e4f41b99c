import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { weaknessOf as judgedByApi } from '../../functions/set-password/password-weakness.ts'
import { parseElection } from '../../shared/domain/election.ts'
import { fieldTexts } from '../../shared/texts/problems.ts'
import { buildSite } from '../../site/build.ts'
import {
  forgetPasswordLink,
  holdsLink,
  openPasswordLink,
  readPasswordLink,
  wasLoadedAgain,
} from '../../site/scripts/password-link.ts'
import {
  type IsTooCommon,
  opinionOf,
  weaknessOf,
  weaknessTexts,
} from '../../site/scripts/password-strength.ts'

const election = parseElection(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../election.json'), 'utf8')),
)

let directory: string
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'site-'))
  buildSite(election, directory)
})
afterAll(() => rmSync(directory, { recursive: true }))
afterEach(() => vi.unstubAllGlobals())

const page = (url: string) => readFileSync(join(directory, url, 'index.html'), 'utf8')
const html = () => page('mot-de-passe')
const asset = (name: string) => {
  const built = readdirSync(join(directory, 'assets'))
  const [found = ''] = built.filter((path) => new RegExp(`^${name}-[\\da-f]{8}\\.js$`).test(path))
  return { path: `/assets/${found}`, code: readFileSync(join(directory, 'assets', found), 'utf8') }
}
/** What a person reads in a piece of HTML. */
const textOf = (piece: string) =>
  piece
    .replace(/<[^>]+>/g, '')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
/** What stands before the page's parts, then each of them; only its script shows them. */
const parts = () =>
  (html().match(/<\/h1>(.*)<\/main>/s)?.[1] ?? '').split(
    /(?=<div data-(?:dead-link|request|sent|creation|saved) hidden>)/,
  )
const partOf = (name: string) =>
  parts().find((part) => part.startsWith(`<div data-${name} hidden>`)) ?? ''
const tagOf = (id: string) => html().match(new RegExp(`<input[^>]* id="${id}"[^>]*>`))?.[0] ?? ''

describe("the e-mail's link", () => {
  const token = `${'aB3_-'.repeat(4)}xy.${'aB3_-'.repeat(8)}xyz`
  const link = `#${token}`

  test('is read as the API expects it', () => {
    expect(readPasswordLink(link)).toBe(token)
  })

  test.each([
    '',
    '#',
    '##',
    '#contenu',
    token,
    link.slice(0, -1),
    `${link}x`,
    `${link}=`,
    `#${link}`,
    `#contenu${link}`,
    link.replace('.', ''),
    link.replace('.', '%2E'),
    link.replace('#a', '#'),
    link.replace('#a', '#é'),
    `#${token.slice(23)}.${token.slice(0, 22)}`,
    `${link}\n`,
  ])('is not guessed from %j', (hash) => {
    expect(readPasswordLink(hash)).toBeUndefined()
  })

  test('still works when the page is loaded again, though the address no longer holds it', () => {
    stubTab()
    openPasswordLink(link, false)
    expect(openPasswordLink('', true)).toEqual({ token })
    expect(openPasswordLink('#contenu', true)).toEqual({ token })
  })

  test('serves nobody who comes by an ordinary link to a tab where it was left, nor afterwards', () => {
    const items = stubTab()
    openPasswordLink(link, false)
    expect(openPasswordLink('', false)).toBeUndefined()
    expect([...items.values()].join()).not.toContain(token)
    expect(openPasswordLink('', true)).toBeUndefined()
  })

  test.each([
    ['reload', 1, true],
    ['back_forward', 2, true],
    ['navigate', 0, false],
  ])('knows whether the page is loaded again: %s, or %i in old browsers', (type, number, again) => {
    const timing = (entries: { type: string }[], type: number) => ({
      getEntriesByType: () => entries,
      navigation: { type },
    })
    expect(wasLoadedAgain(timing([{ type }], 255))).toBe(again)
    expect(wasLoadedAgain(timing([], number))).toBe(again)
  })

  test('is forgotten once it has served or is dead: the page then offers to ask for another', () => {
    const items = stubTab()
    openPasswordLink(link, false)
    forgetPasswordLink()
    expect(openPasswordLink('', true)).toBeUndefined()
    expect([...items.values()].join()).not.toContain(token)
  })

  test('never stands for another one: a cut link is said to be dead, even after a whole one', () => {
    const items = stubTab()
    openPasswordLink(link, false)
    expect(openPasswordLink(link.slice(0, -1), false)).toBe('dead')
    expect(openPasswordLink('', true)).toBeUndefined()
    expect([...items.values()].join('')).toBe('')
  })

  test('gives way to a newer one, opened in the same tab', () => {
    stubTab()
    const newer = `#${token.replace('xyz', 'zyx')}`
    openPasswordLink(link, false)
    openPasswordLink(newer, false)
    expect(openPasswordLink('', true)).toEqual({ token: newer.slice(1) })
  })

  test('is not looked for where there is none, nor in the fragment of the link that skips to the content', () => {
    stubTab()
    for (const hash of ['', '#contenu']) {
      expect(holdsLink(hash)).toBe(false)
      expect(openPasswordLink(hash, true)).toBeUndefined()
    }
  })

  test('works once in a browser that refuses storage', () => {
    vi.stubGlobal('sessionStorage', undefined)
    expect(openPasswordLink(link, false)).toEqual({ token })
    expect(openPasswordLink('', true)).toBeUndefined()
  })
})

test('the page refuses a password in the words of the API', () => {
  for (const weakness of ['too-short', 'too-common'] as const)
    expect(weaknessTexts[weakness]).toBe(fieldTexts[`password.${weakness}`])
})

describe('what is said of a password while it is typed', () => {
  const always: IsTooCommon = () => true
  const never: IsTooCommon = () => false

  test('is nothing as long as nothing is typed', () => {
    expect(opinionOf('', always)).toBe('')
  })

  test('counts what is missing, in French', () => {
    expect(opinionOf('a')).toContain('il manque 11 caractères.')
    expect(opinionOf('abcdefghijk')).toContain('il manque 1 caractère.')
    expect(weaknessOf('abcdefghijk')).toBe('too-short')
    expect(weaknessOf('abcdefghijkl')).toBeUndefined()
  })

  test('counts a letter with its accent as one, and a picture as one, spaces too', () => {
    expect(weaknessOf('é'.repeat(12).normalize('NFD'))).toBeUndefined()
    expect(weaknessOf('é'.repeat(11).normalize('NFD'))).toBe('too-short')
    expect(weaknessOf('🐘'.repeat(11))).toBe('too-short')
    expect(weaknessOf('🐘'.repeat(12))).toBeUndefined()
    expect(weaknessOf(' '.repeat(12), never)).toBeUndefined()
  })

  test('does not call a short one common, nor any one fine before the list is there', () => {
    expect(weaknessOf('azerty', always)).toBe('too-short')
    expect(opinionOf('azertyuiop12')).toBe('La longueur convient.')
    expect(opinionOf('azertyuiop12', always)).toContain('Trop facile à deviner')
    expect(opinionOf('azertyuiop12', never)).toContain('convient')
  })

  test('agrees with what is refused when the form is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.boolean(), (typed, common) => {
        const isTooCommon = () => common
        const refused = weaknessOf(typed, isTooCommon) !== undefined
        expect(/^Trop /.test(opinionOf(typed, isTooCommon))).toBe(refused)
      }),
    )
  })
})

describe('the list of common passwords', () => {
  let isTooCommon: IsTooCommon
  beforeAll(() => {
    const window: { isTooCommon?: IsTooCommon } = {}
    runInNewContext(asset('common-passwords').code, { window })
    isTooCommon = window.isTooCommon as IsTooCommon
  })

  test.each([
    'motdepasse12',
    'azertyuiopqsd',
    'bonjourbonjour',
    'marseille2024',
    'camilledurand',
    '123456789012',
    'aaaaaaaaaaaaaa',
  ])('refuses %j', (password) => {
    expect(isTooCommon(password)).toBe(true)
  })

  test.each(['trois girafes à la cantine', 'k7 Rw?p2 mX9', 'Le vélo bleu attend sous la pluie.'])(
    'accepts %j',
    (password) => {
      expect(isTooCommon(password)).toBe(false)
    },
  )

  test('judges an accented letter the same, however the keyboard composed it', () => {
    for (const password of ['élections2026', 'trois girafes à la cantine'])
      expect(isTooCommon(password.normalize('NFD'))).toBe(isTooCommon(password))
  })

  test('refuses nothing that the API accepts', () => {
    const letters = fc.string({ minLength: 12, maxLength: 24 })
    const words = fc
      .array(fc.constantFrom('azerty', 'soleil', 'école', '2026', '!', 'camille', 'chat', ' '), {
        minLength: 3,
        maxLength: 8,
      })
      .map((chosen) => chosen.join(''))
    fc.assert(
      fc.property(fc.oneof(letters, words), (password) => {
        if (isTooCommon(password)) expect(judgedByApi(password, [])).toBeDefined()
      }),
    )
  })

  test('judges a long password by its beginning, before the voter could notice', () => {
    const long = 'P@ssw0rd! été '.repeat(73)
    const started = performance.now()
    expect(isTooCommon(long)).toBe(isTooCommon(long.slice(0, 100)))
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test('is a script apart, loaded by the page once it is shown, and by no other', () => {
    const { path, code } = asset('common-passwords')
    expect(html()).toContain(`data-common-passwords="${path}"`)
    for (const url of ['', 'espace', 'vote', 'identifiant', 'annuler', 'mot-de-passe'])
      expect(page(url)).not.toContain(`src="${path}"`)
    const bytes = gzipSync(code).length
    console.info(`${bytes} B gz  ${path}`)
    expect(bytes).toBeLessThan(400_000)
    expect(gzipSync(asset('password').code).length).toBeLessThan(6_000)
  })
})

describe('the password page', () => {
  test('shows no form until its script has read the link, and the helpdesk without script', () => {
    const [before = '', ...hidden] = parts()
    expect(textOf(before.replace(/<noscript>.*<\/noscript>/s, ''))).toBe('')
    expect(hidden).toHaveLength(5)
    expect(html().match(/<noscript>.*?<\/noscript>/s)?.[0]).toContain('href="tel:')
  })

  test('never says whether an address is known', () => {
    expect(textOf(partOf('sent'))).toContain("Si cette adresse est celle d'un électeur")
    expect(textOf(partOf('sent'))).not.toMatch(/inconnue|n'existe pas|a été envoyé/)
  })

  test('says how the link serves, and where to look when no e-mail comes', () => {
    for (const words of [
      'il sert une fois, pendant 30 minutes',
      'Ouvrez le dernier e-mail reçu : seul son lien est bon',
      '3 par heure au plus',
      'courriers indésirables',
      'votre adresse professionnelle',
    ]) {
      expect(textOf(partOf('sent'))).toContain(words)
    }
    expect(partOf('sent')).toContain('href="tel:')
  })

  test('says why a link is dead, and has the form to ask for another just below', () => {
    for (const words of [
      'il a déjà servi',
      'plus de 30 minutes',
      'e-mail plus récent',
      'est coupé',
    ])
      expect(textOf(partOf('dead-link'))).toContain(words)
    expect(html().indexOf('data-dead-link ')).toBeLessThan(html().indexOf('data-request '))
    expect(partOf('request')).toContain('type="email"')
    expect(partOf('request')).toContain('href="tel:')
  })

  test('lets a password manager fill both forms, and the browser refuse nothing by itself', () => {
    expect(tagOf('email')).toContain('autocomplete="username"')
    expect(tagOf('password')).toContain('autocomplete="new-password"')
    expect(tagOf('password')).toContain('minlength="12"')
    for (const form of html().match(/<form[^>]*>/g) ?? []) expect(form).toContain(' novalidate')
    expect(html()).not.toMatch(/onpaste|maxlength|pattern=/)
    expect(page('').match(/<input[^>]* id="password"[^>]*>/)?.[0]).not.toMatch(/new-|minlength/)
  })

  test('has what it says of the password read to those who type', () => {
    const opinion = html().match(/<p[^>]*id="password-opinion"[^>]*>/)?.[0]
    expect(opinion).toContain('role="status"')
    expect(tagOf('password')).toMatch(/aria-describedby="[^"]*password-opinion[^"]*"/)
  })

  test('says before the click what a new password changes', () => {
    const words = textOf(partOf('creation'))
    expect(words).toContain('Vous serez déconnecté partout')
    expect(words).toContain(`pendant ${election.bothLostHours} heures, par sécurité`)
    expect(words).toContain('Ne reprenez pas le mot de passe de votre messagerie')
  })

  test('leads to the sign-in page once the password is saved', () => {
    expect(html().match(/<template id="saved">.*?<\/template>/s)?.[0]).toContain(
      'Votre mot de passe est enregistré.',
    )
    expect(textOf(html())).toContain('Ce compte est déconnecté partout où il était ouvert.')
    expect(partOf('saved')).toMatch(/href="\/"[^>]*>\s*Se connecter/)
  })
})

test('no form stands in a page before its script can send it', () => {
  for (const url of ['', 'espace', 'vote', 'identifiant', 'annuler', 'mot-de-passe']) {
    for (const form of page(url).match(/<form[^>]*>/g) ?? []) {
      const part = page(url)
        .split(form)[0]
        ?.split(/\n<\/div>/)
        .at(-1)
      expect(/ hidden>/.test(form) || /<div data-[\w-]+ hidden>/.test(part ?? ''), form).toBe(true)
    }
  }
})

test('who cannot read the code that spares the wait is told that one can also wait', () => {
  for (const url of ['', 'vote'])
    expect(textOf(page(url)), url).toContain(
      'Vous ne pouvez pas lire le code ? Attendez, puis essayez de nouveau en laissant ce champ vide.',
    )
  expect(textOf(page('identifiant'))).not.toContain('en laissant ce champ vide')
})

test('no page takes for granted that the last SMS asked for ever came', () => {
  for (const url of ['espace', 'vote'])
    expect(textOf(page(url)), url).toContain(
      'sur votre notice de vote, ou dans le dernier SMS reçu.',
    )
})

test('no page says any more that the password is made elsewhere', () => {
  for (const url of ['mot-de-passe', 'aide', 'tutoriel', 'annuler'])
    expect(textOf(page(url)), url).not.toMatch(/ne se font pas encore|vous indiquera comment faire/)
  expect(page('aide')).toContain('<a class="govuk-link" href="/mot-de-passe/">Demandez un lien</a>')
  expect(page('tutoriel')).toContain('href="/mot-de-passe/"')
})

test('how long a new identifier must be asked of the helpdesk is said wherever it matters', () => {
  for (const url of ['mot-de-passe', 'aide', 'tutoriel', 'annuler'])
    expect(textOf(page(url)), url).toContain(`${election.bothLostHours} heures`)
})

test('every cookie is told, with what it is for', () => {
  const words = textOf(page('donnees-personnelles'))
  for (const cookie of ['__Host-session', '__Host-booth', '__Host-device, pendant 90 jours'])
    expect(words).toContain(cookie)
})

function stubTab(): Map<string, string> {
  const items = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
    clear: () => items.clear(),
  })
  return items
}
