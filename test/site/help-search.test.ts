import { expect, test } from 'vitest'
import { resultsText } from '../../shared/texts/help-search.ts'
import { createSearch } from '../../site/scripts/find-answers.ts'
import { answersIn, builtSite } from './built-site.ts'
import questions from './help-questions.json' with { type: 'json' }

const { page } = builtSite()

let known: { ids: string[]; find: ReturnType<typeof createSearch> } | undefined

function ask(typed: string) {
  const answers = () => answersIn(page('/aide/')).filter(({ synonyms }) => synonyms)
  known ??= { ids: answers().map(({ id }) => id), find: createSearch(answers()) }
  const { ids, find } = known
  const { results: found, ...how } = find(typed)
  return { ...how, ids: found.map((at) => ids[at]) }
}

const sets = Object.entries(questions).map(([name, lines]) => ({
  name,
  all: lines.map((line) => {
    const [typed = '', ids = ''] = line.split(' > ')
    return { typed, ids: ids.split('/') }
  }),
}))

test.each(sets)('nine of ten questions of « $name » find the right answer first', ({ all }) => {
  const missed = all.filter(({ typed, ids }) => !ids.includes(ask(typed).ids[0] ?? ''))
  expect(missed.length, JSON.stringify(missed)).toBeLessThanOrEqual(all.length / 10)
})

test.each(sets.flatMap(({ all }) => all))('$ids is among the first three for « $typed »', (one) => {
  const three = ask(one.typed).ids.slice(0, 3)
  expect(one.ids.some((id) => three.includes(id))).toBe(true)
})

test('the search ranks first the answer with most of the typed words', () => {
  expect(ask('identifiant mot de passe différence').ids[0]).toBe('difference')
})

test('the search finds an answer by the beginning of a word, and despite a typo', () => {
  expect(ask('etran').ids).toContain('etranger')
  expect(ask('hamesonage').ids[0]).toBe('hameconnage')
})

test('the search reads only the beginning of a long pasted text', () => {
  expect(ask(`${'je '.repeat(100)}etranger`).isMeaningful).toBe(false)
  expect(ask(`etranger ${'je '.repeat(1_000)}`).ids[0]).toBe('etranger')
})

test('the search says when it guesses, and when it finds nothing', () => {
  expect(ask('chaussette')).toMatchObject({ isMeaningful: true, isGuess: true })
  expect(ask('xyzzy')).toEqual({ isMeaningful: true, isGuess: true, ids: [] })
  expect(ask('  je ').isMeaningful).toBe(false)
  expect(resultsText(1, false)).toBe('1 réponse')
  expect(resultsText(2, true)).toBe(
    'Aucune réponse ne contient ces mots. Les plus proches : 2 réponses',
  )
  expect(resultsText(0, true)).toMatch(/^Aucune réponse .* l'assistance\.$/)
})
