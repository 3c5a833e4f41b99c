import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  captchaWav,
  clipOf,
  playbackRate,
  samplesPerSecond,
  type Voice,
  voices,
} from '../../functions/say-captcha/captcha-wav.ts'

/** Together they hold all ten digits, some twice in a row. */
const codes = ['5566', '0123', '4789', '8800']
const soundOf = (code: string) => readWav(captchaWav(code))

test('the sound of the captcha is a WAV of PCM, 8 bits, one channel, between 3 and 8 seconds', () => {
  for (const code of codes) {
    const { seconds, ...format } = soundOf(code)
    expect(format).toMatchObject({ rate: samplesPerSecond, bits: 8, channels: 1, pcm: true })
    expect(seconds).toBeGreaterThan(3)
    expect(seconds).toBeLessThan(8)
  }
})

test('the sound of the captcha says the four digits in their order, slowly: half a second is silent before each', () => {
  const heard = codes.map((code) =>
    spokenIn(soundOf(code).samples)
      .map((spoken) => clipHeard(spoken).digit)
      .join(''),
  )
  expect(heard).toEqual(codes)
  expect(playbackRate).toBeLessThan(1)
})

test('the captcha is said by any of three voices, so that another code may be understood better', () => {
  expect(voices).toHaveLength(3)
  const speaking = ['9456', '9457', '9458'].map(
    (code) => clipHeard(spokenIn(soundOf(code).samples)[0] ?? []).voice,
  )
  expect(new Set(speaking)).toEqual(new Set(voices))
})

test('the sound of the captcha is the same from one version to the next: parts of it may come from both', () => {
  const digests = ['9456', '9457', '9458'].map((code) =>
    createHash('sha256').update(captchaWav(code)).digest('hex').slice(0, 16),
  )
  expect(digests).toEqual(['bc82aab4e4b381da', '4b29ad77e953eaed', 'cca3825f68c796e4'])
})

test.each(['', '123', '12345', '12a4', '1234\n', '١٢٣٤'])('no sound is made of %j', (code) => {
  expect(() => captchaWav(code)).toThrow('4 digits')
})

function spokenIn(samples: number[]): number[][] {
  const spoken: number[][] = []
  let silent = samplesPerSecond
  for (const [at, sample] of samples.entries()) {
    if (Math.abs(sample) < 0.005) {
      silent++
      continue
    }
    if (silent >= samplesPerSecond / 2) spoken.push([])
    spoken.at(-1)?.push(...samples.slice(at - (spoken.at(-1)?.length ? silent : 0), at + 1))
    silent = 0
  }
  return spoken
}

const known = voices.flatMap((voice) =>
  Array.from({ length: 10 }, (_, digit) => ({ voice, digit, samples: clipOf(voice, digit) })),
)

function clipHeard(heard: number[]): { voice: Voice; digit: number } {
  const samples = Float32Array.from(heard)
  const [best] = known
    .map((clip) => ({ ...clip, likeness: likeness(clip.samples, samples) }))
    .sort((one, other) => other.likeness - one.likeness)
  return best as NonNullable<typeof best>
}

/** A clip may begin with silence; some of its quietest samples are lost as bytes, so offsets of 20 ms are tried. */
function likeness(clip: Float32Array, heard: Float32Array): number {
  let best = 0
  const from = clip.findIndex((sample) => Math.abs(sample) > 0.005)
  for (let begin = from; begin < from + samplesPerSecond / 50; begin++) {
    let product = 0
    const end = Math.min(heard.length, clip.length - begin)
    for (let at = 0; at < end; at++) product += Number(clip[begin + at]) * Number(heard[at])
    best = Math.max(best, product)
  }
  return best / Math.sqrt(clip.length)
}

function readWav(file: Buffer) {
  const words = [file.toString('latin1', 0, 4), file.toString('latin1', 8, 16)]
  if (String(words) !== 'RIFF,WAVEfmt ') throw new Error(`not a WAV: ${words}`)
  if (file.toString('latin1', 36, 40) !== 'data') throw new Error('no samples')
  const rate = file.readUInt32LE(24)
  const bits = file.readUInt16LE(34)
  const channels = file.readUInt16LE(22)
  const length = file.readUInt32LE(40)
  if (file.length !== 44 + length || file.readUInt32LE(4) !== 36 + length) {
    throw new Error('its lengths are wrong')
  }
  if (file.readUInt32LE(28) !== (rate * channels * bits) / 8) throw new Error('its rate is wrong')
  return {
    rate,
    bits,
    channels,
    pcm: file.readUInt16LE(20) === 1,
    seconds: length / rate,
    samples: [...file.subarray(44)].map((sample) => sample - 128),
  }
}
