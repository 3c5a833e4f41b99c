import type { RollEncoding } from './read-text.ts'
import { voterColumns } from './roll-columns.ts'
import { type SampleMistake, spoilers } from './roll-sample-mistakes.ts'
import { type Draw, drawing, type SampleVoter, sampleVoter } from './roll-sample-voters.ts'

export interface SampleOptions {
  /** Of voters, the header not counted. */
  lines: number
  /** How many of them are wrong, once each: half of them at most. */
  mistakes: number
  schools: number
  seed: number
  encoding: RollEncoding
  delimiter: ';' | ','
  /** Ids of the election's. */
  ballots: readonly string[]
}

/** Parts of a roll of voters who do not exist, and the mistakes in each. The same options give the same file. */
export function* sampleRoll(
  options: SampleOptions,
): Generator<{ bytes: Buffer; mistakes: SampleMistake[] }> {
  const { lines, mistakes: wanted, seed, delimiter, encoding } = options
  if (wanted * 2 > lines) throw new RangeError('half of the lines at most can be wrong')
  const draw = drawing(seed)
  // Apart, so that the voters are the same whatever is wrong.
  const spoiling = drawing(seed + 1)
  let text = `${voterColumns.join(delimiter)}\r\n`
  let mistakes: SampleMistake[] = []
  let spoilt = 0
  let first: SampleVoter | undefined
  for (let index = 0; index < lines; index++) {
    const voter = sampleVoter(index + 1, draw, options)
    const isSpoilt = first !== undefined && isDue(spoiling, wanted - spoilt, lines - index)
    const { line, mistake } = write(voter, isSpoilt ? first : undefined, spoilt, options)
    text += `${line}\r\n`
    if (mistake) {
      mistakes.push({ ...mistake, line: index + 2 })
      spoilt += 1
    } else first ??= voter
    if (text.length > 60_000 || index === lines - 1) {
      yield { bytes: encoded(text, encoding), mistakes }
      text = ''
      mistakes = []
    }
  }
  if (lines === 0) yield { bytes: encoded(text, encoding), mistakes }
}

/** Chooses `wanted` of the `left` lines, all choices being as likely. */
function isDue(draw: Draw, wanted: number, left: number): boolean {
  return draw(1, left) <= wanted
}

function write(
  voter: SampleVoter,
  first: SampleVoter | undefined,
  spoilt: number,
  { delimiter, encoding }: SampleOptions,
): { line: string; mistake?: Omit<SampleMistake, 'line'> } {
  const lineOf = (cells: SampleVoter) => voterColumns.map((column) => cells[column]).join(delimiter)
  const spoilable = encoding === 'windows-1252' ? inWindows1252 : spoilers
  const spoil = first && spoilable[spoilt % spoilable.length]
  if (!first || !spoil) return { line: lineOf(voter) }
  const { cells, rewrite, column, code } = spoil(voter, first)
  const line = lineOf({ ...voter, ...cells })
  return { line: rewrite ? rewrite(line, delimiter) : line, mistake: { column, code } }
}

/** Windows-1252 has no invisible space. */
const inWindows1252 = spoilers.filter(
  (spoil) => !JSON.stringify(spoil(sampleOf(), sampleOf())).includes('\u200b'),
)

function sampleOf(): SampleVoter {
  return sampleVoter(1, drawing(1), { ballots: ['ballot'], schools: 1 })
}

/** The sample's letters are the same in Latin-1 and in Windows-1252. */
function encoded(text: string, encoding: RollEncoding): Buffer {
  return Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'latin1')
}
