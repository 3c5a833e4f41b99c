import { fallbackTexts, resultsText } from '../../shared/texts/help-search.ts'
import { openPublicPage } from './account/signed-in.ts'
import { createSearch } from './find-answers.ts'
import { element, query, setText } from './page.ts'

const queryAll = <E extends HTMLElement>(selector: string) =>
  Array.from(document.querySelectorAll<E>(selector))

const answers = queryAll<HTMLDetailsElement>('[data-answer]')

void openPublicPage()
openLinkedAnswer()
addEventListener('hashchange', openLinkedAnswer)
addEventListener('beforeprint', openAllAnswers)
if (document.querySelector('[data-search]')) startSearch()

function startSearch(): void {
  const findAnswers = createSearch(
    answers.map((answer) => ({
      symptom: answer.querySelector('summary')?.textContent ?? '',
      synonyms: answer.dataset.synonyms ?? '',
      text: answer.textContent ?? '',
    })),
  )
  const groups = queryAll('[data-answers]')
  const originalGroups = answers.map((answer) => answer.parentElement as HTMLElement)
  const field = query('symptom') as HTMLInputElement
  const resultSection = element('section', 'app-answers')
  const fallbackParagraph = element('p', 'govuk-body', `${fallbackTexts.question} `)
  const fallbackLink = element('a', 'govuk-link', fallbackTexts.link) as HTMLAnchorElement
  fallbackLink.href = '#assistance'
  fallbackParagraph.append(fallbackLink)
  let announcementTimer: ReturnType<typeof setTimeout> | undefined
  query('search').after(resultSection)
  query('search').addEventListener('submit', (event) => event.preventDefault())
  query('search').classList.remove('app-search--ahead')
  field.addEventListener('input', search)
  // Browsers restore the field's text when the voter returns to this page.
  if (field.value) search()

  function search(): void {
    const { isMeaningful, results: matchIndexes, isGuess } = findAnswers(field.value)
    answers.forEach((answer, index) => {
      originalGroups[index]?.append(answer)
    })
    for (const group of groups) group.hidden = isMeaningful
    resultSection.textContent = ''
    if (isMeaningful) {
      const shownIndexes = matchIndexes.length > 0 ? matchIndexes : [0, 1, 2]
      resultSection.append(
        ...shownIndexes.map((index) => answers[index] as HTMLElement),
        fallbackParagraph,
      )
    }
    clearTimeout(announcementTimer)
    // Announcing every change would interrupt typing.
    announcementTimer = setTimeout(
      () => setText('found', isMeaningful ? resultsText(matchIndexes.length, isGuess) : ''),
      400,
    )
  }
}

function openLinkedAnswer(): void {
  const target = document.getElementById(location.hash.slice(1))
  if (target instanceof HTMLDetailsElement) target.open = true
}

function openAllAnswers(): void {
  for (const answer of answers) answer.open = true
}
