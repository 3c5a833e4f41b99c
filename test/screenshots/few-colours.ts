import { decode, encode } from 'fast-png'

type Colour = [red: number, green: number, blue: number]

const most = 12

/** Shades this close look alike, unless both fill an area. */
const nearness = 40
const areaShare = 0.02

/**
 * Reduces a screenshot to twelve opaque colours of four bits: a third of its weight, which pdfkit embeds unchanged.
 * @param png with 8 bits a channel
 */
export function inFewColours(png: Uint8Array): Uint8Array {
  const { width, height, data, channels } = decode(png)
  const colourAt = (pixel: number) =>
    [0, 1, 2].map((channel) => data[pixel * channels + channel]) as Colour
  const pixels = Array.from({ length: width * height }, (_, pixel) => colourAt(pixel))
  const palette = commonest(pixels)
  const indexes = new Map<string, number>()
  const bytesInRow = Math.ceil(width / 2)
  const packed = new Uint8Array(bytesInRow * height)
  for (const [pixel, colour] of pixels.entries()) {
    const key = colour.join()
    const index = indexes.get(key) ?? nearest(palette, colour)
    indexes.set(key, index)
    const [x, y] = [pixel % width, Math.floor(pixel / width)]
    const at = y * bytesInRow + (x >> 1)
    packed[at] = (packed[at] ?? 0) | (x % 2 === 0 ? index << 4 : index)
  }
  return encode(
    { width, height, data: packed, depth: 4, channels: 1, palette },
    { zlib: { level: 9 } },
  )
}

function commonest(pixels: readonly Colour[]): Colour[] {
  const counts = new Map<string, { colour: Colour; count: number }>()
  for (const colour of pixels) {
    const counted = counts.get(colour.join())
    if (counted) counted.count += 1
    else counts.set(colour.join(), { colour, count: 1 })
  }
  const palette: Colour[] = []
  const isArea = (count: number) => count > pixels.length * areaShare
  for (const { colour, count } of [...counts.values()].sort(
    (one, other) => other.count - one.count,
  )) {
    if (!isArea(count) && palette.some((taken) => distance(taken, colour) < nearness)) continue
    palette.push(colour)
    if (palette.length === most) break
  }
  return palette
}

function nearest(palette: readonly Colour[], colour: Colour): number {
  const distances = palette.map((one) => distance(one, colour))
  return distances.indexOf(Math.min(...distances))
}

function distance(one: Colour, other: Colour): number {
  return Math.hypot(...one.map((value, channel) => value - (other[channel] ?? 0)))
}
