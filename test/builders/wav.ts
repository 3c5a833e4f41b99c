export function readWav(file: Buffer) {
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
