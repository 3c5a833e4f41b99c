import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { act } from '../screenshots/open-state.ts'
import { afterTyping, type PageState, publicPage, voterPage } from '../screenshots/page-state.ts'
import { reissueAnswer, voterAnswer } from '../screenshots/sample-answers.ts'
import { wordCount } from './built-site.ts'
import { test } from './open-page.ts'

const credentials = { email: 'amina.exemple.01@academie.example.org', password: 'Demo-01-vote!' }
const answers = {
  phone: '0612345678',
  numen: '01E1000000ABC',
  birthDate: '01011962',
  captcha: '9456',
}

interface Step {
  state: PageState
  button: string
  typed?: Record<string, string>
  mostWords: number
}

const form = voterPage('/identifiant/', voterAnswer(null))
const steps: Step[] = [
  { state: publicPage('/'), button: '[type=submit]', typed: credentials, mostWords: 34 },
  { state: voterPage('/espace/', voterAnswer(null)), button: '[data-ask]', mostWords: 28 },
  { state: form, button: '[data-review]', typed: answers, mostWords: 82 },
  { state: afterTyping(form, answers, 1), button: '[data-send]', mostWords: 32 },
]

/** Words from signing in to JE VOTE. These bounds only go down. */
const pagesOnTheWay: [name: string, state: PageState, mostWords: number][] = [
  ['sign-in', publicPage('/'), 41],
  ['the space before a request', voterPage('/espace/', voterAnswer(null)), 66],
  ['the form', form, 100],
  ['the summary of the form', afterTyping(form, answers, 1), 77],
  [
    'the space that follows the SMS',
    voterPage('/espace/', voterAnswer(reissueAnswer('accepted'))),
    118,
  ],
  ['the booth', voterPage('/vote/', voterAnswer(reissueAnswer('sent'))), 80],
]

test.for(pagesOnTheWay)('%s has no word too many', async ([, state, mostWords], { reach }) => {
  const page = await reach({ ...state, site: 'staffed' })
  expect(await wordsIn(page, 'main')).toBeLessThanOrEqual(mostWords)
})

// A slow reader who reads everything; quick readers take half, and browsers fill in what they know.
const wordsPerMinute = 200
const charactersPerSecond = 2
const secondsPerTap = 1.5

const textIn = (within: string, button?: string) => `(() => {
  const text = []
  const end = document.querySelector(${JSON.stringify(button ?? null)})
  const nodes = document.createTreeWalker(document.querySelector('${within}'), NodeFilter.SHOW_TEXT)
  while (nodes.nextNode()) {
    const { data, parentElement } = nodes.currentNode
    const { width, height } = parentElement.getBoundingClientRect()
    const isBelow = end?.compareDocumentPosition(nodes.currentNode) === Node.DOCUMENT_POSITION_FOLLOWING
    const isDrawn = parentElement.checkVisibility() && width > 1 && height > 1
    if (isDrawn && !isBelow && !parentElement.closest('[aria-hidden=true]')) text.push(data)
  }
  return text.join(' ')
})()`

async function wordsIn(page: Page, within: string, button?: string): Promise<number> {
  return wordCount(String(await page.evaluate(textIn(within, button))))
}

test('a voter who reads every word asks for an identifier in two minutes', async ({ open }) => {
  let words = 0
  let characters = 0
  let taps = 0
  let page: Page | undefined
  for (const { state, button, typed = {}, mostWords } of steps) {
    if (!page || !state.act) page = await open(state)
    await act(page, state)
    const toButton = await wordsIn(page, 'main', button)
    expect(toButton, `words down to ${button}`).toBeLessThanOrEqual(mostWords)
    words += toButton + (words === 0 ? await wordsIn(page, 'header') : 0)
    for (const [id, text] of Object.entries(typed)) {
      expect(await page.locator(`#${id}`).isVisible()).toBe(true)
      characters += text.length
    }
    taps += 1 + Object.keys(typed).length
  }
  expect(words).toBeGreaterThan(100)
  const seconds =
    (words / wordsPerMinute) * 60 + characters / charactersPerSecond + taps * secondsPerTap
  expect(seconds).toBeLessThan(120)
})
