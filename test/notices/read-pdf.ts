import { readFileSync } from 'node:fs'
import { decodeQR } from 'qr/decode.js'

const pageHeight = 841.89

export type ReadPage = ReturnType<typeof pageOf>
export type ReadLine = ReadPage['lines'][number]

/** Parses what pdfkit writes with `compress: false`; no other PDF. */
export function readPdf(path: string) {
  const bytes = readFileSync(path).toString('latin1')
  const objects = objectsOf(bytes)
  const object = (id: string) => {
    const found = objects.get(id)
    if (found === undefined) throw new Error(`${path} has no object ${id}`)
    return found
  }
  const catalogue = [...objects.values()].find((one) => /\/Type \/Catalog\b/.test(one)) ?? ''
  const kids = reference(object(reference(catalogue, 'Pages')[0] ?? ''), 'Kids')
  return {
    pages: kids.map((kid) => pageOf(object(kid), object)),
    structure: structureOf(reference(catalogue, 'StructTreeRoot')[0] ?? '', object),
    catalogue,
  }
}

type Find = (id: string) => string

/** Uses the table at the end, since font data may contain anything. */
function objectsOf(bytes: string): Map<string, string> {
  const [, start = ''] = /startxref\n(\d+)/.exec(bytes.slice(-200)) ?? []
  const offsets = [...bytes.slice(Number(start)).matchAll(/^(\d{10}) \d{5} n/gm)]
    .map(([, offset]) => Number(offset))
    .toSorted((a, b) => a - b)
  return new Map(
    offsets.map((offset, at) => {
      const one = bytes.slice(offset, offsets[at + 1] ?? Number(start))
      return [one.slice(0, one.indexOf(' ')), one]
    }),
  )
}

function reference(one: string, key: string): string[] {
  const [, list = ''] = new RegExp(`/${key} (\\[[^\\]]*\\]|\\d+ 0 R)`).exec(one) ?? []
  return [...list.matchAll(/(\d+) 0 R/g)].map(([, id = '']) => id)
}

function structureOf(id: string, find: Find): string[] {
  const one = find(id)
  const [, tag] = /\/S \/(\w+)/.exec(one) ?? []
  const below = reference(one, 'K').flatMap((kid) => structureOf(kid, find))
  return tag ? [tag, ...below] : below
}

function pageOf(page: string, find: Find) {
  const resources = find(reference(page, 'Resources')[0] ?? '')
  const fonts = new Map(
    [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [
      name,
      unicodeOf(find(reference(find(id), 'ToUnicode')[0] ?? '')),
    ]),
  )
  const content = streamOf(find(reference(page, 'Contents')[0] ?? ''))
  const [texts, tags, decoration]: [string[], string[], string[]] = [[], [], []]
  const [figure, sizes]: [number[][], number[]] = [[], []]
  /** In points; x and baseline from the top left corner. */
  const lines: { text: string; x: number; baseline: number; size: number }[] = []
  let tag = ''
  let said = ''
  let size = 0
  let place = { x: 0, baseline: 0 }
  let font = fonts.get('')
  for (const line of content.split('\n')) {
    const [, opened] = /^\/(\w+) <</.exec(line) ?? []
    const [, name = '', points] = /^\/(F\d+) ([\d.]+) Tf/.exec(line) ?? []
    const [, shown] = /^\[(.*)\] TJ/.exec(line) ?? []
    const [, x, y] = /^1 0 0 1 ([-\d.]+) ([-\d.]+) Tm/.exec(line) ?? []
    const rectangle = /^([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re/.exec(line)
    if (opened) tag = opened
    if (points) {
      font = fonts.get(name)
      size = Number(points)
    }
    if (x && y) place = { x: Number(x), baseline: pageHeight - Number(y) }
    if (shown) {
      const glyphs = [...shown.matchAll(/<([\da-f]+)>/g)].flatMap(([, hex = '']) =>
        [...hex.matchAll(/.{4}/g)].map(([glyph]) => Number.parseInt(glyph, 16)),
      )
      const text = glyphs.map((glyph) => font?.[glyph] ?? '?').join('')
      said += text
      lines.push({ text: text.trim(), ...place, size })
    }
    if (rectangle && tag === 'Figure') figure.push(rectangle.slice(1).map(Number))
    if (line !== 'EMC') continue
    if (tag === 'Artifact') decoration.push(said)
    else {
      tags.push(tag)
      texts.push(said.replace(/\s+/g, ' '))
      sizes.push(size)
    }
    tag = ''
    said = ''
  }
  return { texts, tags, decoration, figure, sizes, lines }
}

const streamOf = (one: string) =>
  one.slice(one.indexOf('stream\n') + 7, one.lastIndexOf('endstream'))

function unicodeOf(map: string): string[] {
  return [...map.matchAll(/<\w+> <\w+> \[(.*)\]/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/<([^>]*)>/g)].map(([, codes = '']) =>
      codes
        .split(' ')
        .map((code) => String.fromCharCode(Number.parseInt(code, 16)))
        .join(''),
    ),
  )
}

export function readQrCode({ figure }: ReadPage): string {
  const scale = 4
  const module = Math.min(...figure.map(([, , , height = 0]) => height))
  const left = Math.min(...figure.map(([x = 0]) => x))
  const top = Math.min(...figure.map(([, y = 0]) => y))
  const at = (points: number) => Math.round(points / module)
  const modules = Math.max(...figure.map(([x = 0, , width = 0]) => at(x - left + width))) + 8
  const side = modules * scale
  const pixels = new Uint8Array(side * side * 3).fill(255)
  for (const [x = 0, y = 0, width = 0] of figure) {
    for (let row = 0; row < scale; row++) {
      const line = (at(y - top) + 4) * scale + row
      const start = (line * side + (at(x - left) + 4) * scale) * 3
      pixels.fill(0, start, start + at(width) * scale * 3)
    }
  }
  return decodeQR({ width: side, height: side, data: pixels })
}
