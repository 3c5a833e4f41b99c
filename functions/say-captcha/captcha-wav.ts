import { brotliDecompressSync } from 'node:zlib'
import { captchaPattern } from '../../shared/domain/code-lengths.ts'
import clips from './digit-clips.json' with { type: 'json' }

export const samplesPerSecond = 8000

export type Voice = keyof typeof clips

export const voices = Object.keys(clips) as Voice[]

// Some players cut the first moments, and a screen reader may still be speaking when the sound starts.
const leadSeconds = 0.8
const pauseSeconds = 0.6
const tailSeconds = 0.4

export const playbackRate = 0.9

/** The same code gives the same bytes, as range requests require. */
export function captchaWav(code: string): Buffer {
  if (!captchaPattern.test(code)) throw new RangeError('a captcha is 4 digits')
  const voice = voices[Number(code) % voices.length] as Voice
  const chunks = [...code].flatMap((digit, index) => [
    index === 0 ? silentSamples(leadSeconds) : silentSamples(pauseSeconds),
    clipOf(voice, Number(digit)),
  ])
  return encodeWav([...chunks, silentSamples(tailSeconds)])
}

const silentSamples = (seconds: number) => new Float32Array(seconds * samplesPerSecond)

const decodedClips = new Map<string, Float32Array>()

function recordedClip(voice: Voice, digit: number): Float32Array {
  const name = `${voice} ${digit}`
  const clip = decodedClips.get(name) ?? decodeClip(clips[voice][digit] ?? '')
  decodedClips.set(name, clip)
  return clip
}

/** A clip's byte is 128 plus this factor times the sample's signed square root: quiet sounds get finer steps. */
export const clipScale = 28

function decodeClip(clip: string): Float32Array {
  const bytes = new Float32Array(brotliDecompressSync(Buffer.from(clip, 'base64')))
  return bytes.map((byte) => ((byte - 128) * Math.abs(byte - 128)) / clipScale ** 2)
}

export function clipOf(voice: Voice, digit: number): Float32Array {
  const clip = recordedClip(voice, digit)
  const samples = new Float32Array(Math.floor((clip.length - 1) / playbackRate))
  let squareSum = 0
  for (let index = 0; index < samples.length; index++) {
    const start = Math.floor(index * playbackRate)
    const fraction = index * playbackRate - start
    const sample = (clip[start] ?? 0) * (1 - fraction) + (clip[start + 1] ?? 0) * fraction
    samples[index] = sample
    squareSum += sample * sample
  }
  const loudness = Math.sqrt(squareSum / samples.length)
  return samples.map((sample) => sample / loudness)
}

function encodeWav(chunks: Float32Array[]): Buffer {
  const samples = new Float32Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let offset = 0
  for (const chunk of chunks) {
    samples.set(chunk, offset)
    offset += chunk.length
  }
  const peak = samples.reduce((max, sample) => Math.max(max, Math.abs(sample)), 0)
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(samplesPerSecond, 24)
  header.writeUInt32LE(samplesPerSecond, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples.length, 40)
  const bytes = new Uint8Array(samples.map((sample) => 128 + (127 * sample) / peak))
  return Buffer.concat([header, bytes])
}
