/** Grey pixels, row by row: 0 is black. */
export interface Picture {
  width: number
  height: number
  greys: Uint8Array
}

/** What a radius cannot enter disappears: of black, thin lines when opened, thin gaps when closed. */
export const treatments: Readonly<Record<string, (picture: Picture, radius: number) => Picture>> = {
  opening: (picture, radius) => darkest(lightest(picture, radius), radius),
  closing: (picture, radius) => lightest(darkest(picture, radius), radius),
}

/** Each pixel becomes the darkest of the disc around it. */
function darkest({ width, height, greys }: Picture, radius: number): Picture {
  const rows = rowsOfDarkest(greys, width, radius)
  const result = new Uint8Array(greys)
  for (let dy = -radius; dy <= radius; dy++) {
    const row = rows[Math.floor(Math.sqrt(radius * radius - dy * dy))] as Uint8Array
    const [from, to] = [Math.max(0, -dy) * width, Math.min(height, height - dy) * width]
    for (let at = from; at < to; at++) {
      const grey = row[at + dy * width] as number
      if (grey < (result[at] as number)) result[at] = grey
    }
  }
  return { width, height, greys: result }
}

/** The n-th holds the darkest of n pixels to the left, the pixel, and n to the right. */
function rowsOfDarkest(greys: Uint8Array, width: number, radius: number): Uint8Array[] {
  const rows = [greys]
  for (let reach = 1; reach <= radius; reach++) {
    const row = new Uint8Array(rows[reach - 1] as Uint8Array)
    for (let at = 0; at < row.length; at++) {
      const x = at % width
      const left = x >= reach ? (greys[at - reach] as number) : 255
      const right = x + reach < width ? (greys[at + reach] as number) : 255
      row[at] = Math.min(row[at] as number, left, right)
    }
    rows.push(row)
  }
  return rows
}

const lightest = (picture: Picture, radius: number) => inverted(darkest(inverted(picture), radius))

function inverted({ width, height, greys }: Picture): Picture {
  return { width, height, greys: greys.map((grey) => 255 - grey) }
}
