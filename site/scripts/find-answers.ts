import { emptyWords } from '../../shared/texts/help-search.ts'

/** An answer as its page holds it: what it is called, what else a voter may type for it, and what it says. */
export interface Answer {
  symptom: string
  synonyms: string
  text: string
}

/** The stems of an answer's words, with how much each says of what the answer is about. */
type Stems = Map<string, number>

const ofTitle = 4
const ofText = 1

/** Stems that share so many of their pairs of letters are one word with a slip. */
const leastAlike = 0.6
/** So few that it is a guess, for whoever would find nothing. */
const leastNear = 0.4
/** A slip in a shorter one makes another word. */
const leastLetters = 5

/** Nobody types more; all the words of a long text would take minutes. */
const mostTyped = 300

/** Beyond the first few, what scores less than this part of the best is not what was asked for. */
const leastOfBest = 0.4
const fewFound = 3
const mostFound = 6

interface Found {
  /** Something is asked: not nothing, nor words alone that every question holds. */
  isAsked: boolean
  /** Which of the answers, best first. */
  found: number[]
  /** None holds a word of what is asked; these only resemble it. */
  near: boolean
}

export function finderOf(answers: Answer[]): (typed: string) => Found {
  const known = answers.map(({ symptom, synonyms, text }) => {
    const stems: Stems = new Map()
    for (const stem of stemsIn(text)) stems.set(stem, ofText)
    for (const stem of stemsIn(`${symptom} ${synonyms}`)) stems.set(stem, ofTitle)
    return stems
  })
  return (typed) => {
    const words = stemsIn(typed.slice(0, mostTyped))
    const found = ranked(known, words, leastAlike)
    const near = found.length === 0
    return {
      isAsked: words.length > 0,
      found: near ? ranked(known, words, leastNear) : found,
      near,
    }
  }
}

/** A word that few answers hold says more than one that many hold; each further word that matches counts more. */
function ranked(known: Stems[], words: string[], least: number): number[] {
  const matches = words.map((word) => known.map((stems) => matchIn(stems, word, least)))
  const rarities = matches.map(
    (scores) => Math.log(1 + known.length / (1 + scores.filter((score) => score > 0).length)) + 0.1,
  )
  const scored = known.map((_, at) => {
    const scores = matches.map((ofWord, word) => (ofWord[at] ?? 0) * (rarities[word] ?? 0))
    const matched = scores.filter((score) => score > 0).length
    return { at, score: matched * scores.reduce((sum, score) => sum + score, 0) }
  })
  const best = Math.max(...scored.map(({ score }) => score))
  return scored
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || one.at - other.at)
    .filter(({ score }, rank) => rank < fewFound || score >= best * leastOfBest)
    .slice(0, mostFound)
    .map(({ at }) => at)
}

function matchIn(stems: Stems, word: string, least: number): number {
  let best = 0
  stems.forEach((weight, stem) => {
    best = Math.max(best, weight * likeness(stem, word, least))
  })
  return best
}

function likeness(stem: string, word: string, least: number): number {
  if (stem === word) return 1
  // One still types the last word.
  if (word.length > 2 && stem.startsWith(word)) return 0.8
  if (Math.min(stem.length, word.length) < leastLetters) return 0
  const alike = sharedPairs(stem, word)
  return alike < least ? 0 : alike * 0.8
}

/** Dice's coefficient of their pairs of letters: 1 for the same ones, 0 for none in common. */
function sharedPairs(one: string, other: string): number {
  const pairs = pairsOf(other)
  const all = pairs.length + one.length - 1
  let shared = 0
  for (const pair of pairsOf(one)) {
    const at = pairs.indexOf(pair)
    if (at < 0) continue
    pairs.splice(at, 1)
    shared++
  }
  return (2 * shared) / all
}

const pairsOf = (word: string) =>
  Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2))

/** Of each word that says something, once. */
function stemsIn(text: string): string[] {
  const words = folded(text)
    .split(' ')
    .filter((word) => word !== '' && !emptyWords.has(word))
  return Array.from(new Set(words.map(stemOf)))
}

/** Accents, capitals, apostrophes and punctuation aside. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/** Without the endings that French gives a verb, a feminine or a plural. */
function stemOf(word: string): string {
  const singular = word.replace(/(...)[sx]$/, '$1')
  return singular.replace(
    /(....)(?:ations?|ements?|ions?|euses?|eurs?|antes?|ants?|ents?|aient|ait|ais|ees?|es?|er|ez|ir|it|is|i|u)$/,
    '$1',
  )
}
