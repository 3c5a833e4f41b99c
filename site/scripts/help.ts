import { foundText, otherwiseTexts } from '../../shared/texts/help-search.ts'
import { showLinksIfSignedIn } from './account/signed-in.ts'
import { announce } from './announcement.ts'
import { finderOf } from './find-answers.ts'
import { element, part, setText } from './page.ts'

void announce()

const all = <E extends HTMLElement>(selector: string) =>
  Array.from(document.querySelectorAll<E>(selector))

const answers = all<HTMLDetailsElement>('[data-answer]')

showLinksIfSignedIn()
openNamed()
addEventListener('hashchange', openNamed)
addEventListener('beforeprint', openAll)
if (document.querySelector('[data-search]')) startSearch()

function startSearch(): void {
  const find = finderOf(
    answers.map((answer) => ({
      symptom: answer.querySelector('summary')?.textContent ?? '',
      synonyms: answer.dataset.synonyms ?? '',
      text: answer.textContent ?? '',
    })),
  )
  const groups = all('[data-answers]')
  const groupOf = answers.map((answer) => answer.parentElement as HTMLElement)
  const field = part('symptom') as HTMLInputElement
  const results = element('section', 'app-answers')
  const otherwise = element('p', 'govuk-body', `${otherwiseTexts.before} `)
  const link = element('a', 'govuk-link', otherwiseTexts.link) as HTMLAnchorElement
  link.href = '#assistance'
  otherwise.append(link)
  let announcement: ReturnType<typeof setTimeout> | undefined

  part('search').after(results)
  part('search').addEventListener('submit', (event) => event.preventDefault())
  part('search').classList.remove('app-search--ahead')
  field.addEventListener('input', search)
  // A browser that comes back to this page restores the field.
  if (field.value) search()

  function search(): void {
    const { isAsked, found, near } = find(field.value)
    answers.forEach((answer, at) => {
      groupOf[at]?.append(answer)
    })
    for (const group of groups) group.hidden = isAsked
    results.textContent = ''
    if (isAsked) {
      const shown = found.length > 0 ? found : [0, 1, 2]
      results.append(...shown.map((at) => answers[at] as HTMLElement), otherwise)
    }
    clearTimeout(announcement)
    // Announcing at each key would interrupt whoever types.
    announcement = setTimeout(
      () => setText('found', isAsked ? foundText(found.length, near) : ''),
      400,
    )
  }
}

function openNamed(): void {
  const named = document.getElementById(location.hash.slice(1))
  if (named instanceof HTMLDetailsElement) named.open = true
}

function openAll(): void {
  for (const answer of answers) answer.open = true
}
