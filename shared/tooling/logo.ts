import { readFileSync, statSync } from 'node:fs'
import { extname } from 'node:path'

export interface Logo {
  content: Buffer
  extension: 'svg' | 'png'
  /** Width and height are in CSS pixels, scaled to fit the header. */
  width: number
  height: number
}

export type LogoProblem = 'absent' | 'too-large' | 'no-picture' | 'unsafe'

export const maxLogoBytes = 8_000

const maxWidth = 120
const maxHeight = 36

export function readLogo(file: string): Logo | LogoProblem {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (!stats?.isFile()) return 'absent'
  if (stats.size > maxLogoBytes) return 'too-large'
  const content = readFileSync(file)
  const extension = extname(file) === '.png' ? 'png' : 'svg'
  if (extension === 'svg' && isUnsafe(content.toString())) return 'unsafe'
  const size = extension === 'png' ? pngSize(content) : svgSize(content.toString())
  if (!size) return 'no-picture'
  const scale = Math.min(maxWidth / size.width, maxHeight / size.height)
  const [shownWidth, shownHeight] = [size.width * scale, size.height * scale].map((length) =>
    Math.max(1, Math.round(length)),
  ) as [number, number]
  return { content, extension, width: shownWidth, height: shownHeight }
}

interface Size {
  width: number
  height: number
}

const isValidSize = ({ width, height }: Size) =>
  width > 0 && height > 0 && width / height < 100 && height / width < 100

/** Reads the IHDR chunk, which follows the signature (PNG, third edition, 5.2 and 11.2.1). */
function pngSize(content: Buffer): Size | undefined {
  const isPng =
    content.length > 24 && content.toString('latin1', 0, 16) === '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'
  const size = isPng && { width: content.readUInt32BE(16), height: content.readUInt32BE(20) }
  return size && isValidSize(size) ? size : undefined
}

function svgSize(text: string): Size | undefined {
  const markup = text.replace(/<!--[\s\S]*?-->/g, '').trim()
  const [, tag] = /^\uFEFF?(?:<\?xml[^>]*\?>\s*)?(<svg\b[^>]*>)/.exec(markup) ?? []
  if (!tag?.includes('http://www.w3.org/2000/svg') || !markup.endsWith('</svg>')) return undefined
  const [, box = ''] = /\sviewBox=["']([^"']*)["']/.exec(tag) ?? []
  const [, , boxWidth, boxHeight] = box
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  const lengthOf = (name: string) =>
    Number(new RegExp(`\\s${name}=["']([\\d.]+)(?:px)?["']`).exec(tag)?.[1])
  const size = { width: boxWidth ?? lengthOf('width'), height: boxHeight ?? lengthOf('height') }
  return isValidSize(size) ? size : undefined
}

// An SVG whose own URL is opened is a document that may run scripts. In a page's `<img>` it runs none.
function isUnsafe(text: string): boolean {
  const references = [...text.matchAll(/\bhref\s*=\s*["']?\s*([^"'\s>]*)/gi)].map(
    ([, target]) => target ?? '',
  )
  return (
    /<\s*(?:[\w-]+:)?(?:script|foreignObject|iframe|handler|set|animate)|\son\w+\s*=|javascript:|<!DOCTYPE|<!ENTITY|<\?xml-stylesheet|@import|url\(\s*["']?(?!#)/i.test(
      text,
    ) || references.some((target) => !target.startsWith('#'))
  )
}
