import type { FileView } from '../../../shared/contract/files.ts'
import type { StaffSessionView } from '../../../shared/contract/staff-session.ts'
import { reloadFileText } from '../../../shared/texts/staff/file-actions.ts'
import {
  fileClosedText,
  noCodeText,
  openFileText,
  openFileTitle,
  unknownCodeText,
  unknownIdentityText,
} from '../../../shared/texts/staff/file-code.ts'
import { roleTexts } from '../../../shared/texts/staff/staff-pages.ts'
import { pageSession } from '../account/session.ts'
import { type Answer, call, type Problem } from '../api.ts'
import { clearErrors, type FieldByCode, field, onSubmit, showProblem } from '../form.ts'
import { clearTop, element, focusOn, part, setAddress, setText, show, showBanner } from '../page.ts'
import { recall, remember } from '../tab-memory.ts'
import { drawActions, hideActions, offerActions, type ShownFile } from './file-actions.ts'
import { showLinksOf } from './links.ts'
import { saidIdentity } from './said-identity.ts'
import { followVote, sayVote } from './vote-line.ts'

const session = pageSession<StaffSessionView>()
const form = part('form') as HTMLFormElement
const code = field(form, 'code')
const identityForm = part('identity') as HTMLFormElement

/** Set while a file is open in this tab. */
const OPEN = 'open-file'

const unknownTexts = new Map([
  [form, unknownCodeText],
  [identityForm, unknownIdentityText],
])

/**
 * A session has one file, so other tabs hide theirs. Without BroadcastChannel (Safari before 15.4), the API refuses
 * what is asked of another file than the one shown.
 */
const otherTabs = 'BroadcastChannel' in window ? new BroadcastChannel(OPEN) : undefined
if (otherTabs) {
  otherTabs.onmessage = () => {
    if (!part('file').hidden) hideFile()
  }
}

let timeZone = 'UTC'
let closing: ReturnType<typeof setTimeout> | undefined

void open()

async function open(): Promise<void> {
  const signedIn = await session.open()
  if (!signedIn) return
  const { email, role, election } = signedIn.body
  if (role === 'delegate') {
    location.replace('/controle/')
    return
  }
  showLinksOf(role)
  timeZone = election.timeZone
  const { name, may, code: whose } = roleTexts[role]
  setText('role', name)
  setText('may', may)
  setText('code-hint', whose)
  setAddress('email', email)
  show('person')
  onSubmit(form, async () => {
    if (code.value.trim())
      return openFile(form, () => call('POST', 'staff/file', { code: code.value }))
    const errors = [{ field: 'code' as 'captcha', message: noCodeText }]
    refuse({ code: 'invalid-input', title: '', errors })
    return false
  })
  const identify = () => call('POST', 'staff/file/identity', saidIdentity(identityForm))
  onSubmit(identityForm, () => openFile(identityForm, identify))
  offerActions({ timeZone: () => timeZone, showFile, refuse })
  part('close').onclick = () => void closeFile()
  offerToOpen(true)
  // The file must not contradict the announcement about a suspension.
  void followVote(() => {
    if (!part('file').hidden) void showFile()
  })
  if (recall(OPEN)) await showFile()
}

async function openFile(
  within: HTMLFormElement,
  send: () => Promise<Answer<unknown>>,
): Promise<boolean> {
  clearErrors()
  const answer = await send()
  if (!answer.ok) {
    refuse(answer.problem, within)
    return false
  }
  within.reset()
  // The code is spent, even if the file cannot be shown yet.
  remember(OPEN, 'yes')
  otherTabs?.postMessage('opened')
  if ((await showFile()) === 'shown') focusOn(part('file-title'))
  return false
}

function refuse(problem: Problem, within = form, fieldByCode: FieldByCode = {}): void {
  if (session.leaveIfSignedOut(problem)) return
  const unknownText = problem.code === 'not-found' && unknownTexts.get(within)
  showProblem(within, { ...problem, ...unknownText }, fieldByCode)
}

function offerToOpen(offered: boolean): void {
  part('person').hidden = !offered
  form.hidden = !offered
  identityForm.hidden = !offered
}

async function showFile(): Promise<ShownFile> {
  const answer = await call('GET', 'staff/file')
  if (answer.ok) {
    draw(answer.body, answer.at)
    return 'shown'
  }
  if (answer.problem.code !== 'not-found') {
    refuse({ ...answer.problem, detail: reloadFileText })
    return 'unread'
  }
  if (part('file').hidden) hideActions()
  else hideFile()
  return 'closed'
}

function draw(view: FileView, at: number): void {
  const { initials, opening, expiresAt, vote, sections } = view
  sayVote(vote)
  setText('file-title', openFileTitle(initials))
  setText('file-opening', openFileText(opening, expiresAt, timeZone))
  const shown = part('sections')
  shown.textContent = ''
  for (const { heading, lines, folded } of sections) {
    const list = element('ul', 'govuk-list', ...lines.map((line) => element('li', '', line)))
    const parts = lines.length > 0 ? [list] : []
    if (folded) shown.append(element('details', '', element('summary', '', heading), ...parts))
    else shown.append(element('h4', 'govuk-heading-s', heading), ...parts)
  }
  drawActions(view)
  part('file').hidden = false
  offerToOpen(false)
  clearTimeout(closing)
  closing = setTimeout(hideFile, Date.parse(expiresAt) - at)
}

function hideFile(): void {
  clearTimeout(closing)
  remember(OPEN, '')
  part('sections').textContent = ''
  hideActions()
  part('file').hidden = true
  offerToOpen(true)
  showBanner(fileClosedText)
}

async function closeFile(): Promise<void> {
  clearTop()
  const answer = await call('DELETE', 'staff/file')
  if (!answer.ok) return refuse(answer.problem)
  otherTabs?.postMessage('closed')
  hideFile()
}
