import { describe, expect, it } from 'vitest'
import { decodeAdpcm, encodeAdpcm } from '../../functions/create-captcha/ima-adpcm.ts'
import {
  clipOf,
  type SpokenDigit,
  samplesPerSecond,
  sayDigits,
  securityCodeSound,
  voices,
} from '../../functions/create-captcha/security-code-sound.ts'
import { seeded } from '../builders/seeded.ts'
import { readWav } from '../builders/wav.ts'

const seeds = Array.from({ length: 20 }, (_, seed) => seed)
const codes = seeds.map((seed) => String((seed * 2741 + 5566) % 10_000).padStart(4, '0'))

describe('the sound of the security code', () => {
  it('is a WAV of PCM, 8 bits, one channel, between 3 and 8 seconds, in a data URI', () => {
    for (const [seed, code] of codes.entries()) {
      const { seconds, ...format } = readWav(securityCodeSound(code, seeded(seed)))
      expect(format).toMatchObject({ rate: samplesPerSecond, bits: 8, channels: 1, pcm: true })
      expect(seconds).toBeGreaterThan(3)
      expect(seconds).toBeLessThan(8)
    }
  })

  it('says the four digits in their order: no other clip fits where each one is', () => {
    const heard = codes.map((code, seed) => {
      const { samples } = readWav(securityCodeSound(code, seeded(seed)))
      return sayDigits(code, seeded(seed))
        .map((spoken) => digitHeardAt(samples, spoken))
        .join('')
    })
    expect(heard).toEqual(codes)
    // All ten are among them, some twice in a row.
    expect(new Set(codes.join(''))).toHaveProperty('size', 10)
    expect(codes.some((code) => /(.)\1/.test(code))).toBe(true)
  })

  it('is slow: half a second at least from the end of a digit to the next, and before the first', () => {
    for (const [seed, code] of codes.entries()) {
      let end = 0
      for (const { startsAt, samples } of sayDigits(code, seeded(seed))) {
        expect(startsAt - end).toBeGreaterThanOrEqual(samplesPerSecond / 2)
        end = startsAt + samples.length
      }
    }
  })

  it('draws the voice and the speed of each digit anew', () => {
    const spoken = seeds.flatMap((seed) => sayDigits('4444', seeded(seed)))
    expect(new Set(spoken.map(({ voice }) => voice))).toEqual(new Set(voices))
    expect(voices).toHaveLength(3)
    expect(new Set(spoken.map(({ speed }) => speed)).size).toBe(spoken.length)
    const slowest = Math.min(...spoken.map(({ speed }) => speed))
    const fastest = Math.max(...spoken.map(({ speed }) => speed))
    expect(fastest / slowest).toBeGreaterThan(1.15)
  })

  it('murmurs between the digits and never falls silent, well below the digits', () => {
    for (const [seed, code] of codes.entries()) {
      const { samples } = readWav(securityCodeSound(code, seeded(seed)))
      const digits = sayDigits(code, seeded(seed))
      const loud = Math.min(
        ...digits.map(({ startsAt, samples: { length } }) =>
          loudness(samples.slice(startsAt, startsAt + length)),
        ),
      )
      const pauses = digits.slice(1).map(({ startsAt }, index) => {
        const { startsAt: before, samples: spoken } = digits[index] as SpokenDigit
        return loudness(samples.slice(before + spoken.length, startsAt))
      })
      expect(Math.min(...pauses)).toBeGreaterThan(loud / 20)
      expect(Math.max(...pauses)).toBeLessThan(loud / 2)
    }
  })

  it('is the same to the byte for the same code and the same chance, else another', () => {
    expect(securityCodeSound('9456', seeded(7))).toBe(securityCodeSound('9456', seeded(7)))
    expect(new Set(seeds.map((seed) => securityCodeSound('9456', seeded(seed)))).size).toBe(20)
  })

  it('can be said at both ends of the chance', () => {
    for (const chance of [0, 1 - Number.EPSILON]) {
      for (const code of ['0123', '4567', '8989']) {
        expect(readWav(securityCodeSound(code, () => chance)).seconds).toBeGreaterThan(3)
      }
    }
  })

  it.each(['', '123', '12345', '12a4', '1234\n', '١٢٣٤'])('refuses %j', (code) => {
    expect(() => securityCodeSound(code, seeded(1))).toThrow('4 digits')
  })
})

describe('a clip', () => {
  it.each(voices)('of %s lasts between a quarter of a second and one, for each digit', (voice) => {
    for (let digit = 0; digit < 10; digit++) {
      const seconds = clipOf(voice, digit, 1).length / samplesPerSecond
      expect(seconds).toBeGreaterThan(0.25)
      expect(seconds).toBeLessThan(1)
    }
  })

  it('comes out of its four bits a sample as it went in, but for a little noise', () => {
    const samples = Int16Array.from({ length: 4000 }, (_, at) =>
      Math.round(20_000 * Math.sin(at / 9) * Math.sin(at / 400)),
    )
    const decoded = decodeAdpcm(encodeAdpcm(samples))
    const noise = samples.map((sample, at) => sample - (decoded[at] ?? 0))
    expect(decoded).toHaveLength(4000)
    expect(loudness([...noise]) / loudness([...samples])).toBeLessThan(0.05)
  })
})

/** The digit whose clip, of any voice, resembles most what is heard there. */
function digitHeardAt(samples: number[], { startsAt, speed }: SpokenDigit): number {
  const likenesses = voices.flatMap((voice) =>
    Array.from({ length: 10 }, (_, digit) => {
      const clip = [...clipOf(voice, digit, speed)]
      const heard = samples.slice(startsAt, startsAt + clip.length)
      const product = clip.reduce((sum, sample, at) => sum + sample * (heard[at] ?? 0), 0)
      return { digit, likeness: product / clip.length / loudness(heard) }
    }),
  )
  likenesses.sort((one, other) => other.likeness - one.likeness)
  return likenesses[0]?.digit ?? -1
}

function loudness(samples: number[]): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
}
