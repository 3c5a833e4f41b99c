import { expect, test } from 'vitest'
import { builtSite, textOf } from './built-site.ts'

const { page } = builtSite()

const answers = () =>
  [...page('/aide/').matchAll(/<details[^>]* id="([^"]+)"[^>]*>(.*?)<\/details>/gs)].map(
    ([, id = '', html = '']) => {
      const [summary = '', text = ''] = html.split('</summary>')
      return { id, symptom: textOf(summary), text: textOf(text) }
    },
  )

test('begins with what happens most', () => {
  expect(answers().map(({ symptom }) => symptom)).toEqual(
    expect.arrayContaining(["Je n'ai pas ma notice"]),
  )
  expect(
    answers()
      .slice(0, 3)
      .map(({ id }) => id),
  ).toEqual(['notice', 'sms', 'etranger'])
})

test('says of no SMS that it arrived', () => {
  const said = answers()
    .map(({ text }) => text)
    .join(' ')
  expect(said).not.toMatch(
    /SMS (est|a été|sont) (bien )?(arrivé|reçu|délivré)|accusé de réception/i,
  )
})

test('can be read without a script: only the field that filters is hidden', () => {
  const main = page('/aide/').match(/<main.*<\/main>/s)?.[0] ?? ''
  expect(main).not.toMatch(/<[^>]* hidden[^>]*>/)
  expect(main.match(/<[^>]*--ahead[^>]*>/g)).toEqual([expect.stringContaining('data-search')])
})
