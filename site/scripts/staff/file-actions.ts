import type { FileActionAnswer, FileView } from '../../../shared/contract/files.ts'
import { timeOfDay } from '../../../shared/texts/moments.ts'
import {
  actionTexts,
  secondPersonText,
  wishText,
  wishTitles,
} from '../../../shared/texts/staff/file-actions.ts'
import { shownCode, shownCodeTitle } from '../../../shared/texts/staff/file-code.ts'
import { call, type Problem } from '../api.ts'
import { clearErrors, field, onSubmit } from '../form.ts'
import { element, part, setText, showBanner } from '../page.ts'
import { hideSheet, showSheet } from './notice-sheet.ts'

interface Page {
  timeZone: () => string
  /** Shows the file as it is now. @returns false when it is not open any more */
  showFile: () => Promise<boolean>
  refuse: (problem: Problem, form: HTMLFormElement) => void
}

type Action = FileView['actions'][number]

const form = part('actions') as HTMLFormElement
const agreeing = part('agree') as HTMLFormElement
const again = part('again')
let ending: ReturnType<typeof setTimeout> | undefined

/** What can be done in an open file: each is asked for with its reason. */
export function offerActions(page: Page): void {
  onSubmit(form, async () => {
    clearErrors()
    hideCode()
    const action = chosen()
    const reason = field(form, 'reason').value
    const answer = await call('POST', 'staff/file/actions', { action, reason })
    await finish(page, form, answer, action)
    return false
  })
  again.onclick = () => {
    clearErrors()
    void printNotice(page)
  }
  onSubmit(agreeing, async () => {
    clearErrors()
    const action = agreeing.dataset.action as Action
    if (action === 'print-notice') return printNotice(page)
    await finish(page, agreeing, await call('PUT', 'staff/file/actions'), action)
    return false
  })
}

/** Asked for again, it is the same. */
async function printNotice(page: Page): Promise<false> {
  hideSheet()
  const answer = await call('PUT', 'staff/file/notice')
  if (answer.ok) showSheet(answer.body, page.timeZone(), answer.at)
  await finish(page, agreeing, answer.ok ? { ...answer, body: {} } : answer, 'print-notice')
  return false
}

const chosen = () =>
  (form.querySelector<HTMLInputElement>('input[name=action]:checked')?.value ?? '') as Action

async function finish(
  page: Page,
  within: HTMLFormElement,
  answer: Awaited<ReturnType<typeof call<'POST staff/file/actions'>>>,
  action: Action,
): Promise<void> {
  if (!answer.ok) {
    const hasChanged = answer.problem.code === 'not-offered' || answer.problem.code === 'not-found'
    if (hasChanged && !(await page.showFile())) return
    page.refuse(answer.problem, within)
    return
  }
  const { second } = answer.body
  form.reset()
  if (!(await page.showFile())) return
  if (second) showCode(second, page.timeZone(), answer.at)
  else showBanner(actionTexts[action].done)
}

/** Until it expires: what opens nothing must not be read aloud. */
function showCode(
  { code, expiresAt }: NonNullable<FileActionAnswer['second']>,
  timeZone: string,
  at: number,
): void {
  const until = timeOfDay(expiresAt, timeZone)
  part('second').append(
    element('h3', 'govuk-heading-s', shownCodeTitle),
    element('p', 'govuk-heading-l', shownCode(code)),
    element('p', 'govuk-body', secondPersonText(until)),
  )
  ending = setTimeout(hideCode, Date.parse(expiresAt) - at)
}

function hideCode(): void {
  clearTimeout(ending)
  part('second').textContent = ''
}

/** Of the file as it is drawn. What is chosen stays so while it is offered. */
export function drawActions({ actions, wish }: FileView): void {
  const before = chosen()
  const choices = part('choices')
  choices.textContent = ''
  choices.append(...actions.map((action) => choiceOf(action, action === before)))
  form.hidden = actions.length === 0
  part('wish').hidden = wish === undefined
  if (!wish) return
  const isPrinted = wish.printed === true
  setText('wish-title', wishTitles[isPrinted ? 'printed' : 'waiting'])
  setText('wish-text', wishText({ ...wish, label: actionTexts[wish.action].label }))
  agreeing.dataset.action = wish.action
  agreeing.hidden = !wish.mayAgree || isPrinted
  again.hidden = !wish.mayAgree || !isPrinted
}

export function hideActions(): void {
  hideCode()
  hideSheet()
  form.reset()
  part('choices').textContent = ''
  form.hidden = true
  part('wish').hidden = true
}

function choiceOf(action: Action, isChosen: boolean): HTMLElement {
  const { label, hint } = actionTexts[action]
  const id = `action-${action}`
  const input = element('input', 'govuk-radios__input') as HTMLInputElement
  Object.assign(input, { type: 'radio', name: 'action', id, value: action, checked: isChosen })
  input.setAttribute('aria-describedby', `${id}-hint`)
  const named = element('label', 'govuk-label govuk-radios__label', label)
  named.setAttribute('for', id)
  const told = element('div', 'govuk-hint govuk-radios__hint', hint)
  told.id = `${id}-hint`
  return element('div', 'govuk-radios__item', input, named, told)
}
