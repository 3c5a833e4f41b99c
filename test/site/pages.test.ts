import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Election } from '../../shared/domain/election/election.ts'
import { pageLabels } from '../../shared/texts/languages.ts'
import { maxLogoBytes } from '../../shared/tooling/logo.ts'
import { buildSite } from '../../site/build.ts'
import { pages } from '../../site/site-pages.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { builtSite, election, fileOf, textOf } from './built-site.ts'

const urls = pages.map(({ path }) => path)

const versionOf = (url: string) =>
  url.startsWith('/en/') ? 'english' : url.endsWith('/facile/') ? 'easyFrench' : 'french'

const { files, read, page, script, site } = builtSite()
const all = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map((match) => match[1])

const buildElsewhere = (changes: Partial<Election>, logo?: string) => {
  const elsewhere = temporaryFolder()
  if (logo) writeFileSync(join(elsewhere, 'logo.svg'), logo)
  return String(buildSite({ ...election, ...changes }, elsewhere).get('index.html'))
}

describe.each(urls)('%s', (url) => {
  test('has its language, no indexing, and one title with the page and the election', () => {
    const html = page(url)
    expect(html).toContain(`<html lang="${pageLabels[versionOf(url)].lang}"`)
    expect(html).toContain('<meta name="robots" content="noindex">')
    const headings = all(html, /<h1[^>]*>(.*?)<\/h1>/gs)
    expect(headings).toHaveLength(1)
    expect(textOf(html.match(/<title>(.*?)<\/title>/)?.[1] ?? '')).toBe(
      `${textOf(headings[0] ?? '')} – ${election.title}`,
    )
  })

  test('has landmarks, a skip link and a link to the help', () => {
    const html = page(url)
    expect(html).toContain('<a href="#contenu" class="govuk-skip-link"')
    expect(html).toMatch(/<main id="contenu"/)
    const help = pageLabels[versionOf(url)]
    const header = html.match(/<header.*<\/header>/s)?.[0]
    expect(header).toContain(`href="${help.helpHref}">${help.menuHelp}<`)
    expect(html).toMatch(/<footer/)
  })

  test('has no inline script, style or handler, which the content security policy refuses', () => {
    const html = page(url)
    for (const script of html.match(/<script[^>]*>/g) ?? [])
      expect(script).toContain(' src="/assets/')
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/)
  })

  test('never sends typed text in a URL, even without its script', () => {
    for (const form of page(url).match(/<form.*?<\/form>/gs) ?? [])
      if (form.includes('<input')) expect(form).toMatch(/^<form[^>]* method="post"/)
  })

  test('has curly apostrophes', () => {
    const text = textOf(read(fileOf(url)))
    expect(text).not.toMatch(/\p{L}'/u)
    expect(text).toMatch(/\p{L}’\p{L}/u)
  })
})

test('the space says nothing about a request before its script has loaded one', () => {
  expect(page('/espace/')).not.toMatch(/prise en compte|SMS vous a été envoyé/)
})

const isDictionary = (path: string) => path.includes('/password-')

test('the pages name the election and its organiser, and nothing of GOV.UK', () => {
  expect(textOf(page('/'))).toContain(`${election.title} ${election.organiser}`)
  for (const path of files().filter((path) => !isDictionary(path)))
    expect(read(path), path).not.toMatch(/gov\.uk|crown|crest|GDS Transport/i)
})

test('the pages contain no private setting of the election', () => {
  for (const path of files()) {
    expect(read(path), path).not.toContain(election.mail.from)
  }
})

test('no script inserts markup from the API', () => {
  const scripts = files().filter((path) => path.endsWith('.js'))
  expect(scripts).not.toEqual([])
  for (const path of scripts)
    expect(read(path)).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML/)
})

test('no script has a regular expression that an old browser cannot parse', () => {
  // Firefox before 78 cannot parse \p{…} in a literal; in a string it fails only when used.
  for (const path of files().filter((path) => path.endsWith('.js')))
    expect(read(path), path).not.toMatch(/(?<!\\)\\p\{/)
  expect(read(script('booth').path)).toContain('\\\\p{Pd}')
})

test("markup in the election's title is shown as text", () => {
  const html = buildElsewhere({ title: '<script>alert(1)</script> & "moi"' })
  expect(html).not.toContain('<script>alert')
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;moi&quot;')
})

test('the tutorial weighs less than 30 kB with all its pictures', () => {
  const pictures = files().filter((path) => path.endsWith('.png'))
  const style = files().filter((path) => path.includes('/site-') && path.endsWith('.css'))
  const bytes = [
    ...pictures.map((path) => site().get(path.slice(1))?.length ?? 0),
    ...[...style, '/tutoriel/index.html', script('signed-in-links').path].map(
      (path) => gzipSync(read(path)).length,
    ),
  ]
  expect(bytes.reduce((sum, one) => sum + one)).toBeLessThan(30_000)
})

test.each(urls)('%s weighs 18 kB at most with its assets, without a logo', (url) => {
  const html = page(url).replace(/<img [^>]*loading="lazy"[^>]*>|<a [^>]*download[^>]*>/g, '')
  const assets = new Set(all(html, /(?:href|src)="(\/assets\/[^"]*)"/g) as string[])
  const bytes = [html, ...[...assets].map(read)].map((content) => gzipSync(content).length)
  const sum = bytes.reduce((one, other) => one + other)
  expect(sum).toBeLessThanOrEqual(18_000)
  expect(sum + maxLogoBytes).toBeLessThanOrEqual(30_000)
})

test("the page shows the organiser's logo with its size", () => {
  const logo =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0h9"/></svg>'
  const html = buildElsewhere({ site: { ...election.site, logo: 'logo.svg' } }, logo)
  expect(html).toMatch(
    /<img [^>]*src="\/assets\/logo-[\da-f]{8}\.svg" alt="" width="72" height="36">/,
  )
  const withoutLogo = () => buildElsewhere({ site: { ...election.site, logo: 'none.svg' } })
  expect(withoutLogo).toThrow('site.logo: none.svg is absent')
})
