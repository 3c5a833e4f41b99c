import type { FieldName } from '../../shared/contract/problems.ts'
import { slowText, stopWaitingText } from '../../shared/texts/connection.ts'
import {
  correctedText,
  errorPrefix,
  pressAgainText,
  sendingText,
} from '../../shared/texts/forms.ts'
import { type Problem, stopWaiting } from './api.ts'
import { clearTop, copyOf, element, liveRegion, SLOW_MS, setText, showOnTop } from './page.ts'

/**
 * Calls `send` once at a time: until it ends, the button says so and does nothing. `send` resolves to true when it
 * leaves the form; the button then stays busy. A voter may give up a slow answer, so `send` must allow the same to be
 * sent again after a lost answer.
 */
export function onSubmit(
  form: HTMLFormElement,
  send: () => Promise<boolean>,
  busyText = sendingText,
): void {
  const button = form.querySelector('button[type=submit]') as HTMLButtonElement
  const label = button.textContent
  const stop = element('button', 'govuk-button govuk-button--secondary', stopWaitingText)
  stop.onclick = stopWaiting
  stop.setAttribute('type', 'button')
  liveRegion(form).dataset.formStatus = ''
  const say = (text: string) => {
    button.textContent = text || label
    setText('form-status', text, form)
  }
  const setBusy = (busy: boolean) => {
    button.setAttribute('aria-disabled', String(busy))
    say(busy ? busyText : '')
  }
  const sayItIsSlow = () => {
    say(slowText)
    button.after(stop)
  }
  const submit = async () => {
    if (button.getAttribute('aria-disabled') === 'true') return
    setBusy(true)
    const timer = setTimeout(sayItIsSlow, SLOW_MS)
    let leaving = false
    try {
      leaving = await send()
    } finally {
      clearTimeout(timer)
      if (document.activeElement === stop) button.focus()
      stop.remove()
      // « Retour » can show this page again as it was left.
      if (leaving) window.addEventListener('pageshow', () => setBusy(false), { once: true })
      else setBusy(false)
    }
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void submit()
  })
}

export function field(form: HTMLFormElement, name: string): HTMLInputElement {
  return form.elements.namedItem(name) as HTMLInputElement
}

/** The field that a problem is about, or the two that are wrong together. */
export type FieldByCode = Partial<Record<Problem['code'], FieldName | `${FieldName} ${FieldName}`>>

/** True if the page accepts what is typed. */
export type Accepts = (input: HTMLInputElement) => boolean

const looksRight: Accepts = ({ type, value }) =>
  (type === 'email' ? /^[^\s@<>]+@[^\s@<>]+$/ : /\S/).test(value.trim())

/**
 * Shows why a request was refused, above the title in the order of the fields, and at each field. What was typed stays.
 * `advice` comes last above the title. An error goes once its field holds something else that the page `accepts`, or
 * anything if it was empty.
 */
export function showProblem(
  form: HTMLFormElement,
  problem: Problem,
  fieldByCode: FieldByCode = {},
  advice: HTMLElement[] = [],
  accepts = looksRight,
): void {
  clearErrors()
  const inputs = [...form.elements].filter((input) => input instanceof HTMLInputElement)
  const rank = (name: string) => inputs.findIndex((input) => input.name === name)
  const errors = problem.errors?.length
    ? [...problem.errors].sort((one, other) => rank(one.field) - rank(other.field))
    : [{ field: fieldByCode[problem.code] ?? '', message: problem.title }]
  // The summary leads to the first field, but nothing may say which of the two is wrong.
  const wrongPair = problem.code === 'wrong-credentials'

  const summary = copyOf('error-summary')
  const list = element('ul', 'govuk-list govuk-error-summary__list')
  for (const { field, message } of errors) {
    const wrong = inputs.filter(({ name }) => field.split(' ').includes(name))
    const [first] = wrongPair ? inputs : wrong
    const item = element('li', '', first ? linkTo(first, message) : message)
    list.append(item)
    const unmark = wrong.map((input) => markField(input, message))
    for (const input of wrong) {
      const refused = input.value
      input.oninput = () => {
        if (input.value === refused || (refused && !accepts(input))) return
        keepInPlace(input, () => {
          for (const one of unmark) one()
          item.remove()
          if (!list.firstChild) clearErrors()
        })
        setText('form-status', correctedText, form)
      }
    }
  }
  const body = summary.querySelector('.govuk-error-summary__body') as HTMLElement
  body.append(list)
  if (problem.detail) body.append(element('p', '', problem.detail))
  body.append(...advice)
  showOnTop(summary)
  document.title = errorPrefix + document.title
}

/** For a lost answer or an outage: the request may have been recorded or not. */
export function showUnconfirmed(form: HTMLFormElement, title: string, problem: Problem): void {
  const advice = problem.code === 'too-many-attempts' ? problem.detail : pressAgainText
  showProblem(form, { code: problem.code, title, detail: `${problem.title} ${advice}` })
}

/** Shows why a request was refused, and one alternative to the wait that the API gives. */
export function showWayOut(
  form: HTMLFormElement,
  problem: Problem,
  leadsTo: HTMLInputElement | HTMLButtonElement,
  text: string,
): void {
  const { detail: _, ...refusal } = problem
  const link = linkTo(leadsTo, text)
  link.className = 'govuk-link'
  showProblem(form, refusal, {}, [element('p', '', link)])
}

let marks: (() => void)[] = []

/** Clears the whole page: one form is filled in at a time. */
export function clearErrors(): void {
  clearTop()
  document.title = document.title.replace(errorPrefix, '')
  for (const unmark of marks) unmark()
  marks = []
}

/** Keeps the field being typed in at its place on the screen. */
function keepInPlace(input: HTMLInputElement, change: () => void): void {
  const before = input.getBoundingClientRect().top
  change()
  scrollBy(0, input.getBoundingClientRect().top - before)
}

/** A link that focuses a field or a button and shows its label. */
export function linkTo(input: HTMLInputElement | HTMLButtonElement, message: string): HTMLElement {
  const link = element('a', '', message) as HTMLAnchorElement
  link.href = `#${input.id}`
  link.onclick = (event) => {
    event.preventDefault()
    const label = input.labels?.[0]
    label?.scrollIntoView()
    input.focus({ preventScroll: label !== undefined })
  }
  return link
}

/** @returns a function that undoes it */
function markField(input: HTMLInputElement, message: string): () => void {
  const group = input.closest('.govuk-form-group') as HTMLElement
  const prefix = element('span', 'govuk-visually-hidden', errorPrefix)
  const text = element('p', 'govuk-error-message', prefix, message)
  text.id = `${input.id}-error`
  const box = input.closest('.govuk-input__wrapper') ?? input
  box.parentNode?.insertBefore(text, box)
  const described = input.getAttribute('aria-describedby')
  const set = (isWrong: boolean, description: string | null) => {
    group.classList.toggle('govuk-form-group--error', isWrong)
    input.classList.toggle('govuk-input--error', isWrong)
    if (description) input.setAttribute('aria-describedby', description)
    else input.removeAttribute('aria-describedby')
  }
  input.setAttribute('aria-invalid', 'true')
  set(true, `${described ?? ''} ${text.id}`.trim())
  const unmark = () => {
    text.remove()
    set(false, described)
    input.removeAttribute('aria-invalid')
    input.oninput = null
  }
  marks.push(unmark)
  return unmark
}
