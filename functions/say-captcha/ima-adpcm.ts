/**
 * IMA ADPCM: four bits a sample, a quarter of PCM's size, for sounds that a bundle carries. Each sample is
 * what the one before foretells, plus a step that grows and shrinks with the sound. No header: whoever decodes
 * knows the sample rate. The lower half of a byte comes first. The steps are computed, so they differ by a few
 * from the table of IMA's Recommended Practices (revision 3.00, 1992): no other decoder is meant to read this.
 */
const steps = Array.from({ length: 89 }, (_, index) => Math.round(7 * 1.1 ** index))
const stepChanges = [-1, -1, -1, -1, 2, 4, 6, 8]

interface Predictor {
  sample: number
  stepIndex: number
}

/** @param samples 16 bits each @returns half a byte a sample */
export function encodeAdpcm(samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(samples.length / 2))
  const predictor = { sample: 0, stepIndex: 0 }
  for (const [index, sample] of samples.entries()) {
    const difference = sample - predictor.sample
    const magnitude = Math.min(7, Math.floor((4 * Math.abs(difference)) / stepOf(predictor)))
    const nibble = difference < 0 ? magnitude | 8 : magnitude
    predict(predictor, nibble)
    bytes[index >> 1] = (bytes[index >> 1] ?? 0) | (nibble << ((index % 2) * 4))
  }
  return bytes
}

/** @returns two samples a byte, 16 bits each */
export function decodeAdpcm(bytes: Uint8Array): Int16Array {
  const predictor = { sample: 0, stepIndex: 0 }
  const samples = new Int16Array(2 * bytes.length)
  for (let index = 0; index < samples.length; index++) {
    const byte = bytes[index >> 1] ?? 0
    samples[index] = predict(predictor, (byte >> ((index % 2) * 4)) & 15)
  }
  return samples
}

function predict(predictor: Predictor, nibble: number): number {
  const magnitude = nibble & 7
  const change = ((magnitude + 0.5) * stepOf(predictor)) / 4
  const sample = predictor.sample + (nibble & 8 ? -change : change)
  predictor.sample = Math.max(-32_768, Math.min(32_767, Math.round(sample)))
  const stepIndex = predictor.stepIndex + (stepChanges[magnitude] ?? 0)
  predictor.stepIndex = Math.max(0, Math.min(steps.length - 1, stepIndex))
  return predictor.sample
}

function stepOf({ stepIndex }: Predictor): number {
  return steps[stepIndex] ?? 7
}
