import type { FileActionAnswer, FileView } from '../../../shared/contract/files.ts'
import type { PrintedNotice } from '../../../shared/contract/notices.ts'
import {
  type FileAction,
  type RepairKind,
  repairKinds,
} from '../../../shared/domain/staff-action.ts'
import { timeOfDay } from '../../../shared/texts/moments.ts'
import {
  type ActionChoice,
  actionDoneText,
  actionTexts,
  approvalRequestText,
  approvalTitles,
  awaitingApprovalText,
  printedAtText,
  reloadFileText,
} from '../../../shared/texts/staff/file-actions.ts'
import { formatFileCode } from '../../../shared/texts/staff/file-code.ts'
import { type Answer, call, type Problem } from '../api.ts'
import { clearErrors, type FieldByCode, field, onSubmit } from '../form.ts'
import { clearTop, element, query, setText, showBanner } from '../page.ts'
import { typedIdentity } from './typed-identity.ts'

export type FileState = 'shown' | 'closed' | 'unread'

interface Page {
  timeZone: () => string
  showFile: (isPolling?: boolean) => Promise<FileState>
  refuse: (problem: Problem, form: HTMLFormElement, fieldByCode?: FieldByCode) => void
}

const form = query('actions') as HTMLFormElement
const approvalForm = query('agree') as HTMLFormElement
const reprintButton = query('again')
query('print').onclick = () => window.print()
const APPROVAL_POLL_INTERVAL_MS = 10_000
let codeTimer: ReturnType<typeof setTimeout> | undefined
let approvalTimer: ReturnType<typeof setInterval> | undefined
const completedChoices = new Set<ActionChoice>()
let pendingChoice: ActionChoice | undefined
/** Each action sends it, because another tab may have opened another file. */
let fileId = ''

export function offerActions(page: Page): void {
  onSubmit(form, async () => {
    forgetCode()
    const choice = selectedChoice()
    const repairKind = repairKindOf(choice)
    const request = { reason: field(form, 'reason').value, file: fileId }
    const answer = repairKind
      ? await call('POST /api/staff/file/repair', {
          ...typedCorrection(form, repairKind),
          ...request,
        })
      : await call('POST /api/staff/file/actions', { action: choice as FileAction, ...request })
    await finishAction(page, form, answer, choice)
  })
  reprintButton.onclick = () => {
    clearErrors()
    void printNotice(page)
  }
  onSubmit(approvalForm, async () => {
    const choice = approvalForm.dataset.choice as ActionChoice
    if (choice === 'print-notice') return printNotice(page)
    const [repairKind, shownFile] = [repairKindOf(choice), { file: fileId }]
    const correction = repairKind && typedCorrection(approvalForm, repairKind)
    const answer = correction
      ? await call('PUT /api/staff/file/repair', { ...correction, ...shownFile })
      : await call('PUT /api/staff/file/actions', shownFile)
    await finishAction(page, approvalForm, answer, choice)
  })
  form.addEventListener('change', showChoice)
}

async function printNotice(page: Page): Promise<undefined> {
  hideSheet()
  const answer = await call('PUT /api/staff/file/notice', { file: fileId })
  if (answer.ok) showSheet(answer.body, page.timeZone(), answer.at)
  await finishAction(
    page,
    approvalForm,
    answer.ok ? { ...answer, body: {} } : answer,
    'print-notice',
  )
}

const selectedChoice = () =>
  (form.querySelector<HTMLInputElement>('input[name=action]:checked')?.value ?? '') as ActionChoice

const repairKindOf = (choice: ActionChoice) =>
  repairKinds.find((kind) => choice === `repair-${kind}`)

const actionOf = (choice: ActionChoice) =>
  repairKindOf(choice) ? 'repair' : (choice as FileAction)

function typedCorrection(filledForm: HTMLFormElement, kind: RepairKind) {
  if (kind === 'email') return { corrects: kind, email: field(filledForm, 'email').value }
  return { corrects: kind, ...typedIdentity(filledForm) }
}

function showChoice(): void {
  const choice = selectedChoice()
  query('details').hidden = !choice
  showRepairFields(form, repairKindOf(choice))
  for (const hint of form.querySelectorAll<HTMLElement>('.govuk-radios__hint'))
    hint.hidden = hint.id !== `action-${choice}-hint`
}

function showRepairFields(repairForm: HTMLFormElement, repairKind: RepairKind | undefined): void {
  for (const fields of repairForm.querySelectorAll<HTMLElement>('[data-repair]'))
    fields.hidden = fields.dataset.repair !== repairKind
}

async function finishAction(
  page: Page,
  submittedForm: HTMLFormElement,
  answer: Answer<FileActionAnswer>,
  choice: ActionChoice,
): Promise<void> {
  if (!answer.ok) {
    const hasChanged = answer.problem.code === 'not-offered' || answer.problem.code === 'not-found'
    if (hasChanged && (await page.showFile()) !== 'shown') return
    page.refuse(answer.problem, submittedForm, fieldsOf(repairKindOf(choice)))
    return
  }
  const { second } = answer.body
  form.reset()
  approvalForm.reset()
  completedChoices.add(choice)
  const fileState = await page.showFile()
  if (fileState === 'closed') return
  const suffix = fileState === 'shown' ? '' : ` ${reloadFileText}`
  if (second) showCode(page, choice, second, answer.at, suffix)
  else showBanner(actionDoneText(choice) + suffix)
}

function fieldsOf(repairKind: RepairKind | undefined): FieldByCode {
  if (!repairKind) return {}
  const fieldNames = repairKind === 'email' ? 'email' : 'numen birthDate'
  return {
    taken: repairKind === 'email' ? 'email' : 'numen',
    unchanged: fieldNames,
    'not-as-asked': fieldNames,
  }
}

function showCode(
  { timeZone, showFile }: Page,
  choice: ActionChoice,
  { code, expiresAt }: NonNullable<FileActionAnswer['second']>,
  at: number,
  suffix: string,
): void {
  const text = awaitingApprovalText(choice, timeOfDay(expiresAt, timeZone())) + suffix
  showBanner(text)
  const banner = query('banner-text', query('top'))
  banner.after(element('p', 'govuk-heading-l', formatFileCode(code)))
  pendingChoice = choice
  const expireCode = () => {
    if (banner.isConnected) clearTop()
    forgetCode()
    void showFile()
  }
  approvalTimer = setInterval(() => void showFile(true), APPROVAL_POLL_INTERVAL_MS)
  codeTimer = setTimeout(expireCode, Date.parse(expiresAt) - at)
}

function forgetCode(): void {
  clearTimeout(codeTimer)
  clearInterval(approvalTimer)
  if (pendingChoice) completedChoices.delete(pendingChoice)
  pendingChoice = undefined
}

export function renderActions({ actions, expiresAt, wish, approved = [] }: FileView): void {
  if (fileId !== expiresAt) completedChoices.clear()
  fileId = expiresAt
  const approvedChoice = pendingChoice
  if (approvedChoice && approved.includes(actionOf(approvedChoice))) {
    forgetCode()
    showBanner(actionDoneText(approvedChoice))
  }
  const previousChoice = selectedChoice()
  const choices = query('choices')
  choices.textContent = ''
  choices.append(
    ...actions
      .flatMap((action) => (action === 'repair' ? repairKinds.map(repairChoice) : [action]))
      .filter((choice) => !completedChoices.has(choice))
      .map((choice) => choiceElement(choice, choice === previousChoice)),
  )
  showChoice()
  form.hidden = choices.childElementCount === 0
  query('wish').hidden = wish === undefined
  const isPrinted = wish?.printed === true
  // The sheet may belong to another file, or no longer be allowed.
  if (!isPrinted) hideSheet()
  if (!wish) return
  const { action, corrects = 'identity' } = wish
  const choice = action === 'repair' ? repairChoice(corrects) : action
  setText('wish-title', approvalTitles[isPrinted ? 'printed' : 'waiting'])
  setText('wish-text', approvalRequestText({ ...wish, label: actionTexts[choice].label }))
  approvalForm.dataset.choice = choice
  approvalForm.hidden = isPrinted
  reprintButton.hidden = !isPrinted
  query('type-same').hidden = action !== 'repair'
  showRepairFields(approvalForm, repairKindOf(choice))
}

const repairChoice = (repairKind: RepairKind) => `repair-${repairKind}` as const

export function hideActions(): void {
  forgetCode()
  hideSheet()
  form.reset()
  approvalForm.reset()
  query('choices').textContent = ''
  form.hidden = true
  query('wish').hidden = true
}

function choiceElement(choice: ActionChoice, isChosen: boolean): HTMLElement {
  const { label, hint } = actionTexts[choice]
  const id = `action-${choice}`
  const input = element('input', 'govuk-radios__input') as HTMLInputElement
  Object.assign(input, { type: 'radio', name: 'action', id, value: choice, checked: isChosen })
  input.setAttribute('aria-describedby', `${id}-hint`)
  const labelElement = element('label', 'govuk-label govuk-radios__label', label)
  labelElement.setAttribute('for', id)
  const hintElement = element('div', 'govuk-hint govuk-radios__hint', hint)
  hintElement.id = `${id}-hint`
  return element('div', 'govuk-radios__item', input, labelElement, hintElement)
}

function showSheet({ beginning }: PrintedNotice, timeZone: string, at: number): void {
  setText('printed-at', printedAtText(new Date(at), timeZone))
  const symbolBoxes = [...beginning].map((symbol) =>
    symbol === ' ' ? symbol : element('span', 'app-sheet__box', symbol),
  )
  query('beginning').append(...symbolBoxes)
  setSheetShown(true)
}

function hideSheet(): void {
  setSheetShown(false)
  query('beginning').textContent = ''
}

function setSheetShown(isShown: boolean): void {
  query('sheet').hidden = !isShown
  document.body.classList.toggle('app-prints-sheet', isShown)
}
