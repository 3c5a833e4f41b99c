import type { FieldName } from '../../shared/contract/problems.ts'
import { errorPrefix, sendingText } from '../../shared/texts/forms.ts'
import type { Problem } from './api.ts'
import { clearTop, copyOf, element, setText, showOnTop } from './page.ts'

const title = document.title

/**
 * Calls `send` once at a time: until it ends, the button says so and pressing it again does nothing.
 * `send` resolves to true when it leaves the form; the button then stays as it is.
 */
export function onSubmit(
  form: HTMLFormElement,
  send: () => Promise<boolean>,
  busyText = sendingText,
): void {
  const button = form.querySelector('button[type=submit]') as HTMLButtonElement
  const label = button.textContent
  const setBusy = (busy: boolean) => {
    button.setAttribute('aria-disabled', String(busy))
    button.textContent = busy ? busyText : label
    setText('form-status', busy ? busyText : '', form)
  }
  const submit = async () => {
    if (button.getAttribute('aria-disabled') === 'true') return
    setBusy(true)
    let leaving = false
    try {
      leaving = await send()
    } finally {
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

/** Which field a problem of one sentence concerns. */
export type FieldByCode = Partial<Record<Problem['code'], FieldName>>

/**
 * Shows why a request was refused: above the title, in the order of the fields, and at each field. What was typed stays.
 * `advice` comes last above the title.
 */
export function showProblem(
  form: HTMLFormElement,
  problem: Problem,
  fieldByCode: FieldByCode = {},
  advice: HTMLElement[] = [],
): void {
  clearErrors(form)
  const inputs = [...form.elements].filter((input) => input instanceof HTMLInputElement)
  const rank = (name: string) => inputs.findIndex((input) => input.name === name)
  const errors = problem.errors?.length
    ? [...problem.errors].sort((one, other) => rank(one.field) - rank(other.field))
    : [{ field: fieldByCode[problem.code] ?? '', message: problem.title }]
  // The summary leads to the first field, but nothing may say which of the two is wrong.
  const wrongPair = problem.code === 'wrong-credentials'

  const list = element('ul', 'govuk-list govuk-error-summary__list')
  for (const { field, message } of errors) {
    const input = inputs[wrongPair ? 0 : rank(field)]
    list.append(element('li', '', input ? linkTo(input, message) : message))
    if (input && !wrongPair) markField(input, message)
  }
  const summary = copyOf('error-summary')
  const body = summary.querySelector('.govuk-error-summary__body') as HTMLElement
  body.append(list)
  if (problem.detail) body.append(element('p', '', problem.detail))
  body.append(...advice)
  showOnTop(summary)
  document.title = errorPrefix + title
}

export function clearErrors(form: HTMLFormElement): void {
  clearTop()
  document.title = title
  for (const input of form.querySelectorAll<HTMLInputElement>('[aria-invalid]')) unmarkField(input)
}

/** Leads to a field from above the title, and shows its label too. */
export function linkTo(input: HTMLInputElement, message: string): HTMLElement {
  const link = element('a', '', message) as HTMLAnchorElement
  link.href = `#${input.id}`
  link.onclick = (event) => {
    event.preventDefault()
    input.labels?.[0]?.scrollIntoView()
    input.focus({ preventScroll: true })
  }
  return link
}

function markField(input: HTMLInputElement, message: string): void {
  if (input.hasAttribute('aria-invalid')) return
  const group = input.closest('.govuk-form-group') as HTMLElement
  const prefix = element('span', 'govuk-visually-hidden', errorPrefix)
  const text = element('p', 'govuk-error-message', prefix, message)
  text.id = `${input.id}-error`
  group.classList.add('govuk-form-group--error')
  const box = input.closest('.govuk-input__wrapper') ?? input
  box.parentNode?.insertBefore(text, box)
  input.classList.add('govuk-input--error')
  input.setAttribute('aria-invalid', 'true')
  const described = input.getAttribute('aria-describedby')
  input.setAttribute('aria-describedby', described ? `${described} ${text.id}` : text.id)
}

function unmarkField(input: HTMLInputElement): void {
  const id = `${input.id}-error`
  document.getElementById(id)?.remove()
  input.closest('.govuk-form-group')?.classList.remove('govuk-form-group--error')
  input.classList.remove('govuk-input--error')
  input.removeAttribute('aria-invalid')
  const rest = (input.getAttribute('aria-describedby') ?? '').split(' ').filter((one) => one !== id)
  if (rest.join('')) input.setAttribute('aria-describedby', rest.join(' '))
  else input.removeAttribute('aria-describedby')
}
