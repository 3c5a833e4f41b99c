import { voterColumns } from './roll-columns.ts'

export interface SampleOptions {
  lines: number
  ballots: readonly string[]
}

type SampleVoter = Record<(typeof voterColumns)[number], string>

/** The same options give the same file. */
export function sampleRoll({ lines, ballots }: SampleOptions): string {
  const texts: string[] = [voterColumns.join(';')]
  for (let number = 1; number <= lines; number++) {
    const voter = sampleVoter(number, ballots)
    texts.push(voterColumns.map((name) => voter[name]).join(';'))
  }
  return `${texts.join('\r\n')}\r\n`
}

const firstNames =
  'Amina Aurélie Benoît Camille Céline Chloé Cédric Élodie Émile François Françoise Gaël Hélène Inès Jean-Luc Joël Joséphine Karim Léa Loïc Maëlle Marie-Noëlle Mehdi Noémie Océane Raphaël Rémi Sélim Thérèse Yaël Zoé'.split(
    ' ',
  )
const syllables =
  'ba ber bou cha cor da du fé fon gar gi lan le ma mer noi pel ra ri roux sau tier val vi'.split(
    ' ',
  )
const places = 'des Tilleuls,du Moulin,de la Fontaine,des Cèdres,du Vieux Pont,de la Forêt'.split(
  ',',
)
const kinds = 'École,Collège,Lycée'.split(',')
const formats = ['grand', 'html', 'braille']

/** `number` is in the e-mail and the NUMEN, so that no two voters are alike. */
function sampleVoter(number: number, ballots: readonly string[]): SampleVoter {
  // Lehmer's generator, MINSTD.
  let state = number
  const draw = (count: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % count
  }
  const any = <Item>(items: readonly Item[]) => of(items, draw(items.length))
  const two = (value: number) => String(value).padStart(2, '0')
  // The first draw is a multiple of the seed.
  draw(1)
  const firstName = any(firstNames)
  const lastName = capital(any(syllables) + any(syllables) + any(syllables))
  const school = draw(200)
  return {
    email: `${ascii(firstName)}.${ascii(lastName)}.${number}@academie.example.org`,
    first_name: firstName,
    last_name: lastName,
    numen: `${two(1 + draw(33))}E${String(number).padStart(7, '0')}ABC`,
    birth_date: `${two(1 + draw(28))}/${two(1 + draw(12))}/${1958 + draw(46)}`,
    ballots: [...new Set([any(ballots), any(ballots)])].join('|'),
    school: `${any(kinds)} ${any(places)} ${school}`,
    format: draw(50) === 0 ? any(formats) : '',
  }
}

const of = <Item>(items: readonly Item[], at: number) => items[at % items.length] as Item

function capital(word: string): string {
  return word.charAt(0).toLocaleUpperCase('fr') + word.slice(1)
}

function ascii(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z-]/g, '')
}
