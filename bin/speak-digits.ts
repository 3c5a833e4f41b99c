import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { clipScale } from '../functions/say-captcha/captcha-wav.ts'
import { printHelpIfAsked } from '../shared/tooling/print-help.ts'

printHelpIfAsked(
  `npm run speak-digits: has Debian's espeak-ng say the ten digits in French, and writes the clips of the captcha
over the committed ones. Only a change of voices needs this command.`,
)

const clipsFile = join(import.meta.dirname, '../functions/say-captcha/digit-clips.json')
const digitWords = 'zéro un deux trois quatre cinq six sept huit neuf'.split(' ')

/** The voice `fr-fr` would silently ignore the variants `+f3` and `+m3`. */
const wordsPerMinute = { fr: 110, 'fr+f3': 120, 'fr+m3': 105 }

const [speechHertz, clipHertz] = [22_050, 8000]

const clips = Object.fromEntries(
  Object.entries(wordsPerMinute).map(([voice, speed]) => [
    voice,
    digitWords.map((word) => compressSamples(speak(word, voice, speed)).toString('base64')),
  ]),
)
writeFileSync(clipsFile, `${JSON.stringify(clips, null, 2)}\n`)

function compressSamples(samples: Int16Array): Buffer {
  const levelOf = (sample: number) =>
    Math.sign(sample) * Math.sqrt(Math.abs(sample) / 32_768) * clipScale
  return brotliCompressSync(Uint8Array.from(samples, (sample) => 128 + Math.round(levelOf(sample))))
}

function speak(word: string, voice: string, speed: number): Int16Array {
  const output = execFileSync('espeak-ng', ['-v', voice, '-s', String(speed), '--stdout', word])
  const headerBytes = 44
  if (output.readUInt32LE(24) !== speechHertz) throw new Error('espeak-ng has another sample rate')
  const pcm = new Int16Array((output.length - headerBytes) >> 1)
  for (const index of pcm.keys()) pcm[index] = output.readInt16LE(headerBytes + 2 * index)
  return normalise(trimSilence(resample(boostTreble(pcm))))
}

function boostTreble(pcm: Int16Array): Float32Array {
  return Float32Array.from(pcm, (sample, index) => sample - 0.85 * (pcm[index - 1] ?? 0))
}

/** Lets frequencies from 4 to 7 kHz alias, since "six" sounds like "huit" without its final "s". */
function resample(pcm: Float32Array): number[] {
  const ratio = speechHertz / clipHertz
  const sincPeriod = speechHertz / (2 * 7000)
  const halfWidth = Math.ceil(24 * sincPeriod)
  return Array.from({ length: Math.floor(pcm.length / ratio) }, (_, outputIndex) => {
    const centre = outputIndex * ratio
    let sum = 0
    for (let index = Math.ceil(centre - halfWidth); index <= centre + halfWidth; index++) {
      const offset = (index - centre) / sincPeriod
      const sinc = offset === 0 ? 1 : Math.sin(Math.PI * offset) / (Math.PI * offset)
      const window = 0.5 + 0.5 * Math.cos((Math.PI * (index - centre)) / halfWidth)
      sum += ((pcm[index] ?? 0) * sinc * window) / sincPeriod
    }
    return sum
  })
}

function trimSilence(samples: number[]): number[] {
  const peak = Math.max(...samples.map(Math.abs))
  const isAudible = (sample: number) => Math.abs(sample) > peak / 150
  return samples.slice(samples.findIndex(isAudible), samples.findLastIndex(isAudible) + 1)
}

function normalise(samples: number[]): Int16Array {
  const peak = Math.max(...samples.map(Math.abs))
  const fadeLength = clipHertz / 100
  return Int16Array.from(samples, (sample, index) => {
    const gain = Math.min(1, (index + 1) / fadeLength, (samples.length - index) / fadeLength)
    return (sample / peak) * gain * 30_000
  })
}
