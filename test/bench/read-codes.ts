import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { decode } from 'fast-png'
import { securityCodePicture } from '../../functions/create-captcha/security-code-picture.ts'
import { seeded } from '../builders/seeded.ts'
import { type Picture, treatments } from './morphology.ts'

// `npm run bench:codes -- --pictures 200`: how many security codes Debian's `tesseract-ocr` reads, as they are and
// after openings and closings. Fails when any way to treat them reads one in twenty or more.

const { values } = parseArgs({
  options: { pictures: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
})
const count = Number(values.pictures)
const random = seeded(Number(values.seed))
const mostShare = 0.05

const codes = Array.from({ length: count }, () =>
  String(Math.floor(random() * 10_000)).padStart(4, '0'),
)
const pictures = codes.map((code) => pixelsOf(securityCodePicture(code, random)))
const ways: { name: string; treat: (picture: Picture) => Picture }[] = [
  { name: 'as it is', treat: (picture) => picture },
  ...Object.entries(treatments).flatMap(([name, treat]) =>
    [1, 2, 3, 4, 5, 6].map((radius) => ({
      name: `${name} ${radius}`,
      treat: (picture: Picture) => treat(picture, radius),
    })),
  ),
]

const directory = mkdtempSync(join(tmpdir(), 'reassort-codes-'))
const readByAny = new Set<number>()
let best = 0
try {
  for (const { name, treat } of ways) {
    const treated = pictures.map(treat)
    // One line of text, then one word.
    for (const segmentation of ['7', '8']) {
      const right = read(treated, segmentation).flatMap((text, index) =>
        text === codes[index] ? [index] : [],
      )
      for (const index of right) readByAny.add(index)
      best = Math.max(best, right.length)
      console.log(`${name.padEnd(10)} as ${segmentation}: ${right.length} of ${count}`)
    }
  }
} finally {
  rmSync(directory, { recursive: true })
}
console.log(
  `the best way: ${percent(best)}; at least one of the ${2 * ways.length}: ${percent(readByAny.size)}`,
)
process.exitCode = best / count < mostShare ? 0 : 1

function pixelsOf(uri: string): Picture {
  const { width, height, data } = decode(Buffer.from(uri.split(',')[1] ?? '', 'base64'))
  return { width, height, greys: Uint8Array.from(data) }
}

function read(treated: Picture[], segmentation: string): string[] {
  const paths = treated.map(({ width, height, greys }, index) => {
    const path = join(directory, `${index}.pgm`)
    writeFileSync(path, Buffer.concat([Buffer.from(`P5 ${width} ${height} 255\n`), greys]))
    return path
  })
  const list = join(directory, 'list.txt')
  writeFileSync(list, `${paths.join('\n')}\n`)
  const digits = ['-c', 'tessedit_char_whitelist=0123456789']
  const options = {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    env: { ...process.env, OMP_THREAD_LIMIT: '1' },
  } as const
  const { stdout, error } = spawnSync(
    'tesseract',
    [list, '-', '--psm', segmentation, ...digits],
    options,
  )
  if (error) throw error
  return stdout.split('\f').map((text) => text.replaceAll(/\D/g, ''))
}

function percent(read: number): string {
  return `${((100 * read) / count).toFixed(1)} %`
}
