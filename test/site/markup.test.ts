import { HtmlValidate } from 'html-validate'
import { expect, test } from 'vitest'
import { fileOpenedMail, staffActionMail } from '../../shared/texts/staff/staff-mails.ts'
import { run as printNotices } from '../notices/notices-run.ts'
import { asked, election, siteUrl, zoe } from '../texts/mail-cases.ts'
import { mails } from '../texts/mail-examples.ts'
import { sites } from './built-site.ts'
import { deadLinks, linksIn } from './links.ts'

const written = [
  ...Object.values(mails).map(({ write }) => write(election, {})),
  fileOpenedMail(election, { ...zoe, at: asked, by: 'file-opened' }),
  staffActionMail(election, { ...zoe, at: asked, action: 'print-notice' }),
]

const pagesOf = (site: (typeof sites)['staff']) =>
  site.files().flatMap((path) => (path.endsWith('.html') ? [{ path, html: site.read(path) }] : []))

test.each(Object.entries(sites))('no link of a page is dead: %s', (_, site) => {
  const dead = pagesOf(site).flatMap(({ path, html }) => {
    const assets = html.matchAll(/<(?:link|script|img)(?=\s)[^>]* (?:href|src)="(?!data:)([^"]*)"/g)
    const links = [...linksIn(html), ...Array.from(assets, ([, address]) => address)]
    return deadLinks(links, path, site).map((link) => `${path} ${link}`)
  })
  expect(dead).toEqual([])
})

test('no link of a mail, in HTML or text, is dead', () => {
  const links = written.flatMap(({ html, text }) => [
    ...linksIn(html),
    ...(text.match(/https?:\/\/\S+/g) ?? []),
  ])
  expect(links.length).toBeGreaterThan(3 * written.length)
  expect(deadLinks(links, siteUrl, sites.staffed)).toEqual([])
})

type Rules = Record<string, 'off'>

const pageRules: Rules = {
  'require-sri': 'off',
  // GOV.UK's banner is a div with a role, its link-button an a with a role.
  'prefer-native-element': 'off',
  // Scripts fill them before they show them: every-state.test.ts.
  'empty-heading': 'off',
  // The help's search answers as the voter types.
  'wcag/h32': 'off',
}

/** Outlook needs deprecated attributes. */
const mailRules: Rules = { 'no-deprecated-attr': 'off' }

const validator = (rules: Rules) =>
  new HtmlValidate({
    root: true,
    extends: ['html-validate:standard', 'html-validate:document', 'html-validate:a11y'],
    rules,
  })

const validators = { page: validator(pageRules), mail: validator(mailRules), notice: validator({}) }

async function errorsIn(html: string, kind: keyof typeof validators) {
  const { results } = await validators[kind].validateString(html)
  return results.flatMap(({ messages }) =>
    messages.map(({ line, message }) => `${line}: ${message}`),
  )
}

test('every page is valid HTML', async () => {
  for (const site of [sites.staffed, sites.staff])
    for (const { path, html } of pagesOf(site))
      expect(await errorsIn(html, 'page'), path).toEqual([])
})

test('every mail, and a notice as a page, is valid HTML', async () => {
  for (const { subject, html } of written) expect(await errorsIn(html, 'mail'), subject).toEqual([])
  const { names, text } = await printNotices([{ format: 'html' }])
  for (const name of names().filter((name) => name.endsWith('.html')))
    expect(await errorsIn(text(name), 'notice'), name).toEqual([])
})
