import { type DecodedPng, decode } from 'fast-png'
import { describe, expect, it } from 'vitest'
import { securityCodePicture } from '../../functions/create-captcha/security-code-picture.ts'
import { seeded } from '../builders/seeded.ts'

describe('the picture of the security code', () => {
  it('is a grey PNG of 360 × 132 pixels in a data URI', () => {
    const picture = decode(png('9456', seeded(1)))

    expect(picture).toMatchObject({ width: 360, height: 132, channels: 1, depth: 8 })
    expect(picture.text).toEqual({})
  })

  it('stays below 12 kB whatever the code and the chance', () => {
    for (let seed = 0; seed < 60; seed++) {
      expect(png(String(1000 + seed * 147), seeded(seed)).length).toBeLessThan(12_000)
    }
  })

  it('is the same to the byte for the same code and the same chance', () => {
    expect(securityCodePicture('9456', seeded(7))).toBe(securityCodePicture('9456', seeded(7)))
  })

  it('is another picture each time the chance differs', () => {
    const pictures = Array.from({ length: 50 }, (_, seed) =>
      securityCodePicture('9456', seeded(seed)),
    )

    expect(new Set(pictures).size).toBe(50)
  })

  it('draws each digit differently, and each place of the code', () => {
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

  it('draws strong ink on white, with room around the digits', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { data } = decode(png('8888', seeded(seed)))
      const dark = data.filter((grey) => grey < 64).length / data.length

      expect(Math.min(...data)).toBeLessThan(32)
      expect(dark).toBeGreaterThan(0.1)
      expect(dark).toBeLessThan(0.4)
    }
  })

  it('draws at both ends of the chance', () => {
    for (const chance of [0, 1 - Number.EPSILON]) {
      expect(decode(png('0123', () => chance)).width).toBe(360)
      expect(decode(png('4567', () => chance)).width).toBe(360)
      expect(decode(png('8989', () => chance)).width).toBe(360)
    }
  })

  it.each(['', '123', '12345', '12a4', ' 1234', '1234\n', '١٢٣٤', '-123'])(
    'refuses %j, which is not 4 digits',
    (code) => {
      expect(() => securityCodePicture(code, seeded(1))).toThrow('4 digits')
    },
  )
})

function png(code: string, random: () => number): Uint8Array {
  const [head, body = ''] = securityCodePicture(code, random).split(',')
  expect(head).toBe('data:image/png;base64')
  return Buffer.from(body, 'base64')
}

function inkOf(code: string, seed: number): DecodedPng['data'] {
  return decode(png(code, seeded(seed))).data
}

function pixelsThatDiffer(one: DecodedPng['data'], other: DecodedPng['data']): number {
  return one.filter((grey, pixel) => Math.abs(grey - (other[pixel] ?? 0)) > 128).length
}
