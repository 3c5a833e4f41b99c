import { type DecodedPng, decode } from 'fast-png'
import { expect, test } from 'vitest'
import { captchaPicture } from '../../functions/create-captcha/captcha-picture.ts'
import { smooth } from '../../functions/create-captcha/digit-strokes.ts'
import { contrastWithWhite } from '../../shared/tooling/page-palettes.ts'
import { seeded } from '../builders/seeded.ts'
import { sized } from '../size.ts'

test('the picture of the captcha is a grey PNG of 360 × 132 pixels in a data URI', () => {
  const picture = decode(png('9456', seeded(1)))

  expect(picture).toMatchObject({ width: 360, height: 132, channels: 1, depth: 8 })
  expect(picture.text).toEqual({})
})

test('the picture of the captcha stays below 5 kB whatever the code and the chance', () => {
  for (let seed = 0; seed < 60; seed++) {
    expect(png(String(1000 + seed * 147), seeded(seed)).length).toBeLessThan(5000)
  }
})

test('the picture of the captcha is another picture each time the chance differs', () => {
  const pictures = Array.from({ length: 50 }, (_, seed) => captchaPicture('9456', seeded(seed)))

  expect(new Set(pictures).size).toBe(50)
})

test('the picture of the captcha draws each digit differently, and each place of the code', () => {
  const codes = [
    ...Array.from({ length: 10 }, (_, digit) => String(digit).repeat(4)),
    ...['1000', '0100', '0010', '0001'],
  ]
  const inks = codes.map((code) => inkOf(code, 3))

  for (const [index, ink] of inks.entries()) {
    for (const other of inks.slice(index + 1)) {
      expect(pixelsThatDiffer(ink, other)).toBeGreaterThan(500)
    }
  }
})

test('the picture of the captcha draws in black on white: a contrast of 7 at least, and no grey but at the edges', () => {
  for (let seed = 0; seed < 20; seed++) {
    const { data } = decode(png('8888', seeded(seed)))
    const [black, white] = [Math.min(...data), Math.max(...data)]
    const digits = `#${black.toString(16).padStart(2, '0').repeat(3)}`
    const edges = data.filter((grey) => grey !== black && grey !== white).length

    expect(white).toBe(255)
    expect(contrastWithWhite(digits)).toBeGreaterThanOrEqual(7)
    expect(edges / data.length).toBeLessThan(0.08)
  }
})

test('the picture of the captcha draws four digits that stand apart, each half as high as the picture, in its middle and whole in it', () => {
  for (let seed = 0; seed < sized(30, 60); seed++) {
    const code = String((seed * 2741 + 5566) % 10_000).padStart(4, '0')
    const shapes = thickShapes(png(code, seeded(seed)))

    expect(shapes, code).toHaveLength(4)
    for (const { top, bottom, left, right } of shapes) {
      expect(bottom - top, code).toBeGreaterThan(132 / 2)
      expect(Math.abs((top + bottom) / 2 - 132 / 2), code).toBeLessThan(12)
      expect(Math.min(top, left, 131 - bottom, 359 - right), code).toBeGreaterThan(0)
    }
  }
})

test('the picture of the captcha draws at both ends of the chance', () => {
  for (const chance of [0, 1 - Number.EPSILON]) {
    expect(decode(png('0123', () => chance)).width).toBe(360)
    expect(decode(png('4567', () => chance)).width).toBe(360)
    expect(decode(png('8989', () => chance)).width).toBe(360)
  }
})

test.each(['', '123', '12345', '12a4', ' 1234', '1234\n', '١٢٣٤', '-123'])(
  'the picture of the captcha refuses %j, which is not 4 digits',
  (code) => {
    expect(() => captchaPicture(code, seeded(1))).toThrow('4 digits')
  },
)

const middles = (...points: [number, number][]) =>
  smooth(points, 2).filter((_, step) => step % 3 === 1)

test('a stroke is as round where it closes as anywhere else', () => {
  const square: [number, number][] = [
    ...([
      [0, 0],
      [8, 0],
      [8, 8],
      [0, 8],
      [0, 0],
    ] as [number, number][]),
  ]
  const radii = middles(...square).map(([x, y]) => Math.hypot(x - 4, y - 4))
  expect(radii[0]).toBeGreaterThan(4)
  expect(new Set(radii).size).toBe(1)
})

test('a stroke that ends elsewhere begins and ends gently, whatever lies between', () => {
  expect(middles([0, 0], [16, 0], [32, 0])).toEqual([
    [7, 0],
    [25, 0],
  ])
})

function png(code: string, random: () => number): Uint8Array {
  const [head, body = ''] = captchaPicture(code, random).split(',')
  expect(head).toBe('data:image/png;base64')
  return Buffer.from(body, 'base64')
}

function inkOf(code: string, seed: number): DecodedPng['data'] {
  return decode(png(code, seeded(seed))).data
}

function pixelsThatDiffer(one: DecodedPng['data'], other: DecodedPng['data']): number {
  return one.filter((grey, pixel) => Math.abs(grey - (other[pixel] ?? 0)) > 128).length
}

interface Shape {
  left: number
  right: number
  top: number
  bottom: number
}

/** Pixels; two adjacent shapes closer than this are read as one. */
const reach = 12

function thickShapes(file: Uint8Array): Shape[] {
  const { width, height, data } = decode(file)
  const around = [-2, -1, 0, 1, 2].flatMap((down) =>
    [-2, -1, 0, 1, 2].map((across) => down * width + across),
  )
  const thick = new Set(
    [...data.keys()].filter((at) => around.every((step) => (data[at + step] ?? 255) < 128)),
  )
  const near = [-width, width, ...Array.from({ length: 2 * reach + 1 }, (_, step) => step - reach)]
  const shapes: Shape[] = []
  for (const start of thick) {
    const shape = { left: width, right: 0, top: height, bottom: 0 }
    const open = [start]
    thick.delete(start)
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)]
      shape.left = Math.min(shape.left, x - 2)
      shape.right = Math.max(shape.right, x + 2)
      shape.top = Math.min(shape.top, y - 2)
      shape.bottom = Math.max(shape.bottom, y + 2)
      for (const next of near.map((step) => at + step)) {
        if (thick.delete(next)) open.push(next)
      }
    }
    shapes.push(shape)
  }
  return shapes
}
