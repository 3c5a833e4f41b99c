import { decode } from 'fast-png'
import { expect, it } from 'vitest'
import { securityCodePicture } from '../../functions/create-captcha/security-code-picture.ts'
import { type Picture, treatments } from '../bench/morphology.ts'
import { seeded } from '../builders/seeded.ts'
import { sized } from '../size.ts'

// What character recognition needs first. `npm run bench:codes` has tesseract read them.
it('no opening or closing of radius 1 to 6 parts the four digits of a security code', () => {
  const codes = Array.from({ length: sized(6, 12) }, (_, index) =>
    String(887 * index).padStart(4, '0'),
  )
  const pictures = codes.map((code, seed) => pixelsOf(securityCodePicture(code, seeded(seed))))
  const parted = Object.entries(treatments).flatMap(([name, treat]) =>
    [1, 2, 3, 4, 5, 6].map((radius) => ({
      way: `${name} ${radius}`,
      pictures: pictures.filter((picture) => digitSizedShapes(treat(picture, radius)) === 4).length,
    })),
  )
  const most = parted.toSorted((one, other) => other.pictures - one.pictures)[0]
  expect(most?.pictures, most?.way).toBeLessThanOrEqual(sized(0, 1))
})

function pixelsOf(uri: string): Picture {
  const { width, height, data } = decode(Buffer.from(uri.split(',')[1] ?? '', 'base64'))
  return { width, height, greys: Uint8Array.from(data) }
}

/** How many shapes of connected black are as high as a digit and no wider. */
function digitSizedShapes({ width, height, greys }: Picture): number {
  const seen = new Uint8Array(greys.length)
  let shapes = 0
  for (let start = 0; start < greys.length; start++) {
    if (seen[start] || (greys[start] ?? 0) > 127) continue
    let [left, right, top, bottom] = [width, 0, height, 0]
    const open = [start]
    seen[start] = 1
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)]
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
      const near = [x > 0 && at - 1, x < width - 1 && at + 1, at - width, at + width]
      for (const next of near) {
        if (next === false || next < 0 || next >= greys.length || seen[next]) continue
        if ((greys[next] ?? 0) > 127) continue
        seen[next] = 1
        open.push(next)
      }
    }
    const [wide, high] = [right - left, bottom - top]
    if (high > 60 && wide < 90) shapes++
  }
  return shapes
}
