import { negations, stopWords, synonyms } from '../../shared/texts/help-search.ts'

export interface Answer {
  symptom: string
  synonyms: string
  text: string
}

type StemWeights = Map<string, number>

const titleWeight = 4
const synonymWeight = 3
const textWeight = 1
const negationPrefix = '!'

/** Minimum Dice coefficients, from 0 to 1. */
const minLikeness = 0.6
const minGuessLikeness = 0.4

const minFuzzyLength = 5
const maxQueryLength = 300
const minShareOfBest = 0.4
const minResults = 3
const maxResults = 6

interface SearchResult {
  isMeaningful: boolean
  /** Indexes in `answers`, best first. */
  results: number[]
  isGuess: boolean
}

export function createSearch(answers: Answer[]): (query: string) => SearchResult {
  const answerStems = answers.map(({ symptom, synonyms, text }) => {
    const stems: StemWeights = new Map()
    for (const stem of stemsIn(text.replace(/\d+/g, ''))) stems.set(stem, textWeight)
    for (const stem of stemsIn(synonyms)) stems.set(stem, synonymWeight)
    for (const stem of stemsIn(symptom)) stems.set(stem, titleWeight)
    return stems
  })
  return (query) => {
    const words = stemsIn(query.slice(0, maxQueryLength))
    const results = rankAnswers(answerStems, words, minLikeness)
    const isGuess = results.length === 0
    return {
      isMeaningful: words.length > 0,
      results: isGuess ? rankAnswers(answerStems, words, minGuessLikeness) : results,
      isGuess,
    }
  }
}

function rankAnswers(answerStems: StemWeights[], words: string[], threshold: number): number[] {
  const matchScores = words.map((word) =>
    answerStems.map((stems) => bestMatch(stems, word, threshold)),
  )
  const wordRarities = matchScores.map((scores) =>
    Math.log(1 + answerStems.length / (1 + scores.filter((score) => score > textWeight).length)),
  )
  const scores = answerStems.map((stems, index) => {
    const points = matchScores.map(
      (answerScores, wordIndex) => (answerScores[index] ?? 0) * (wordRarities[wordIndex] ?? 0),
    )
    const titleStems = [...stems.keys()].filter((stem) => stems.get(stem) === titleWeight)
    const matchedTitleStems = titleStems.filter((stem) =>
      words.some((word) => likeness(stem, word, threshold) > 0),
    )
    return { index, score: sum(points) * (1 + matchedTitleStems.length / (titleStems.length + 1)) }
  })
  const bestScore = Math.max(...scores.map(({ score }) => score))
  return scores
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .filter(({ score }, rank) => rank < minResults || score >= bestScore * minShareOfBest)
    .slice(0, maxResults)
    .map(({ index }) => index)
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)

const bestMatch = (stems: StemWeights, word: string, threshold: number) =>
  Math.max(...Array.from(stems, ([stem, weight]) => weight * likeness(stem, word, threshold)))

function likeness(stem: string, word: string, threshold: number): number {
  if (stem === word) return 1
  if (stem.startsWith(negationPrefix) || word.startsWith(negationPrefix)) return 0
  if (word.length > 2 && stem.startsWith(word)) return 0.8
  if (Math.min(stem.length, word.length) < minFuzzyLength) return 0
  const coefficient = diceCoefficient(stem, word)
  return coefficient < threshold ? 0 : coefficient * 0.8
}

function diceCoefficient(first: string, second: string): number {
  const pairs = pairsOf(second)
  const pairCount = pairs.length + first.length - 1
  let sharedCount = 0
  for (const pair of pairsOf(first)) {
    const index = pairs.indexOf(pair)
    if (index < 0) continue
    pairs.splice(index, 1)
    sharedCount++
  }
  return (2 * sharedCount) / pairCount
}

const pairsOf = (word: string) =>
  Array.from({ length: word.length - 1 }, (_, index) => word.slice(index, index + 2))

function stemsIn(text: string): string[] {
  const stems = new Set<string>()
  let isNegated = false
  for (const word of normalise(text).split(' ')) {
    if (negations.has(word)) isNegated = true
    else if (word && !stopWords.has(word)) {
      const stem = stemOf(word)
      stems.add(stem)
      if (isNegated) stems.add(`${negationPrefix}${stem}`)
      isNegated = false
    }
  }
  return Array.from(stems)
}

function normalise(text: string): string {
  const plainText = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/[^a-z0-9]+/g, ' ')
  return synonyms.reduce((text, [pattern, word]) => text.replace(pattern, word), plainText)
}

function stemOf(word: string): string {
  const singular = word.replace(/(...)[sx]$/, '$1')
  return singular.replace(
    /(....)(?:ations?|ements?|ions?|euses?|eurs?|antes?|ants?|ents?|aient|ait|ais|ees?|ues?|es?|er|ez|ir|it|is|i|u)$/,
    '$1',
  )
}
