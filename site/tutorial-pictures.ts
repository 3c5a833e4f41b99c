import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type PictureName, pictureNames } from '../shared/texts/tutorial/tutorial.ts'

/** Palette PNG without transparency, which pdfkit embeds unchanged. */
interface Picture {
  png: Buffer
  width: number
  height: number
}

export type Pictures = Readonly<Record<PictureName, Picture>>

export const picturesDirectory = join(import.meta.dirname, 'pictures')

export function readPictures(): Pictures {
  const pictures = pictureNames.map((name) => {
    const png = readFileSync(join(picturesDirectory, `${name}.png`))
    // https://www.w3.org/TR/png/#11IHDR
    return [name, { png, width: png.readUInt32BE(16), height: png.readUInt32BE(20) }]
  })
  return Object.fromEntries(pictures) as Pictures
}
