import { describe, expect, it } from 'vitest'
import { identifierNumber } from './notices-csv.ts'
import { run, siteUrl } from './notices-run.ts'
import { type ReadPage, readQrCode } from './read-pdf.ts'

const amina = { first_name: 'Amina', last_name: 'Exemple', identifier: identifierNumber(12_345) }
const spaces = (text: string) => text.replaceAll('\u00a0', ' ')

describe('a printed notice', () => {
  it('is one A4 page with the identifier once, larger than everything else', async () => {
    const { pdf } = await run([amina])
    const { pages } = pdf('lycee-jean-exemple.pdf')
    expect(pages).toHaveLength(2)
    const texts = pages[1]?.texts.map(spaces) ?? []
    expect(texts).toEqual(
      expect.arrayContaining([
        'Le Ministère',
        'Élections professionnelles 2026',
        'Amina Exemple',
        'Lycée Jean-Exemple',
        identifierNumber(12_345),
        'Vous pouvez voter du dimanche 29 novembre 2026 à 10 h au dimanche 6 décembre 2026 à 17 h.',
        'Les heures sont données en heure de Paris.',
        siteUrl,
        'Comment voter en quatre étapes',
        'Vous avez perdu cet identifiant ?',
        '01 23 45 67 89 ou aide@elections.example',
        'de 8 h à 18 h.',
      ]),
    )
    expect(texts.filter((text) => /^[1-4]\.$/.test(text))).toEqual(['1.', '2.', '3.', '4.'])
    expect(texts.join(' ')).toContain('Ne communiquez cet identifiant à personne.')
    expect(texts.join(' ')).toContain('votre NUMEN et votre date de naissance')
    const { sizes = [] } = pages[1] ?? {}
    const size = sizes[texts.indexOf(identifierNumber(12_345))] ?? 0
    expect(sizes.filter((one) => one >= size)).toHaveLength(1)
    expect(texts.join('\n').split(identifierNumber(12_345))).toHaveLength(2)
  })

  it("has a QR code of the site's address, never of the identifier, with a caption below", async () => {
    const { pdf } = await run([amina])
    const page = pdf('lycee-jean-exemple.pdf').pages[1] as ReadPage
    expect(readQrCode(page)).toBe(siteUrl)
    const { figure, lines } = page
    const left = Math.min(...figure.map(([x = 0]) => x))
    const right = Math.max(...figure.map(([x = 0, , width = 0]) => x + width))
    const bottom = Math.max(...figure.map(([, y = 0, , height = 0]) => y + height))
    const caption = lines.find(({ text }) => text.startsWith('Ce code'))
    expect(caption?.baseline).toBeGreaterThan(bottom)
    expect(caption?.baseline).toBeLessThan(bottom + 30)
    expect(caption?.x).toBeGreaterThan(left - 20)
    expect(caption?.x).toBeLessThan(right)
  })

  it('has French typography, in large print and as a page too, and keeps the address as typed', async () => {
    const address = "https://vote.example/d'ici"
    const { pdf, text, names } = await run([{}, { format: 'grand' }, { format: 'html' }], {
      siteUrl: address,
      file: { title: "L'élection d'un comité : 2026" },
    })
    const { pages } = pdf('lycee-jean-exemple.pdf')
    const lines = pages.flatMap((page) => page.lines.map((line) => line.text))
    const html = text(names().find((name) => name.endsWith('.html')) ?? '')
    const said = [...lines, html.replaceAll('&#39;', "'")].join('\n')
    expect(said.split(address)).toHaveLength(1 + 4)
    expect(said).toContain('L’élection d’un comité\u00a0: 2026')
    const ours = said.replaceAll(address, '').replace(/<(meta|style).*/g, '')
    expect(ours).not.toMatch(/[A-Za-zÀ-ÿ]'|\S [?!:;»]|« /)
  })

  it('can be read aloud: every text has its place in the structure, in French', async () => {
    const { pdf } = await run([amina])
    const { structure, catalogue, pages } = pdf('lycee-jean-exemple.pdf')
    expect(catalogue).toContain('/Lang (fr-FR)')
    expect(structure.slice(0, 2)).toEqual(['Document', 'Sect'])
    for (const tag of ['H1', 'H2', 'P', 'L', 'LI', 'LBody', 'Figure', 'Table', 'TR', 'TH', 'TD']) {
      expect(structure).toContain(tag)
    }
    const marked = pages.flatMap(({ tags }) => tags)
    expect(marked).not.toContain('')
    expect(structure.filter((tag) => marked.includes(tag))).toHaveLength(marked.length)
  })

  it('fits on one page whatever the length of the titles, and says how many ballots it omits', async () => {
    const ballots = Array.from({ length: 40 }, (_, at) => ({
      id: `b${at}`,
      title: 'Scrutin '.repeat(20).trim(),
    }))
    const file = {
      title: 'É'.repeat(120),
      organiser: 'W'.repeat(80),
      smsSignature: 'Le Ministère',
      ballots,
    }
    const { pdf } = await run(
      [{ ...amina, last_name: 'X'.repeat(300), school: 'Y '.repeat(300) }],
      { file },
    )
    const { pages } = pdf(`${'y-'.repeat(30).slice(0, 59)}.pdf`)
    expect(pages).toHaveLength(2)
    const shown = pages[1]?.texts.filter((text) => text.startsWith('Scrutin')).length ?? 0
    expect(shown).toBeGreaterThan(0)
    expect(pages[1]?.texts).toContain(`et ${40 - shown} autres scrutins.`)
  })
})

it('a notice in large print says the same in 24 points or more, over several pages', async () => {
  const { pdf } = await run([
    { ...amina, format: 'grand' },
    { ...amina, identifier: identifierNumber(7), last_name: 'Zed' },
  ])
  const { pages } = pdf('lycee-jean-exemple.pdf')
  const large = pages.slice(1, -1)
  expect(large.length).toBeGreaterThan(2)
  expect(Math.min(...large.flatMap(({ sizes }) => sizes))).toBe(24)
  const said = (some: typeof pages) =>
    new Set(
      some
        .flatMap(({ texts }) => texts)
        .join(' ')
        .split(/[\s,]+/),
    )
  const missing = [...said(pages.slice(-1))].filter((word) => !said(large).has(word))
  expect(missing.filter((word) => !/Zed|0007|B500|Établissement|^0/.test(word))).toEqual([])
  expect(large.filter(({ texts }) => texts.includes(identifierNumber(12_345)))).toHaveLength(1)
  expect(large.flatMap((page) => (page.figure.length > 0 ? [readQrCode(page)] : []))).toEqual([
    siteUrl,
  ])
})

it('the signature sheet comes first and lists every voter, whatever their format, without a trace of it or of an identifier', async () => {
  const formats = ['', 'grand', 'html', 'braille']
  const voters = formats.map((format, at) => ({
    first_name: 'Amina',
    last_name: `Exemple ${at}`,
    format,
  }))
  const { pdf } = await run(voters)
  const { texts = [] } = pdf('lycee-jean-exemple.pdf').pages[0] ?? {}
  expect(texts).toEqual(
    expect.arrayContaining([
      'Feuille d’émargement',
      'Lycée Jean-Exemple',
      '4 électeurs',
      'Nom',
      'Prénom',
      'Date',
      'Signature',
    ]),
  )
  for (const at of formats.keys()) expect(texts).toContain(`Exemple ${at}`)
  expect(texts.join(' ')).not.toMatch(/B5|braille|html|grand/i)
})
