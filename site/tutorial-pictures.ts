import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type PictureName, pictureNames } from '../shared/texts/tutorial/tutorial.ts'

/** PNG with a palette and no transparency, made by `npm run tutorial-pictures`: pdfkit embeds these as they are. */
interface Picture {
  png: Buffer
  width: number
  height: number
}

export type Pictures = ReadonlyMap<PictureName, Picture>

export const picturesDirectory = join(import.meta.dirname, 'pictures')

/** A step without its picture is text alone. */
export function readPictures(): Pictures {
  return new Map(
    pictureNames.flatMap((name) => {
      const path = join(picturesDirectory, `${name}.png`)
      if (!existsSync(path)) return []
      const png = readFileSync(path)
      // https://www.w3.org/TR/png/#11IHDR
      return [[name, { png, width: png.readUInt32BE(16), height: png.readUInt32BE(20) }]]
    }),
  )
}
