import clips from './digit-clips.json' with { type: 'json' }
import { decodeAdpcm } from './ima-adpcm.ts'

/** Of the clips and of the sound: a telephone's, enough for words. */
export const samplesPerSecond = 8000

/** A digit as one voice says it, and where in the sound. */
export interface SpokenDigit {
  digit: number
  voice: Voice
  /** 1 as the voice was recorded; below, slower and deeper. */
  speed: number
  /** In samples. */
  startsAt: number
  samples: Float32Array
}

export type Voice = keyof typeof clips

export const voices = Object.keys(clips) as Voice[]

// Players that wake up late swallow the first moments, and a screen reader speaks on after its button is pressed.
const leadSeconds = 0.8
const tailSeconds = 0.4

/** Of the digits' loudness: a person follows them easily, and a machine finds no silence between them. */
const murmurShare = 0.22
const hissShare = 0.06

/**
 * The 4 digits, spoken in French one by one, over a murmur. It is for whoever cannot read the picture, not a
 * barrier: who collects the thirty clips can recognise them.
 *
 * @param random uniform in [0, 1); the sound depends on nothing else but the code
 * @returns a `data:audio/wav` URI of some 4 s. PCM of 8 bits plays in every browser, iOS's included.
 */
export function securityCodeSound(code: string, random: () => number): string {
  const digits = sayDigits(code, random)
  const last = digits.at(-1) as SpokenDigit
  const length = last.startsAt + last.samples.length + tailSeconds * samplesPerSecond
  const mix = murmur(Math.floor(length), random)
  for (const { samples, startsAt } of digits) add(mix, samples, startsAt, 1)
  return `data:audio/wav;base64,${wav(mix).toString('base64')}`
}

/** Each digit by a voice of its own, at a speed of its own, after a pause of its own. */
export function sayDigits(code: string, random: () => number): SpokenDigit[] {
  if (!/^\d{4}$/.test(code)) throw new RangeError('a security code is 4 digits')
  let startsAt = leadSeconds * samplesPerSecond
  return [...code].map((digit) => {
    const voice = voices[Math.floor(random() * voices.length)] as Voice
    const speed = 0.85 + 0.2 * random()
    const samples = clipOf(voice, Number(digit), speed)
    const spoken = { digit: Number(digit), voice, speed, startsAt, samples }
    const pauseSeconds = 0.5 + 0.3 * random()
    startsAt += samples.length + Math.floor(pauseSeconds * samplesPerSecond)
    return spoken
  })
}

const decoded = new Map<string, Int16Array>()

/** As it was recorded; decoded once. */
function recorded(voice: Voice, digit: number): Int16Array {
  const name = `${voice} ${digit}`
  const clip = decoded.get(name) ?? decodeAdpcm(Buffer.from(clips[voice][digit] ?? '', 'base64'))
  decoded.set(name, clip)
  return clip
}

/** Loudness 1 (root mean square), whoever speaks. */
export function clipOf(voice: Voice, digit: number, speed: number): Float32Array {
  const clip = recorded(voice, digit)
  const samples = new Float32Array(Math.floor((clip.length - 1) / speed))
  let squares = 0
  for (let at = 0; at < samples.length; at++) {
    const before = Math.floor(at * speed)
    const part = at * speed - before
    const sample = (clip[before] ?? 0) * (1 - part) + (clip[before + 1] ?? 0) * part
    samples[at] = sample
    squares += sample * sample
  }
  const loudness = Math.sqrt(squares / samples.length)
  return samples.map((sample) => sample / loudness)
}

/** The same voices backwards, two at a time without a pause, and a hiss: nothing that could be a word. */
function murmur(length: number, random: () => number): Float32Array {
  const mix = new Float32Array(length)
  for (let speaker = 0; speaker < 2; speaker++) {
    for (let at = -Math.floor(random() * 2000); at < length; ) {
      const voice = voices[Math.floor(random() * voices.length)] as Voice
      const backwards = clipOf(voice, Math.floor(random() * 10), 0.8 + 0.5 * random()).reverse()
      add(mix, backwards, at, murmurShare * Math.SQRT1_2)
      at += Math.floor(backwards.length * 0.8)
    }
  }
  // Duller than white: it must not cover what distinguishes « six » from « huit ».
  let hiss = 0
  return mix.map((sample) => {
    hiss = 0.7 * hiss + 1.2 * hissShare * (2 * random() - 1)
    return sample + hiss
  })
}

function add(mix: Float32Array, samples: Float32Array, startsAt: number, share: number): void {
  const end = Math.min(samples.length, mix.length - startsAt)
  for (let index = Math.max(0, -startsAt); index < end; index++) {
    mix[startsAt + index] = (mix[startsAt + index] ?? 0) + share * (samples[index] ?? 0)
  }
}

/** RIFF WAVE, PCM, mono, 8 bits unsigned, as loud as it can be without clipping. */
function wav(mix: Float32Array): Buffer {
  const peak = mix.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + mix.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(samplesPerSecond, 24)
  header.writeUInt32LE(samplesPerSecond, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36)
  header.writeUInt32LE(mix.length, 40)
  const bytes = new Uint8Array(mix.map((sample) => 128 + (127 * sample) / peak))
  return Buffer.concat([header, bytes])
}
