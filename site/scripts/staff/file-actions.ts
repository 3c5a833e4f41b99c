import type { FileActionAnswer, FileView } from '../../../shared/contract/files.ts'
import {
  type FileAction,
  type RepairKind,
  repairKinds,
} from '../../../shared/domain/staff-action.ts'
import { timeOfDay } from '../../../shared/texts/moments.ts'
import {
  actionTexts,
  approvalRequestText,
  approvalTitles,
  awaitingApprovalText,
  type Choice,
  cannotApproveText,
  doneText,
  reloadFileText,
  staffFieldTexts,
} from '../../../shared/texts/staff/file-actions.ts'
import { shownCode } from '../../../shared/texts/staff/file-code.ts'
import { type Answer, call, type Problem } from '../api.ts'
import { clearErrors, type FieldByCode, field, onSubmit } from '../form.ts'
import { clearTop, element, part, setText, showBanner } from '../page.ts'
import { hideSheet, showSheet } from './notice-sheet.ts'
import { saidIdentity } from './said-identity.ts'

export type ShownFile = 'shown' | 'closed' | 'unread'

interface Page {
  timeZone: () => string
  showFile: () => Promise<ShownFile>
  refuse: (problem: Problem, form: HTMLFormElement, fieldByCode?: FieldByCode) => void
}

const form = part('actions') as HTMLFormElement
const agreeing = part('agree') as HTMLFormElement
const again = part('again')
let ending: ReturnType<typeof setTimeout> | undefined
/** Choices done or asked for in this file, which are not offered again. */
const acted = new Set<Choice>()
/** The choice whose code for a second person is shown. */
let asked: Choice | undefined
/** Identifies the file drawn here: another tab may have opened another since. */
let file = ''

export function offerActions(page: Page): void {
  onSubmit(form, async () => {
    clearErrors()
    forgetCode()
    const choice = chosen()
    const corrects = repairOf(choice)
    const reason = field(form, 'reason').value
    const answer = corrects
      ? await call('POST', 'staff/file/repair', { ...saidIn(form, corrects), reason, file })
      : await call('POST', 'staff/file/actions', {
          action: choice as FileAction,
          reason,
          file,
        })
    await finish(page, form, answer, choice)
    return false
  })
  again.onclick = () => {
    clearErrors()
    void printNotice(page)
  }
  onSubmit(agreeing, async () => {
    clearErrors()
    const choice = agreeing.dataset.choice as Choice
    if (choice === 'print-notice') return printNotice(page)
    const corrects = repairOf(choice)
    const answer = corrects
      ? await call('PUT', 'staff/file/repair', { ...saidIn(agreeing, corrects), file })
      : await call('PUT', 'staff/file/actions', { file })
    await finish(page, agreeing, answer, choice)
    return false
  })
  form.addEventListener('change', showChosen)
}

/** Safe to repeat: it returns the same notice. */
async function printNotice(page: Page): Promise<false> {
  hideSheet()
  const answer = await call('PUT', 'staff/file/notice', { file })
  if (answer.ok) showSheet(answer.body, page.timeZone(), answer.at)
  await finish(page, agreeing, answer.ok ? { ...answer, body: {} } : answer, 'print-notice')
  return false
}

const chosen = () =>
  (form.querySelector<HTMLInputElement>('input[name=action]:checked')?.value ?? '') as Choice

const repairOf = (choice: Choice) => repairKinds.find((kind) => choice === `repair-${kind}`)

function saidIn(within: HTMLFormElement, corrects: RepairKind) {
  if (corrects === 'email') return { corrects, email: field(within, 'email').value }
  return { corrects, ...saidIdentity(within) }
}

function showChosen(): void {
  const choice = chosen()
  part('details').hidden = !choice
  showRepairFields(form, repairOf(choice))
  for (const hint of form.querySelectorAll<HTMLElement>('.govuk-radios__hint'))
    hint.hidden = hint.id !== `action-${choice}-hint`
}

function showRepairFields(within: HTMLFormElement, corrects: RepairKind | undefined): void {
  for (const fields of within.querySelectorAll<HTMLElement>('[data-repair]'))
    fields.hidden = fields.dataset.repair !== corrects
}

async function finish(
  page: Page,
  within: HTMLFormElement,
  answer: Answer<FileActionAnswer>,
  choice: Choice,
): Promise<void> {
  if (!answer.ok) {
    const hasChanged = answer.problem.code === 'not-offered' || answer.problem.code === 'not-found'
    if (hasChanged && (await page.showFile()) !== 'shown') return
    const { errors = [] } = answer.problem
    const said = errors.map((error) => ({
      ...error,
      message: staffFieldTexts[`${error.field}.${error.code}`] ?? error.message,
    }))
    page.refuse({ ...answer.problem, errors: said }, within, fieldsOf(repairOf(choice)))
    return
  }
  const { second } = answer.body
  form.reset()
  agreeing.reset()
  acted.add(choice)
  const shown = await page.showFile()
  if (shown === 'closed') return
  const more = shown === 'shown' ? '' : ` ${reloadFileText}`
  if (second) showCode(page, choice, second, answer.at, more)
  else showBanner(doneText(choice) + more)
}

function fieldsOf(corrects: RepairKind | undefined): FieldByCode {
  if (!corrects) return {}
  const all = corrects === 'email' ? 'email' : 'numen birthDate'
  return { taken: corrects === 'email' ? 'email' : 'numen', unchanged: all, 'not-as-asked': all }
}

/** The code disappears when it expires, so that nobody reads one aloud that opens nothing. */
function showCode(
  { timeZone, showFile }: Page,
  choice: Choice,
  { code, expiresAt }: NonNullable<FileActionAnswer['second']>,
  at: number,
  more: string,
): void {
  const text = awaitingApprovalText(choice, timeOfDay(expiresAt, timeZone())) + more
  showBanner(text)
  const banner = part('banner-text', part('top'))
  banner.after(element('p', 'govuk-heading-l', shownCode(code)))
  asked = choice
  const end = () => {
    if (banner.isConnected) clearTop()
    forgetCode()
    void showFile()
  }
  ending = setTimeout(end, Date.parse(expiresAt) - at)
}

function forgetCode(): void {
  clearTimeout(ending)
  if (asked) acted.delete(asked)
  asked = undefined
}

/** Keeps the choice while it is still offered. */
export function drawActions({ actions, expiresAt, wish }: FileView): void {
  if (file !== expiresAt) acted.clear()
  file = expiresAt
  const before = chosen()
  const choices = part('choices')
  choices.textContent = ''
  choices.append(
    ...actions
      .flatMap((action) => (action === 'repair' ? repairKinds.map(repairChoice) : [action]))
      .filter((choice) => !acted.has(choice))
      .map((choice) => choiceOf(choice, choice === before)),
  )
  showChosen()
  form.hidden = choices.childElementCount === 0
  part('wish').hidden = wish === undefined
  const isPrinted = wish?.printed === true
  // The sheet may belong to another file, or be refused by now.
  if (!isPrinted) hideSheet()
  if (!wish) return
  const { action, corrects = 'identity' } = wish
  const choice = action === 'repair' ? repairChoice(corrects) : action
  setText('wish-title', approvalTitles[isPrinted ? 'printed' : 'waiting'])
  const text = approvalRequestText({ ...wish, label: actionTexts[choice].label })
  setText('wish-text', wish.mayAgree ? text : `${text} ${cannotApproveText}`)
  agreeing.dataset.choice = choice
  agreeing.hidden = !wish.mayAgree || isPrinted
  again.hidden = !wish.mayAgree || !isPrinted
  part('type-same').hidden = action !== 'repair'
  showRepairFields(agreeing, repairOf(choice))
}

const repairChoice = (corrects: RepairKind) => `repair-${corrects}` as const

export function hideActions(): void {
  forgetCode()
  hideSheet()
  form.reset()
  agreeing.reset()
  part('choices').textContent = ''
  form.hidden = true
  part('wish').hidden = true
}

function choiceOf(choice: Choice, isChosen: boolean): HTMLElement {
  const { label, hint } = actionTexts[choice]
  const id = `action-${choice}`
  const input = element('input', 'govuk-radios__input') as HTMLInputElement
  Object.assign(input, { type: 'radio', name: 'action', id, value: choice, checked: isChosen })
  input.setAttribute('aria-describedby', `${id}-hint`)
  const named = element('label', 'govuk-label govuk-radios__label', label)
  named.setAttribute('for', id)
  const told = element('div', 'govuk-hint govuk-radios__hint', hint)
  told.id = `${id}-hint`
  return element('div', 'govuk-radios__item', input, named, told)
}
