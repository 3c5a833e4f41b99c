import { negations, stopWords, synonyms } from '../../shared/texts/help-search.ts'

export interface Answer {
  symptom: string
  synonyms: string
  text: string
}

/** Weight of each stem of an answer. */
type Stems = Map<string, number>

const ofTitle = 4
const ofSynonyms = 3
const ofText = 1

/** Prefix of the stem of a negated word. */
const denial = '!'

/** Words that share this part of their letter pairs differ by a slip. */
const leastAlike = 0.6
/** Threshold of the guesses shown when nothing else is found. */
const leastNear = 0.4
/** A slip in a shorter word makes another word. */
const leastLetters = 5

/** Scoring all the words of a long text would take minutes. */
const mostTyped = 300

/** Results after the first few need this part of the best score. */
const leastOfBest = 0.4
const fewFound = 3
const mostFound = 6

interface Found {
  /** False for an empty query, or one of words that every question holds. */
  isAsked: boolean
  /** Indexes of answers, best first. */
  found: number[]
  /** The answers only resemble the query. */
  near: boolean
}

export function finderOf(answers: Answer[]): (typed: string) => Found {
  const known = answers.map(({ symptom, synonyms, text }) => {
    const stems: Stems = new Map()
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
 * Rare words weigh more. A title counts by how much of it the query covers: of two titles with the same word, the
 * shorter is about it.
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
  // The last word may not be finished.
  if (word.length > 2 && stem.startsWith(word)) return 0.8
  if (Math.min(stem.length, word.length) < leastLetters) return 0
  const alike = sharedPairs(stem, word)
  return alike < least ? 0 : alike * 0.8
}

/** Dice's coefficient of letter pairs. */
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

/** The stems of the meaningful words; a negated word has a marked stem too. */
function stemsIn(text: string): string[] {
  const stems = new Set<string>()
  let isDenied = false
  for (const word of folded(text).split(' ')) {
    if (negations.has(word)) isDenied = true
    else if (word && !stopWords.has(word)) {
      const stem = stemOf(word)
      stems.add(stem)
      if (isDenied) stems.add(`${denial}${stem}`)
      isDenied = false
    }
  }
  return Array.from(stems)
}

/** Drops accents, capitals and punctuation, and replaces synonyms. */
function folded(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/[^a-z0-9]+/g, ' ')
  return synonyms.reduce((folding, [typed, word]) => folding.replace(typed, word), plain)
}

/** Drops the French endings of verbs, feminines and plurals. */
function stemOf(word: string): string {
  const singular = word.replace(/(...)[sx]$/, '$1')
  return singular.replace(
    /(....)(?:ations?|ements?|ions?|euses?|eurs?|antes?|ants?|ents?|aient|ait|ais|ees?|ues?|es?|er|ez|ir|it|is|i|u)$/,
    '$1',
  )
}
