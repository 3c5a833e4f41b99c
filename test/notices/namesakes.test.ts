import { describe, expect, it } from 'vitest'
import { noticesCommandTexts as texts } from '../../team/notices/texts.ts'
import { identifierNumber, type NoticeFields, noticesCsv } from './notices-csv.ts'
import { run } from './notices-run.ts'
import type { ReadPage } from './read-pdf.ts'

const emails = ['jean.dupont@academie.example.org', 'jean.dupont2@academie.example.org'] as const
const jean = { first_name: 'Jean', last_name: 'Dupont' }
const homonyms = [
  { ...jean, email: emails[0], identifier: identifierNumber(31) },
  { ...jean, email: emails[1], identifier: identifierNumber(32) },
]
const other = { last_name: 'Martin', email: 'martin@academie.example.org' }

const said = (texts: readonly string[] = []) => texts.join('').replace(/\s/g, '')

const told = (page?: ReadPage) => emails.filter((email) => said(page?.texts).includes(email))

describe('two voters of one name in one school', () => {
  it('have their e-mails on the signature sheet and on their notices, and nobody else does', async () => {
    const { pdf } = await run([...homonyms, other])
    const [sheet, ...notices] = pdf('lycee-jean-exemple.pdf').pages
    expect(told(sheet)).toEqual(emails)
    expect(sheet?.texts.join(' ')).toContain('Leur adresse e-mail professionnelle')
    const [first, second, third] = notices
    expect(told(first)).toEqual([emails[0]])
    expect(first?.texts).toContain(identifierNumber(31))
    expect(told(second)).toEqual([emails[1]])
    expect(second?.texts).toContain(identifierNumber(32))
    for (const page of [sheet, third]) expect(said(page?.texts)).not.toContain(other.email)
  })

  it.each<[string, NoticeFields, NoticeFields]>([
    ['case', { last_name: 'DUPONT' }, {}],
    ['accents', { first_name: 'Jéan', last_name: 'Dúpont' }, {}],
    ['spaces and hyphens', { first_name: 'Anne-Marie' }, { first_name: 'Anne  Marie' }],
    ['the end of the first name', { first_name: '', last_name: 'Jean Dupont' }, {}],
    ['how their school is written', { school: 'LYCEE  JEAN EXEMPLE' }, {}],
    ['a ligature', { last_name: 'Lœb' }, { last_name: 'Loeb' }],
  ])('are homonyms whatever differs in %s', async (_, one, two) => {
    const [first, second] = homonyms
    const { allTexts } = await run([
      { ...first, ...one },
      { ...second, ...two },
    ])
    const printed = said(allTexts())
    for (const email of emails) expect(printed.split(email)).toHaveLength(3)
  })

  it('have their e-mails in large print, as a page and in Braille too', async () => {
    const formats = ['grand', 'html', 'braille']
    const voters = formats.flatMap((format, at) =>
      homonyms.map((voter, one) => ({
        ...voter,
        format,
        school: `École ${format}`,
        identifier: identifierNumber(10 + 2 * at + one),
      })),
    )
    const { pdf, text, names } = await run(voters)
    const large = said(pdf('ecole-grand.pdf').pages.flatMap(({ texts }) => texts))
    const files = (extension: string) =>
      names().filter((name) => name.endsWith(extension) && name !== 'sommaire.csv')
    for (const email of emails) expect(large).toContain(`Adressee-mail:${email}`)
    expect(files('.html')).toEqual([
      expect.stringMatching(/^ecole-html-jean-dupont-acad/),
      expect.stringMatching(/^ecole-html-jean-dupont2-acad/),
    ])
    for (const names of [files('.html'), files('.txt')]) {
      const named = names.map((name) => emails.filter((one) => said([text(name)]).includes(one)))
      expect(named).toEqual(emails.map((email) => [email]))
    }
  })

  it('are refused by their line if no e-mail distinguishes them', async () => {
    const [first, second] = homonyms
    const voters = [first ?? {}, other, { ...second, email: '' }]
    await expect(run(voters)).rejects.toThrow(texts.lineProblem(4, texts.namesake))
    expect((await run([{ ...first, email: '王@example.org' }, other])).outcome).toHaveProperty(
      'noticeCount',
      2,
    )
  })
})

it('voters of one name in two schools are no homonyms', async () => {
  const [first, second] = homonyms
  const { allTexts } = await run([first ?? {}, { ...second, school: 'Lycée Zola' }])
  expect(said(allTexts())).not.toContain('@academie')
})

it('a file without e-mails is printed if nobody in it needs one', async () => {
  const withoutEmails = (voters: readonly NoticeFields[]) =>
    noticesCsv(voters).replace(/(^\ufeff?|\r\n)[^;\r]*;/g, '$1')
  expect((await run(withoutEmails([jean, other]))).outcome).toHaveProperty('noticeCount', 2)
  const lines = [2, 3].map((line) => texts.lineProblem(line, texts.namesake))
  await expect(run(withoutEmails(homonyms))).rejects.toThrow(texts.invalidFile(lines, 2))
})
