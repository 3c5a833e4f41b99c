import { fileCodeText, fileCodeTitle, formatFileCode } from '../../shared/texts/staff/file-code.ts'
import { createPageSession } from './account/session.ts'
import { call, type Problem } from './api.ts'
import { onSubmit, showProblem } from './form.ts'
import { element, focusOn, query, show } from './page.ts'

const session = createPageSession()
const form = query('form') as HTMLFormElement
const renewalForm = query('again') as HTMLFormElement

void open()

async function open(): Promise<void> {
  const initialView = await session.open()
  if (!initialView) return
  const { timeZone } = initialView.body.election
  for (const submitForm of [form, renewalForm])
    onSubmit(submitForm, async () => {
      const answer = await call('POST /api/file-code')
      if (answer.ok) showCode(answer.body, timeZone, answer.at)
      else refuse(answer.problem, submitForm)
    })
  show('file-code')
}

function refuse(problem: Problem, submittedForm: HTMLFormElement): void {
  if (session.leaveIfSignedOut(problem)) return
  // Unless the rate limit refused the request, the server may have replaced the code shown here.
  if (problem.code !== 'too-many-attempts') query('shown').textContent = ''
  showProblem(submittedForm, problem)
}

let expiryTimer: ReturnType<typeof setTimeout> | undefined

function showCode(
  { code, expiresAt }: { code: string; expiresAt: string },
  timeZone: string,
  at: number,
): void {
  const codeBlock = query('shown')
  codeBlock.textContent = ''
  codeBlock.append(
    element('h2', 'govuk-heading-m', fileCodeTitle),
    element('p', 'govuk-heading-l', formatFileCode(code)),
    element('p', 'govuk-body', fileCodeText(expiresAt, timeZone)),
  )
  if (!form.hidden) {
    form.hidden = true
    renewalForm.hidden = false
    focusOn(codeBlock.firstElementChild as HTMLElement)
    codeBlock.scrollIntoView()
  }
  clearTimeout(expiryTimer)
  expiryTimer = setTimeout(() => {
    codeBlock.textContent = ''
  }, Date.parse(expiresAt) - at)
}
