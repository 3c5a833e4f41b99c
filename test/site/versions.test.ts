import { expect, test } from 'vitest'
import { type PageVersion, pageLabels, versionNames } from '../../shared/texts/languages.ts'
import { siteUrlOf } from '../../shared/texts/tutorial/tutorial.ts'
import { answersIn, builtSite, election, textOf, wordCount } from './built-site.ts'

const { page } = builtSite()

const versions = Object.keys(pageLabels) as PageVersion[]
const kinds = ['helpHref', 'tutorialHref'] as const
const every = kinds.flatMap((kind) =>
  versions.map((version) => [pageLabels[version][kind], kind] as const),
)
const mainOf = (url: string) => page(url).match(/<main.*<\/main>/s)?.[0] ?? ''
test.each(every)('%s links to its other versions in header and head', (url, kind) => {
  const html = page(url)
  const header = html.match(/<header.*<\/header>/s)?.[0] ?? ''
  for (const { version, name, hreflang } of versionNames) {
    const href = pageLabels[version][kind]
    expect(html).toContain(`<link rel="alternate" hreflang="${hreflang}" href="${href}">`)
    const link = header.match(new RegExp(`<a [^>]*href="${href}"[^>]*>${name}</a>`))?.[0]
    expect(link).toContain(` lang="${pageLabels[version].lang}" hreflang="${hreflang}"`)
    expect(link?.includes('aria-current="page"')).toBe(href === url)
  }
})

test('no other page offers versions', () => {
  for (const url of ['/', '/espace/', '/identifiant/', '/accessibilite/'])
    expect(page(url)).not.toContain('rel="alternate"')
})

test("every version names the French pages' buttons as written there", () => {
  const shown = ['/', '/espace/', '/identifiant/', '/vote/', '/mot-de-passe/']
    .map((url) => textOf(page(url)))
    .join(' ')
  const ofScripts = [
    'SMS envoyé',
    "Remis à l'opérateur",
    "J'ai reçu le SMS : je vote",
    'espace de vote',
    'Afficher',
  ]
  for (const version of versions) {
    const read = version === 'french' ? (['tutorialHref'] as const) : kinds
    const html = read.map((kind) => mainOf(pageLabels[version][kind])).join(' ')
    const named = Array.from(textOf(html).matchAll(/« (.+?) »/g), ([, name = '']) => name)
    expect(named).toContain('JE VOTE →')
    for (const name of named.filter((name) => !ofScripts.includes(name)))
      expect(shown, version).toContain(name)
    if (version === 'english')
      expect(html.replace(/ alt="[^"]*"|<(\w+)[^>]* lang="fr"[^>]*>.*?<\/\1>/gs, '')).not.toMatch(
        /«/,
      )
  }
})

test('every version of the help covers the journey in answers of 60 words with an action', () => {
  for (const version of versions) {
    const url = pageLabels[version].helpHref
    for (const path of ['/identifiant/', '/espace/', '/vote/', '/mot-de-passe/', '#assistance'])
      expect(mainOf(url), url).toContain(`href="${path}"`)
    const answers = answersIn(page(url))
    expect(answers.length, url).toBeGreaterThan(10)
    for (const { answer } of answers) {
      expect(wordCount(textOf(answer)), textOf(answer)).toBeLessThanOrEqual(60)
      expect(answer).toContain('app-answer__action')
    }
  }
})

// https://www.inclusion-europe.eu/easy-to-read-standards-guidelines/ asks for short sentences.
const mostWords = 12

test('the easy version has short sentences, spoken times and no abbreviation', () => {
  for (const kind of kinds) {
    const blocks = mainOf(pageLabels.easyFrench[kind])
      .replace(/<aside.*<\/aside>/s, '')
      .split(/<\/(?:p|li|h\d|summary)>|<br \/>/)
    for (const sentence of blocks.flatMap((block) => textOf(block).split(/[.?!:;](?:\s|$)/)))
      expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(mostWords)
    expect(textOf(blocks.join(' '))).not.toMatch(/\d\sh\b|etc\.|p\. ex|DROM|COM\b/)
  }
})

test("every version names the SMS's sender and shows its text", () => {
  for (const version of versions) {
    expect(textOf(page(pageLabels[version].helpHref))).toContain(election.senderId)
    const tutorial = textOf(page(pageLabels[version].tutorialHref))
    expect(tutorial).toContain(election.senderId)
    expect(tutorial).toContain('Votre nouvel identifiant de vote: B5XX XXXX XXXX')
    expect(tutorial).toContain(election.smsSignature)
  }
})

test("every tutorial gives the site's URL, or says where to find it", () => {
  const withDomain = { ...election, site: { ...election.site, domain: 'vote.example.org' } }
  expect(siteUrlOf(withDomain)).toBe('https://vote.example.org/')
  for (const { tutorialHref } of Object.values(pageLabels))
    expect(textOf(page(tutorialHref))).toMatch(/(notice de vote|voting notice)\./)
})
