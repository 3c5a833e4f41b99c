import { writeFile } from 'node:fs/promises'
import { count } from '../../shared/texts/numbers.ts'
import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { explained } from '../reach-election.ts'
import { voterColumns } from './roll-columns.ts'

export async function runSample(
  path: string,
  { election, lines }: { election: string; lines: number },
): Promise<number> {
  try {
    const ballots = readElectionFile(election).ballots.map(({ id }) => id)
    const texts: string[] = [voterColumns.join(';')]
    for (let number = 1; number <= lines; number++) {
      const voter = sampleVoter(number, ballots)
      texts.push(voterColumns.map((name) => voter[name]).join(';'))
    }
    await writeFile(path, `${texts.join('\r\n')}\r\n`, { flag: 'wx', mode: 0o600 })
    console.log(`${count(lines, 'électeur')} dans ${path}.`)
    return 0
  } catch (error) {
    console.error(explained(error))
    return 1
  }
}

const firstNames = 'Amina Cédric Élodie François Gaël Hélène Inès Jean-Luc Loïc Zoé'.split(' ')
const lastNames = 'Bérard Cordier Dufour Fontaine Garcin Lemarié Noël Roussel Tellier Vallée'.split(
  ' ',
)
const formats = ['grand', 'html', 'braille']

/** The first 48,000 voters have no namesake born on the same day. */
function sampleVoter(number: number, ballots: readonly string[]) {
  const any = <Item>(items: readonly Item[], at: number) => items[at % items.length] as Item
  const two = (value: number) => String(value).padStart(2, '0')
  const firstName = any(firstNames, number)
  const lastName = any(lastNames, Math.floor(number / firstNames.length))
  const ascii = `${firstName}.${lastName}`.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return {
    email: `${ascii}.${number}@academie.example.org`,
    first_name: firstName,
    last_name: lastName,
    numen: `${two(1 + (number % 33))}E${String(number).padStart(7, '0')}ABC`,
    birth_date: `${two(1 + (number % 28))}/${two(1 + (number % 12))}/${1958 + (number % 46)}`,
    ballots: [...new Set([any(ballots, number), any(ballots, number + 1)])].join('|'),
    school: `École ${number % 200}`,
    format: number % 50 === 0 ? any(formats, number / 50) : '',
  }
}
