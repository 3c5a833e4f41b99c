import { encode } from 'fast-png'
import { type Point, smooth, strokesOf } from './digit-strokes.ts'

type Between = (low: number, high: number) => number

/** Pixels, meant to be shown at 220 × 81 or larger: crisp on dense screens. */
const width = 360
const height = 132

/** Sixteen greys: as smooth to the eye as 256, and half the bytes once compressed. */
const blackness = 15
const greyStep = 16
const white = 255

/** How much of each pixel is inked, from 0 to 1. */
type Layer = Float32Array

/**
 * The 4 digits as a picture that a person reads and that no file structure gives away: pixels only.
 *
 * The digits touch. Lines as thick as their strokes and two broad shadows turn black into white where they
 * cross them: an eye follows the shapes on, but whatever thins or thickens black to take the lines away takes
 * strokes away too, and no threshold parts the digits from the rest. A network trained on such pictures reads
 * them all the same: the limits on attempts are the real barrier.
 *
 * @param random uniform in [0, 1); the picture depends on nothing else but the code
 * @returns a `data:image/png` URI, below 12 kB of PNG
 */
export function securityCodePicture(code: string, random: () => number): string {
  if (!/^\d{4}$/.test(code)) throw new RangeError('a security code is 4 digits')
  const between: Between = (low, high) => low + (high - low) * random()
  const warp = sinusoidalWarp(between)
  const picture: Layer = new Float32Array(width * height)

  const advance = between(64, 70)
  const firstCentre = width / 2 - 1.5 * advance + between(-22, 22)
  for (const [index, digit] of [...code].entries()) {
    const place = placement(between, firstCentre + index * advance)
    const radius = between(4.6, 5.6)
    for (const stroke of strokesOf(Number(digit), random())) {
      drawLine(picture, smooth(stroke, 8).map(place).map(warp), radius)
    }
  }
  const invertAlong = (points: Point[], radius: number) => {
    const layer: Layer = new Float32Array(width * height)
    drawLine(layer, smooth(points, 10), radius)
    invertUnder(picture, layer)
  }
  for (const half of [0, 1]) invertAlong(shadowLine(between, half), between(13, 22))
  for (const half of [0, 1]) invertAlong(strayLine(between, half), between(4.4, 5.4))
  // Typed arrays are mapped much faster than they are made from one another.
  const greys = new Uint8Array(
    picture.map((inked) => white - Math.round(inked * blackness) * greyStep),
  )
  const png = encode({ width, height, data: greys, channels: 1 }, { zlib: { level: 6 } })
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`
}

/** Puts a digit's 60 × 100 box at its place in the row: scaled, slanted, rotated, shifted. */
function placement(between: Between, centre: number): (point: Point) => Point {
  const scale = between(0.84, 0.98)
  const stretch = between(0.94, 1.2)
  const slant = between(-0.18, 0.18)
  const angle = between(-0.16, 0.16)
  const middle: Point = [centre + between(-5, 5), height / 2 + between(-7, 7)]
  return ([x, y]) => {
    const up = (y - 50) * scale
    const across = (x - 30) * scale * stretch - up * slant
    return [
      middle[0] + across * Math.cos(angle) - up * Math.sin(angle),
      middle[1] + across * Math.sin(angle) + up * Math.cos(angle),
    ]
  }
}

function sinusoidalWarp(between: Between): (point: Point) => Point {
  const wave = () => {
    const amplitude = between(2.5, 5)
    const frequency = (2 * Math.PI) / between(90, 170)
    const phase = between(0, 2 * Math.PI)
    return (at: number) => amplitude * Math.sin(at * frequency + phase)
  }
  const [acrossWave, downWave] = [wave(), wave()]
  return ([x, y]) => [x + acrossWave(y), y + downWave(x)]
}

/** One in each half of the height, from side to side. */
function strayLine(between: Between, half: number): Point[] {
  const knots = [-0.03, 0.3, 0.65, 1.03]
  return knots.map((part) => [width * part, (between(0.08, 0.42) + 0.5 * half) * height])
}

/** One in each half of the width, from top to bottom. */
function shadowLine(between: Between, half: number): Point[] {
  const middle = width * (0.28 + 0.44 * half)
  return [-0.3, 0.3, 0.7, 1.3].map((part) => [middle + between(-50, 50), height * part])
}

/** Black becomes white and white black, by the share of each pixel that is covered. */
function invertUnder(picture: Layer, layer: Layer): void {
  for (let pixel = 0; pixel < picture.length; pixel++) {
    const covered = layer[pixel] ?? 0
    if (covered === 0) continue
    const inked = picture[pixel] ?? 0
    picture[pixel] = inked + covered - 2 * inked * covered
  }
}

/** Lays a round-ended line on the layer: of each pixel, the share that it covers. */
function drawLine(layer: Layer, points: readonly Point[], radius: number): void {
  for (const [index, [x1, y1]] of points.slice(1).entries()) {
    const [x0, y0] = points[index] as Point
    const [dx, dy] = [x1 - x0, y1 - y0]
    const squaredLength = dx * dx + dy * dy || 1
    const reach = radius + 1
    const right = Math.min(width - 1, Math.ceil(Math.max(x0, x1) + reach))
    const bottom = Math.min(height - 1, Math.ceil(Math.max(y0, y1) + reach))
    for (let y = Math.max(0, Math.floor(Math.min(y0, y1) - reach)); y <= bottom; y++) {
      for (let x = Math.max(0, Math.floor(Math.min(x0, x1) - reach)); x <= right; x++) {
        const along = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / squaredLength))
        const across = x - x0 - along * dx
        const down = y - y0 - along * dy
        const covered = Math.min(1, radius + 0.5 - Math.sqrt(across * across + down * down))
        const pixel = y * width + x
        if (covered > (layer[pixel] ?? 0)) layer[pixel] = covered
      }
    }
  }
}
