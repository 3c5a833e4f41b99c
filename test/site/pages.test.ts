import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Election, parseElection } from '../../shared/domain/election.ts'
import { buildSite } from '../../site/build.ts'

const election = parseElection(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../election.json'), 'utf8')),
)

const urls = [
  '/',
  '/espace/',
  '/vote/',
  '/identifiant/',
  '/annuler/',
  '/mot-de-passe/',
  '/aide/',
  '/tutoriel/',
  '/accessibilite/',
  '/donnees-personnelles/',
  '/404.html',
]

let directory: string
const files = () =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(directory, path)).isFile())
    .map((path) => `/${path}`)
const read = (path: string) => readFileSync(join(directory, path), 'utf8')
const fileOf = (url: string) => (url.endsWith('/') ? `${url}index.html` : url)
const page = (url: string) => read(fileOf(url))
/** What a person reads in a piece of HTML. */
const textOf = (html: string) =>
  html
    .replace(/<[^>]+>/g, '')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
const all = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map((match) => match[1])

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'site-'))
  buildSite(election, directory)
})
afterAll(() => rmSync(directory, { recursive: true }))

const buildElsewhere = (changes: Partial<Election>) => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'site-'))
  try {
    buildSite({ ...election, ...changes }, elsewhere)
    return readFileSync(join(elsewhere, 'index.html'), 'utf8')
  } finally {
    rmSync(elsewhere, { recursive: true })
  }
}

test('builds every page of the contract, and no other', () => {
  const built = files().filter((path) => path.endsWith('.html'))
  expect(built.sort()).toEqual(urls.map(fileOf).sort())
})

describe.each(urls)('%s', (url) => {
  test('is in French, for no search engine, with one title that names the page and the election', () => {
    const html = page(url)
    expect(html).toContain('<html lang="fr"')
    expect(html).toContain('<meta name="robots" content="noindex">')
    const headings = all(html, /<h1[^>]*>(.*?)<\/h1>/gs)
    expect(headings).toHaveLength(1)
    expect(textOf(html.match(/<title>(.*?)<\/title>/)?.[1] ?? '')).toBe(
      `${textOf(headings[0] ?? '')} – ${election.title}`,
    )
  })

  test('has landmarks, a link that skips to the content, and AIDE', () => {
    const html = page(url)
    expect(html).toContain('<a href="#contenu" class="govuk-skip-link"')
    expect(html).toMatch(/<main id="contenu"/)
    expect(html).toMatch(/<header>.*<nav .*href="\/aide\/">AIDE<.*<\/header>/s)
    expect(html).toMatch(/<footer/)
  })

  test('gives every field a label, and every description or label by id exists', () => {
    const html = page(url)
    for (const input of html.match(/<input[^>]*>/g) ?? []) {
      const id = input.match(/ id="([^"]+)"/)?.[1]
      expect(html, input).toContain(`for="${id}"`)
    }
    const named = all(html, /aria-(?:describedby|labelledby|controls)="([^"]+)"/g)
    for (const id of named.flatMap((ids) => ids?.split(' '))) expect(html).toContain(`id="${id}"`)
    const ids = all(html, / id="([^"]+)"/g)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('holds no inline script, style or handler, which the content security policy refuses', () => {
    const html = page(url)
    for (const script of html.match(/<script[^>]*>/g) ?? [])
      expect(script).toContain(' src="/assets/')
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/)
  })

  test('links only to pages that are built, to parts that exist, and to assets that are there', () => {
    const links = all(page(url), /(?:href|src)="([^"]*)"/g)
    const outside = /^(https:\/\/(www\.cnil\.fr|formulaire\.defenseurdesdroits\.fr)\/|tel:|mailto:)/
    for (const link of links.filter((link) => !outside.test(link ?? ''))) {
      const [path, fragment] = (link ?? '').split('#')
      const target = path || url
      expect(files(), link).toContain(fileOf(target))
      if (fragment) expect(page(target), link).toContain(` id="${fragment}"`)
    }
  })

  test('never sends what is typed in an address, even when its script did not load', () => {
    for (const form of page(url).match(/<form[^>]*>/g) ?? [])
      expect(form).toContain('method="post"')
  })
})

test('uses the words that the product fixes', () => {
  const words = (url: string) => textOf(page(url))
  expect(words('/espace/')).toContain('Bienvenue')
  expect(words('/espace/')).toContain('JE VOTE →')
  expect(words('/espace/')).toContain('DÉCONNEXION')
  expect(words('/espace/')).toContain(
    'Votre demande a été correctement prise en compte. Un SMS vous a été envoyé, vous le recevrez dans quelques minutes.',
  )
  for (const label of [
    'Identifiant électeur',
    'Mot de passe personnel électeur',
    'CONNEXION',
    'Identifiant électeur oublié ?',
    'Mot de passe personnel électeur oublié ?',
    'Tutoriel électeur (lecture compatible ordinateur)',
  ]) {
    expect(words('/vote/')).toContain(label)
  }
  for (const label of [
    "Demande d'un nouvel identifiant électeur",
    'N° tél',
    'NUMEN',
    'Date de naissance (jj/mm/aaaa)',
    'Code de sécurité',
    '3 fois au maximum',
    "Vous recevrez un e-mail de confirmation à l'adresse suivante :",
  ]) {
    expect(words('/identifiant/')).toContain(label)
  }
})

test('keeps the green banner out of the page until the script has reason to show it', () => {
  const visible = page('/espace/').replace(/<template.*?<\/template>/gs, '')
  expect(visible).not.toContain('prise en compte')
})

describe('the page that cancels a request', () => {
  const html = () => page('/annuler/')
  const partOf = (name: string) =>
    html().match(new RegExp(`<div data-${name} hidden>(.*?)\\n</div>`, 's'))?.[1] ?? ''

  test('cancels nothing and offers nothing to press until its script has read the link', () => {
    const visible = html()
      .replace(/<template.*?<\/template>/gs, '')
      .replace(/<noscript>.*?<\/noscript>/s, '')
      .replace(/<div data-[\w-]+ hidden>.*?\n<\/div>/gs, '')
    const main = visible.match(/<main.*<\/main>/s)?.[0] ?? ''
    expect(textOf(main)).toBe("Annuler une demande d'identifiant")
    expect(html().match(/<button[^>]*type="submit"/g)).toHaveLength(1)
    expect(partOf('question')).toMatch(/<button[^>]*govuk-button--warning/)
    expect(html()).not.toMatch(/http-equiv/)
  })

  test('says before the click what it will do, and that one who made the request does nothing', () => {
    const question = textOf(partOf('question'))
    for (const words of [
      'aucun SMS ne partira',
      'votre identifiant actuel reste valable',
      "cette demande n'est pas décomptée",
      'vous devrez créer un nouveau mot de passe avant toute nouvelle demande',
      "C'est bien vous qui avez fait la demande ? Ne faites rien",
      "Ce n'est pas moi : annuler la demande",
    ]) {
      expect(question).toContain(words)
    }
  })

  test('gives the helpdesk whatever happens: no script, no link, an answer that never came, any outcome', () => {
    const called = `href="tel:${election.helpdesk.phone.replace(/ /g, '')}"`
    const template = html().match(/<template id="too-late">.*?<\/template>/s)?.[0] ?? ''
    expect(html().match(/<noscript>.*?<\/noscript>/s)?.[0]).toContain(called)
    expect(template).toContain(called)
    expect(template).toContain('role="alert"')
    for (const name of ['question', 'no-link', 'cancelled', 'unknown-link'])
      expect(partOf(name), name).toContain(called)
  })

  test('leads to a new password once the request is cancelled', () => {
    expect(partOf('cancelled')).toContain('href="/mot-de-passe/"')
  })
})

test('leads from the space and from the form to the password that must be changed', () => {
  for (const url of ['/espace/', '/identifiant/'])
    expect(page(url)).toMatch(/data-change-password hidden><a [^>]*href="\/mot-de-passe\/"/)
})

test('explains the cancellation link and the missing receipt in the help and in the tutorial', () => {
  for (const url of ['/aide/', '/tutoriel/']) {
    expect(textOf(page(url)), url).toMatch(/lien .*annul/)
    expect(textOf(page(url)), url).toContain('« Sans accusé de réception » veut dire')
  }
})

/** The form has a security code, a draft, a session's clock and what the last SMS became. */
const mostOfScript = (path: string) => (path.includes('/reissue-') ? 7_000 : 6_000)

/** What people choose most, whatever the words: it comes after its page, which does without it. */
const isDictionary = (path: string) => path.includes('common-passwords')

test('carries the election and its organiser, and nothing of another government', () => {
  expect(textOf(page('/'))).toContain(`${election.title} ${election.organiser}`)
  for (const path of files().filter((path) => !isDictionary(path)))
    expect(read(path), path).not.toMatch(/gov\.uk|crown|crest|GDS Transport/i)
})

test('tells only what everyone may know of the election', () => {
  for (const path of files()) {
    expect(read(path), path).not.toContain(election.mail.from)
    expect(read(path), path).not.toContain(election.senderId)
  }
})

test('puts what the API says in the page as text, never as markup', () => {
  const scripts = files().filter((path) => path.endsWith('.js'))
  expect(scripts).toHaveLength(8)
  for (const path of scripts)
    expect(read(path)).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML/)
})

test('shows an election whose title holds markup as it is written', () => {
  const html = buildElsewhere({ title: '<script>alert(1)</script> & "moi"' })
  expect(html).not.toContain('<script>alert')
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;moi&quot;')
})

test('stops on a colour on which white text could not be read, and says so', () => {
  expect(() => buildElsewhere({ site: { brandColour: '#4f9dde' } })).toThrow(
    /^site\.brandColour: white text on #4f9dde has a contrast of 2\.\d\d:1, it needs at least 4\.5:1/,
  )
})

test('leaves no asset of an earlier build', () => {
  const before = files()
  buildSite({ ...election, site: { brandColour: '#7a1f3d' } }, directory)
  expect(files()).toHaveLength(before.length)
  buildSite(election, directory)
  expect(files().sort()).toEqual(before.sort())
})

test('weighs little: a style of 8 kB, scripts of 6 kB (7 for the form), pages of 4 kB at most', () => {
  const sizes = files()
    .filter((path) => !isDictionary(path))
    .map((path) => [path, gzipSync(read(path)).length] as const)
  console.info(
    sizes.map(([path, bytes]) => `${String(bytes).padStart(6)} B gz  ${path}`).join('\n'),
  )
  for (const [path, bytes] of sizes) {
    const budget = path.endsWith('.css') ? 8_000 : path.endsWith('.js') ? mostOfScript(path) : 4_000
    expect(bytes, path).toBeLessThan(budget)
  }
})
