import { encode } from 'fast-png'
import { captchaPattern } from '../../shared/domain/code-lengths.ts'
import { type Point, smooth, strokesOf } from './digit-strokes.ts'

type Sampler = (low: number, high: number) => number

const width = 360
const height = 132

const digitSpacing = 84

const blackLevel = 15
const greyStep = 16
const white = 255

export function captchaPicture(code: string, random: () => number): string {
  if (!captchaPattern.test(code)) throw new RangeError('a captcha is 4 digits')
  const sample: Sampler = (low, high) => low + (high - low) * random()
  const coverages = new Float32Array(width * height)
  for (const [index, digit] of [...code].entries()) {
    const toPixel = randomPlacement(sample, width / 2 + (index - 1.5) * digitSpacing)
    for (const stroke of strokesOf(Number(digit), random())) {
      drawLine(coverages, smooth(stroke, 8).map(toPixel), 6.5)
    }
  }
  const xFractions = [-0.03, 0.3, 0.65, 1.03]
  const line = xFractions.map((fraction): Point => [width * fraction, height * sample(0.25, 0.75)])
  drawLine(coverages, smooth(line, 10), 1.2)
  const greys = new Uint8Array(
    coverages.map((coverage) => white - Math.round(coverage * blackLevel) * greyStep),
  )
  const png = encode({ width, height, data: greys, channels: 1 }, { zlib: { level: 6 } })
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`
}

function randomPlacement(sample: Sampler, centreX: number): (point: Point) => Point {
  const scale = sample(0.82, 0.94)
  const slant = sample(-0.1, 0.1)
  const angle = sample(-0.12, 0.12)
  const middleY = height / 2 + sample(-7, 7)
  return ([x, y]) => {
    const scaledY = (y - 50) * scale
    const scaledX = (x - 30) * scale - scaledY * slant
    return [
      centreX + scaledX * Math.cos(angle) - scaledY * Math.sin(angle),
      middleY + scaledX * Math.sin(angle) + scaledY * Math.cos(angle),
    ]
  }
}

function drawLine(coverages: Float32Array, points: readonly Point[], radius: number): void {
  for (const [index, [x1, y1]] of points.slice(1).entries()) {
    const [x0, y0] = points[index] as Point
    const [dx, dy] = [x1 - x0, y1 - y0]
    const squaredLength = dx * dx + dy * dy || 1
    const reach = radius + 1
    const right = Math.min(width - 1, Math.ceil(Math.max(x0, x1) + reach))
    const bottom = Math.min(height - 1, Math.ceil(Math.max(y0, y1) + reach))
    for (let y = Math.max(0, Math.floor(Math.min(y0, y1) - reach)); y <= bottom; y++) {
      for (let x = Math.max(0, Math.floor(Math.min(x0, x1) - reach)); x <= right; x++) {
        const position = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / squaredLength))
        const gapX = x - x0 - position * dx
        const gapY = y - y0 - position * dy
        const coverage = Math.min(1, radius + 0.5 - Math.sqrt(gapX * gapX + gapY * gapY))
        const pixel = y * width + x
        if (coverage > (coverages[pixel] ?? 0)) coverages[pixel] = coverage
      }
    }
  }
}
