import type { FieldName } from '../../shared/contract/problems.ts'
import { slowNetworkText, stopWaitingText } from '../../shared/texts/connection.ts'
import {
  correctedText,
  errorPrefix,
  pressAgainText,
  sendingText,
} from '../../shared/texts/forms.ts'
import { type Problem, stopWaiting } from './api.ts'
import {
  clearTop,
  cloneTemplate,
  element,
  isShown,
  liveRegion,
  SLOW_NETWORK_MS,
  setText,
  showOnTop,
} from './page.ts'

/** `send` resolves to true if it leaves the form. Voters may abort a call, so `send` must be safe to repeat. */
export function onSubmit(
  form: HTMLFormElement,
  send: () => Promise<boolean | undefined>,
  busyText = sendingText,
): void {
  const button = form.querySelector('button[type=submit]') as HTMLButtonElement
  const label = button.textContent
  const stopButton = element('button', 'govuk-button govuk-button--secondary', stopWaitingText)
  stopButton.onclick = stopWaiting
  stopButton.setAttribute('type', 'button')
  liveRegion(form).dataset.formStatus = ''
  const setLabel = (text: string) => {
    button.textContent = text || label
    setText('form-status', text, form)
  }
  const setBusy = (isBusy: boolean) => {
    button.setAttribute('aria-disabled', String(isBusy))
    setLabel(isBusy ? busyText : '')
  }
  const showSlowNetwork = () => {
    setLabel(slowNetworkText)
    button.after(stopButton)
  }
  const submit = async () => {
    if (button.getAttribute('aria-disabled') === 'true') return
    clearErrors()
    setBusy(true)
    const timer = setTimeout(showSlowNetwork, SLOW_NETWORK_MS)
    let isLeaving: boolean | undefined
    try {
      isLeaving = await send()
    } finally {
      clearTimeout(timer)
      if (document.activeElement === stopButton) button.focus()
      stopButton.remove()
      // The back button may restore this page with its button still busy.
      if (isLeaving) addEventListener('pageshow', () => setBusy(false), { once: true })
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

export type FieldByCode = Partial<Record<Problem['code'], FieldName | `${FieldName} ${FieldName}`>>

type AcceptsInput = (input: HTMLInputElement) => boolean

const isPlausible: AcceptsInput = ({ type, value }) =>
  (type === 'email' ? /^[^\s@<>]+@[^\s@<>]+$/ : /\S/).test(value.trim())

export function showProblem(
  form: HTMLFormElement,
  problem: Problem,
  fieldByCode: FieldByCode = {},
  advice: HTMLElement[] = [],
  accepts = isPlausible,
): void {
  clearErrors()
  const inputs = [...form.elements]
    .filter((input) => input instanceof HTMLInputElement)
    .filter(isShown)
  const rank = (name: string) => inputs.findIndex((input) => input.name === name)
  const errors = problem.errors?.length
    ? [...problem.errors].sort((a, b) => rank(a.field) - rank(b.field))
    : [{ field: fieldByCode[problem.code] ?? '', message: problem.title }]
  // A wrong pair's summary links to the first field, so that nothing reveals which field is wrong.
  const isWrongPair = problem.code === 'wrong-credentials'
  const summary = cloneTemplate('error-summary')
  const errorList = element('ul', 'govuk-list govuk-error-summary__list')
  for (const { field, message } of errors) {
    const wrongInputs = inputs.filter(({ name }) => field.split(' ').includes(name))
    const [linkedInput] = isWrongPair ? inputs : wrongInputs
    const item = element('li', '', linkedInput ? linkTo(linkedInput, message) : message)
    errorList.append(item)
    const undoMarks = wrongInputs.map((input) => markField(input, message))
    for (const input of wrongInputs) {
      const refusedValue = input.value
      input.oninput = () => {
        if (input.value === refusedValue || (refusedValue && !accepts(input))) return
        keepInPlace(input, () => {
          for (const undo of undoMarks) undo()
          item.remove()
          if (!errorList.firstChild) clearErrors()
        })
        setText('form-status', correctedText, form)
      }
    }
  }
  const body = summary.querySelector('.govuk-error-summary__body') as HTMLElement
  body.append(errorList)
  if (problem.detail) body.append(element('p', '', problem.detail))
  body.append(...advice)
  showOnTop(summary)
  document.title = errorPrefix + document.title
}

export function showUnconfirmed(form: HTMLFormElement, title: string, problem: Problem): void {
  const advice = problem.code === 'too-many-attempts' ? problem.detail : pressAgainText
  showProblem(form, { code: problem.code, title, detail: `${problem.title} ${advice}` })
}

export function showAlternative(
  form: HTMLFormElement,
  problem: Problem,
  target: HTMLInputElement | HTMLButtonElement,
  text: string,
): void {
  const { detail: _, ...refusal } = problem
  const link = linkTo(target, text)
  link.className = 'govuk-link'
  showProblem(form, refusal, {}, [element('p', '', link)])
}

let unmarkFields: (() => void)[] = []

export function clearErrors(): void {
  clearTop()
  document.title = document.title.replace(errorPrefix, '')
  for (const unmark of unmarkFields) unmark()
  unmarkFields = []
}

function keepInPlace(input: HTMLInputElement, change: () => void): void {
  const topBefore = input.getBoundingClientRect().top
  change()
  scrollBy(0, input.getBoundingClientRect().top - topBefore)
}

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

function markField(input: HTMLInputElement, message: string): () => void {
  const group = input.closest('.govuk-form-group') as HTMLElement
  const prefix = element('span', 'govuk-visually-hidden', errorPrefix)
  const text = element('p', 'govuk-error-message', prefix, message)
  text.id = `${input.id}-error`
  const inputBox = input.closest('.govuk-input__wrapper') ?? input
  inputBox.parentNode?.insertBefore(text, inputBox)
  const descriptionIds = input.getAttribute('aria-describedby')
  const setErrorState = (isWrong: boolean, description: string | null) => {
    group.classList.toggle('govuk-form-group--error', isWrong)
    input.classList.toggle('govuk-input--error', isWrong)
    if (description) input.setAttribute('aria-describedby', description)
    else input.removeAttribute('aria-describedby')
  }
  input.setAttribute('aria-invalid', 'true')
  setErrorState(true, `${descriptionIds ?? ''} ${text.id}`.trim())
  const unmark = () => {
    text.remove()
    setErrorState(false, descriptionIds)
    input.removeAttribute('aria-invalid')
    input.oninput = null
  }
  unmarkFields.push(unmark)
  return unmark
}
