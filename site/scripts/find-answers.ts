import { emptyWords, negations, sameWords } from '../../shared/texts/help-search.ts'

/** An answer as its page holds it: what it is called, what else a voter may type for it, and what it says. */
export interface Answer {
  symptom: string
  synonyms: string
  text: string
}

/** The stems of an answer's words, with how much each says of what the answer is about. */
type Stems = Map<string, number>

const ofTitle = 4
const ofSynonyms = 3
const ofText = 1

/** Before the stem of a word that is denied. */
const denial = '!'

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
    // A date or an amount says nothing of what the answer is about.
    for (const stem of stemsIn(text.replace(/\d+/g, ''))) stems.set(stem, ofText)
    for (const stem of stemsIn(synonyms)) stems.set(stem, ofSynonyms)
    for (const stem of stemsIn(symptom)) stems.set(stem, ofTitle)
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

/**
 * A word that few answers are about says more than one that many are about. What is asked of counts, and so does how
 * much of the title that is: of two titles that hold the word, the shorter one is about it.
 */
function ranked(known: Stems[], words: string[], least: number): number[] {
  const matches = words.map((word) => known.map((stems) => matchIn(stems, word, least)))
  const rarities = matches.map((scores) =>
    Math.log(1 + known.length / (1 + scores.filter((score) => score > ofText).length)),
  )
  const scored = known.map((stems, at) => {
    const scores = matches.map((ofWord, word) => (ofWord[at] ?? 0) * (rarities[word] ?? 0))
    const title = [...stems.keys()].filter((stem) => stems.get(stem) === ofTitle)
    const titleMatches = title.filter((stem) =>
      words.some((word) => likeness(stem, word, least) > 0),
    )
    return { at, score: sum(scores) * (1 + titleMatches.length / (title.length + 1)) }
  })
  const best = Math.max(...scored.map(({ score }) => score))
  return scored
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || one.at - other.at)
    .filter(({ score }, rank) => rank < fewFound || score >= best * leastOfBest)
    .slice(0, mostFound)
    .map(({ at }) => at)
}

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)

const matchIn = (stems: Stems, word: string, least: number) =>
  Math.max(...Array.from(stems, ([stem, weight]) => weight * likeness(stem, word, least)))

function likeness(stem: string, word: string, least: number): number {
  if (stem === word) return 1
  if (stem.startsWith(denial) || word.startsWith(denial)) return 0
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

/** Of each word that says something, once; of one that is denied, so marked too. */
function stemsIn(text: string): string[] {
  const stems = new Set<string>()
  let isDenied = false
  for (const word of folded(text).split(' ')) {
    if (negations.has(word)) isDenied = true
    else if (word && !emptyWords.has(word)) {
      const stem = stemOf(word)
      stems.add(stem)
      if (isDenied) stems.add(`${denial}${stem}`)
      isDenied = false
    }
  }
  return Array.from(stems)
}

/** Accents, capitals, apostrophes and punctuation aside, with one word for one thing. */
function folded(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/[^a-z0-9]+/g, ' ')
  return sameWords.reduce((folding, [typed, word]) => folding.replace(typed, word), plain)
}

/** Without the endings that French gives a verb, a feminine or a plural. */
function stemOf(word: string): string {
  const singular = word.replace(/(...)[sx]$/, '$1')
  return singular.replace(
    /(....)(?:ations?|ements?|ions?|euses?|eurs?|antes?|ants?|ents?|aient|ait|ais|ees?|ues?|es?|er|ez|ir|it|is|i|u)$/,
    '$1',
  )
}
