import type { FileView } from '../../../shared/contract/files.ts'
import { reloadFileText } from '../../../shared/texts/staff/file-actions.ts'
import {
  fileClosedText,
  noCodeText,
  openFileText,
  openFileTitle,
  unknownCodeText,
  unknownIdentityText,
} from '../../../shared/texts/staff/file-code.ts'
import { roleTexts, withStaffTexts } from '../../../shared/texts/staff/staff-pages.ts'
import { type Answer, call, type Problem } from '../api.ts'
import { type FieldByCode, field, onSubmit, showProblem } from '../form.ts'
import {
  clearTop,
  element,
  focusOn,
  query,
  setText,
  show,
  showBanner,
  showEmailAddress,
} from '../page.ts'
import { recall, remember } from '../tab-memory.ts'
import { type FileState, hideActions, offerActions, renderActions } from './file-actions.ts'
import { openStaffPage, session } from './staff-page.ts'
import { typedIdentity } from './typed-identity.ts'
import { pollVote, showVote } from './vote-line.ts'

const form = query('form') as HTMLFormElement
const code = field(form, 'code')
const identityForm = query('identity') as HTMLFormElement

const OPEN_FILE_KEY = 'open-file'

const notFoundTexts = new Map([
  [form, unknownCodeText],
  [identityForm, unknownIdentityText],
])

/** Absent in Safari before 15.4: other tabs still show a closed file, but the API refuses requests about it. */
const tabChannel = 'BroadcastChannel' in window ? new BroadcastChannel(OPEN_FILE_KEY) : undefined
if (tabChannel) {
  tabChannel.onmessage = () => {
    if (!query('file').hidden) hideFile()
  }
}

let timeZone = 'UTC'
let renderedView = ''
let closeTimer: ReturnType<typeof setTimeout> | undefined

void open()

async function open(): Promise<void> {
  const initialView = await openStaffPage(true)
  if (!initialView) return
  const { email, role, election } = initialView
  timeZone = election.timeZone
  const { duties, code: codeHint } = roleTexts[role]
  setText('may', duties)
  setText('code-hint', codeHint)
  showEmailAddress('email', email)
  show('person')
  onSubmit(form, async () => {
    if (code.value.trim())
      return openFile(form, () => call('POST /api/staff/file', { code: code.value }))
    const errors = [{ field: 'code' as 'captcha', message: noCodeText }]
    refuse({ code: 'invalid-input', title: '', errors })
  })
  const identify = () => call('POST /api/staff/file/identity', typedIdentity(identityForm))
  onSubmit(identityForm, async () => {
    const errors = (['numen', 'birthDate'] as const)
      .filter((name) => !field(identityForm, name).value.trim())
      .map((name) => ({ field: name, code: 'required' as const, message: '' }))
    if (errors.length === 0) return openFile(identityForm, identify)
    refuse(withStaffTexts({ code: 'invalid-input', title: '', errors }), identityForm)
  })
  offerActions({ timeZone: () => timeZone, showFile, refuse })
  query('close').onclick = () => void closeFile()
  showOpeningForms(true)
  void pollVote(() => {
    if (!query('file').hidden) void showFile()
  })
  if (recall(OPEN_FILE_KEY)) await showFile()
}

async function openFile(
  submittedForm: HTMLFormElement,
  send: () => Promise<Answer<unknown>>,
): Promise<undefined> {
  const answer = await send()
  if (!answer.ok) {
    refuse(answer.problem, submittedForm)
    return
  }
  submittedForm.reset()
  // A typed code is spent even if the file cannot be shown yet.
  remember(OPEN_FILE_KEY, 'yes')
  tabChannel?.postMessage('opened')
  if ((await showFile()) === 'shown') focusOn(query('file-title'))
}

function refuse(problem: Problem, submittedForm = form, fieldByCode: FieldByCode = {}): void {
  if (session.leaveIfSignedOut(problem)) return
  const notFoundText = problem.code === 'not-found' && notFoundTexts.get(submittedForm)
  showProblem(submittedForm, { ...problem, ...notFoundText }, fieldByCode)
}

function showOpeningForms(isOffered: boolean): void {
  query('person').hidden = !isOffered
  form.hidden = !isOffered
  identityForm.hidden = !isOffered
}

async function showFile(isPolling = false): Promise<FileState> {
  const answer = await call('GET /api/staff/file')
  if (answer.ok) {
    const view = JSON.stringify(answer.body)
    // Rendering again would take the focus from a choice.
    if (!isPolling || view !== renderedView) render(answer.body, answer.at)
    renderedView = view
    return 'shown'
  }
  if (answer.problem.code !== 'not-found') {
    if (!isPolling) refuse({ ...answer.problem, detail: reloadFileText })
    return 'unread'
  }
  if (query('file').hidden) hideActions()
  else hideFile()
  return 'closed'
}

function render(view: FileView, at: number): void {
  const { initials, opening, expiresAt, vote, sections } = view
  showVote(vote)
  setText('file-title', openFileTitle(initials))
  setText('file-opening', openFileText(opening, expiresAt, timeZone))
  const sectionContainer = query('sections')
  sectionContainer.textContent = ''
  for (const { heading, lines, folded } of sections) {
    const list = element('ul', 'govuk-list', ...lines.map((line) => element('li', '', line)))
    const parts = lines.length > 0 ? [list] : []
    if (folded)
      sectionContainer.append(element('details', '', element('summary', '', heading), ...parts))
    else sectionContainer.append(element('h4', 'govuk-heading-s', heading), ...parts)
  }
  renderActions(view)
  query('file').hidden = false
  showOpeningForms(false)
  clearTimeout(closeTimer)
  closeTimer = setTimeout(hideFile, Date.parse(expiresAt) - at)
}

function hideFile(): void {
  clearTimeout(closeTimer)
  remember(OPEN_FILE_KEY, '')
  query('sections').textContent = ''
  hideActions()
  query('file').hidden = true
  showOpeningForms(true)
  showBanner(fileClosedText)
}

async function closeFile(): Promise<void> {
  clearTop()
  const answer = await call('DELETE /api/staff/file')
  if (!answer.ok) return refuse(answer.problem)
  tabChannel?.postMessage('closed')
  hideFile()
}
