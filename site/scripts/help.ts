import { foundText } from '../../shared/texts/help-search.ts'
import { showLinksIfSignedIn } from './account/signed-in.ts'
import { folded, holds } from './find-answers.ts'
import { part, setText } from './page.ts'

const all = <E extends HTMLElement>(selector: string) =>
  Array.from(document.querySelectorAll<E>(selector))

const answers = all<HTMLDetailsElement>('[data-answer]').map((shown) => ({
  shown,
  text: folded(`${shown.textContent} ${shown.dataset.synonyms}`),
}))

let announcement: ReturnType<typeof setTimeout> | undefined

showLinksIfSignedIn()
openNamed()
addEventListener('hashchange', openNamed)
addEventListener('beforeprint', openAll)

const field = part('symptom') as HTMLInputElement
field.addEventListener('input', search)
part('search').addEventListener('submit', (event) => event.preventDefault())
part('search').classList.remove('app-search--ahead')
// A browser that comes back to this page fills the field in again.
if (field.value) search()

function search(): void {
  for (const { shown, text } of answers) shown.hidden = !holds(text, field.value)
  for (const group of all('[data-answers]'))
    group.hidden = !group.querySelector('[data-answer]:not([hidden])')
  const found = answers.filter(({ shown }) => !shown.hidden).length
  clearTimeout(announcement)
  // Not at each key: what is announced interrupts who types.
  announcement = setTimeout(() => setText('found', field.value.trim() ? foundText(found) : ''), 400)
}

/** A link leads to an answer, which must then be open. */
function openNamed(): void {
  const named = document.getElementById(location.hash.slice(1))
  if (named instanceof HTMLDetailsElement) named.open = true
}

/** On paper nothing can be opened. */
function openAll(): void {
  for (const { shown } of answers) shown.open = true
}
