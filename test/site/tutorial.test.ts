import { decode } from 'fast-png'
import { beforeAll, describe, expect, test } from 'vitest'
import { addFrenchSpaces } from '../../shared/texts/french-typography.ts'
import {
  mapLinks,
  pictureNames,
  tutorialOf,
  weightText,
} from '../../shared/texts/tutorial/tutorial.ts'
import { page as sheet } from '../../shared/tooling/pdf-document.ts'
import { tutorialPdf } from '../../site/tutorial-pdf.ts'
import { readPictures } from '../../site/tutorial-pictures.ts'
import { builtSite, election, textOf } from './built-site.ts'

const { files, page } = builtSite()
const tutorial = tutorialOf(election)
const steps = tutorial.parts.flatMap(({ steps }) => steps)
const spaced = (text: string) => addFrenchSpaces(text).replace(/\s+/g, ' ')

test('the tutorial has every step in words, so it needs no picture', () => {
  const words = textOf(page('/tutoriel/'))
  for (const { text } of steps) expect(words).toContain(spaced(mapLinks(text, (label) => label)))
})

test('the tutorial has each picture in a step, sized, lazy and described', () => {
  expect(steps.flatMap(({ picture }) => picture ?? []).sort()).toEqual([...pictureNames].sort())
  const images = page('/tutoriel/').match(/<img[^>]*>/g) ?? []
  expect(images).toHaveLength(pictureNames.length)
  for (const image of images) {
    expect(image).toMatch(/ width="\d+" height="\d+"/)
    expect(image).toContain('loading="lazy"')
    expect(Number(image.match(/ width="(\d+)"/)?.[1])).toBeLessThanOrEqual(320)
  }
  for (const alt of Object.values(tutorial.pictureAlts))
    expect(page('/tutoriel/')).toContain(`alt="${addFrenchSpaces(alt)}"`)
})

test("the tutorial's pictures show a page from its top and outline the step's subject", () => {
  for (const { png, width } of Object.values(readPictures())) {
    const { data, palette = [], height } = decode(png)
    const outline = palette.findIndex(([red = 0, green = 0, blue = 0]) => red > 2 * (green + blue))
    const pixels = [...data].flatMap((two) => [two >> 4, two & 15])
    const rows = Array.from({ length: height }, (_, y) => pixels.slice(y * width, (y + 1) * width))
    const outlined = rows.map((row) => row.filter((pixel) => pixel === outline).length)
    const [first, last] = [outlined, outlined.toReversed()].map((all) =>
      all.findIndex((count) => count > 0.9 * width),
    )
    expect(first).toBeGreaterThan(100)
    expect(last).toBeGreaterThan(20)
    expect(png.length).toBeLessThan(5_000)
  }
})

test('the tutorial gives the size of its PDF before the click', () => {
  expect(textOf(page('/tutoriel/'))).toMatch(/Tutoriel électeur \(PDF, \d+ ko\)/)
  expect(files().filter((path) => path.endsWith('.pdf'))).toHaveLength(1)
  expect([weightText(84_300), weightText(99)]).toEqual(['(PDF, 84 ko)', '(PDF, 1 ko)'])
})

describe("the tutorial's PDF", () => {
  let bytes: Buffer
  let source: string
  beforeAll(() => {
    bytes = tutorialPdf(tutorial, election, readPictures())
    source = bytes.toString('latin1')
  })
  const tagged = (tag: string) => source.split(`/S /${tag}\n`).length - 1

  test('is in French, with a structure for screen readers', () => {
    expect(source).toContain('/Lang (fr-FR)')
    expect(source).toContain('/Marked true')
    expect(tagged('H1')).toBe(1)
    expect(tagged('H2')).toBe(tutorial.parts.length + 1)
    expect(tagged('LI')).toBe(steps.length)
    expect(tagged('Figure')).toBe(pictureNames.length)
  })

  test('has each picture right of its step, without overlap', () => {
    const figures = source
      .split('\nendobj')
      .filter((object) => object.includes('/S /Figure'))
      .map((figure) => ({
        on: /\/Pg (\d+)/.exec(figure)?.[1],
        box: /\/BBox \[(.+)\]/.exec(figure)?.[1]?.split(' ').map(Number) ?? [],
      }))
    for (const [at, { on, box }] of figures.entries()) {
      const [left = 0, bottom = 0, right = 0, top = 0] = box
      expect(left).toBeGreaterThan(sheet.width / 2)
      expect(right).toBeLessThanOrEqual(sheet.width - sheet.margin)
      expect(bottom).toBeGreaterThan(sheet.margin)
      expect(top).toBeLessThanOrEqual(sheet.height - sheet.margin)
      for (const below of figures.slice(at + 1).filter((other) => other.on === on))
        expect(below.box[3]).toBeLessThan(bottom)
    }
  })

  // PDF/UA-1 checks, numbered as in the Matterhorn protocol: no validator runs on Node alone.
  test('declares PDF/UA, and meets its checks', () => {
    const objects = source.split('\nendobj').map((object) => object.slice(object.indexOf(' obj')))
    const allOf = (entry: string) => objects.filter((object) => object.includes(entry))
    expect(source).toContain('<pdfuaid:part>1</pdfuaid:part>') // 06-002
    expect(source).toContain('/DisplayDocTitle true') // 07-001
    for (const figure of allOf('/S /Figure')) expect(figure).toMatch(/\/Alt [(<]/) // 13-004
    expect(allOf('/S /L\n')).toHaveLength(tutorial.parts.length)
    for (const list of allOf('/S /L\n')) expect(list).toContain('/ListNumbering /Decimal') // 16-001
    for (const sheet of allOf('/Type /Page\n')) expect(sheet).toContain('/Tabs /S') // 28-008
    for (const font of allOf('/Subtype /Type0')) expect(font).toContain('/ToUnicode') // 10-001
    expect(allOf('/Type /FontDescriptor').length).toBeGreaterThan(0)
    for (const font of allOf('/Type /FontDescriptor')) expect(font).toMatch(/\/FontFile[23]/) // 31-009
    expect(allOf('/S /H3')).toEqual([]) // 14-003
  })

  test('has a bookmark for each of its titles', () => {
    expect(source).toContain('/PageMode /UseOutlines')
    const titles = 2 + tutorial.parts.length
    expect(source.split('/Title ')).toHaveLength(1 + 1 + titles)
  })

  test('carries the address of the site', () => {
    const site = { ...election.site, domain: 'vote.example.org' }
    const withDomain = tutorialOf({ ...election, site })
    expect(withDomain.address).toContain('https://vote.example.org/')
    const [withIt, without] = [withDomain, { ...withDomain, address: '' }].map((tutorial) =>
      tutorialPdf(tutorial, election, readPictures()),
    )
    expect(withIt?.equals(without ?? Buffer.alloc(0))).toBe(false)
  })

  test('is the same to the byte at each deployment', () => {
    expect(tutorialPdf(tutorial, election, readPictures()).equals(bytes)).toBe(true)
  })
})
