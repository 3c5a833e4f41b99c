import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { voterColumns } from './roll-columns.ts'

export type SampleVoter = Record<(typeof voterColumns)[number], string>

/** Draws whole numbers, the same ones for the same seed. */
export type Draw = (from: number, to: number) => number

export function drawing(seed: number): Draw {
  const generator = xoroshiro128plus(seed)
  return (from, to) => uniformInt(generator, from, to)
}

const firstNames =
  'Amina Aurélie Benoît Camille Céline Chloé Cédric Élodie Émile François Françoise Gaël Hélène Inès Jean-Luc Joël Joséphine Karim Léa Loïc Maëlle Marie-Noëlle Mehdi Noémie Océane Raphaël Rémi Sélim Thérèse Yaël Zoé'.split(
    ' ',
  )
const syllables =
  'ba ber bou cha cor da du fé fon gar gi lan le ma mer noi pel ra ri roux sau tier val vi'.split(
    ' ',
  )
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const places = 'des Tilleuls,du Moulin,de la Fontaine,des Cèdres,du Vieux Pont,de la Forêt'.split(
  ',',
)
const kinds = 'École,Collège,Lycée'.split(',')
const formats = ['grand', 'html', 'braille']

/** Somebody who does not exist. `number` is in the e-mail and the NUMEN, so no two are alike. */
export function sampleVoter(
  number: number,
  draw: Draw,
  { ballots, schools }: { ballots: readonly string[]; schools: number },
): SampleVoter {
  const of = <Item>(items: readonly Item[]) => items[draw(0, items.length - 1)] as Item
  const two = (value: number) => String(value).padStart(2, '0')
  const letter = () => letters[draw(0, letters.length - 1)]
  const firstName = of(firstNames)
  const lastName = capital(of(syllables) + of(syllables) + (draw(0, 2) === 0 ? of(syllables) : ''))
  const [year, month, day] = [draw(1958, 2003), draw(1, 12), draw(1, 28)]
  const own = new Set([of(ballots), of(ballots)])
  const school = draw(1, schools)
  return {
    email: `${ascii(firstName)}.${ascii(lastName)}.${number}@academie.example.org`,
    first_name: firstName,
    last_name: lastName,
    numen: `${two(draw(1, 33))}E${String(number).padStart(7, '0')}${letter()}${letter()}${letter()}`,
    birth_date:
      draw(0, 1) === 0 ? `${year}-${two(month)}-${two(day)}` : `${two(day)}/${two(month)}/${year}`,
    ballots: [...own].join('|'),
    school: `${kinds[school % kinds.length]} ${places[school % places.length]} ${school}`,
    format: draw(1, 50) === 1 ? of(formats) : '',
  }
}

function capital(word: string): string {
  return word.charAt(0).toLocaleUpperCase('fr') + word.slice(1)
}

function ascii(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z-]/g, '')
}
