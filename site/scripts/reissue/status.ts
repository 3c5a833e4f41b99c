import { nearMoment } from '../../../shared/texts/moments.ts'
import { missingSmsAction } from '../../../shared/texts/reissue/another-request.ts'
import {
  type Action,
  type Status,
  statusOf,
} from '../../../shared/texts/reissue/reissue-progress.ts'
import type { Situation } from '../../../shared/texts/reissue/reissue-situation.ts'
import { type Step, stepAheadText } from '../../../shared/texts/reissue/reissue-steps.ts'
import { element, focusOn, isShown, query, setText } from '../page.ts'

// Only changed parts are rewritten: screen readers may read a rewritten part again, and a replaced link loses focus.

const { title } = document

export function renderStatus(situation: Situation, note: string, staleSentence: string): Status {
  const { timeZone, now } = situation
  const status = statusOf(situation)
  const block = query('status')
  const focusedElement = block.contains(document.activeElement) ? document.activeElement : null
  const isOpen = query('missing').getAttribute('aria-expanded') === 'true'
  block.className = `app-status app-status--${status.tone}`
  const tabTitle = `${status.name} – ${title}`
  if (document.title !== tabTitle) document.title = tabTitle
  renderStages(status.stage)
  replaceContent('status-lead', leadElements(status))
  setText('status-times', status.times.join(' · '))
  replaceContent('status-texts', [staleSentence, ...status.texts].filter(Boolean).map(paragraph))
  replaceContent('status-action', isOpen ? [] : actionElements(status.action))
  replaceContent('status-more', [note, ...status.notes].filter(Boolean).map(paragraph))
  query('missing').hidden = !status.reportLabel
  setText('missing', status.reportLabel)
  query('missing-panel').hidden = !(status.reportLabel && isOpen)
  replaceContent('missing-action', actionElements(missingSmsAction(situation)))
  const { phoneEnding, maskedPhone } = situation
  setText('status-phone', (phoneEnding ?? maskedPhone.slice(-2)).replace(/(..)(?=.)/, '$1 '))
  query('status-destination').hidden = situation.state === 'cancelled'
  replaceContent(
    'status-steps',
    status.steps.map((step) => stepElement(step, (at) => nearMoment(at, timeZone, now))),
  )
  // During a suspension, a voter who withdraws could not make another request.
  query('withdraw').hidden = situation.state !== 'accepted' || situation.vote === 'suspended'
  query('status-rest').hidden = false
  if (focusedElement && !isShown(focusedElement)) focusOn(query('status-lead'))
  return status
}

export function onMissingSms(redraw: () => void, report: () => void): void {
  const button = query('missing')
  button.onclick = () => {
    const willOpen = button.getAttribute('aria-expanded') !== 'true'
    button.setAttribute('aria-expanded', String(willOpen))
    redraw()
    if (willOpen) report()
  }
}

function renderStages(currentStage: Status['stage']): void {
  ;[...query('stages').children].forEach((stage, index) => {
    const look = index + 1 < currentStage ? 'done' : index + 1 === currentStage ? 'now' : 'ahead'
    stage.className = `app-stages__stage app-stages__stage--${look}`
    stage.setAttribute('aria-current', look === 'now' ? 'step' : 'false')
  })
  query('stages').hidden = false
}

function leadElements({ confirmation, lead }: Status): HTMLElement[] {
  const icon = element('span', 'app-status__icon')
  icon.setAttribute('aria-hidden', 'true')
  const heading = element(
    'h2',
    'app-status__title',
    element('span', 'app-status__label', lead.label),
    ' ',
    element('span', 'app-status__value', lead.value),
  )
  const notice = confirmation ? [element('p', 'app-status__confirmation', confirmation)] : []
  return [icon, element('div', '', ...notice, heading)]
}

function actionElements({ text, link }: Action): HTMLElement[] {
  const nodes = text ? [paragraph(text)] : []
  if (!link) return nodes
  const button = element('a', 'govuk-button', link.label) as HTMLAnchorElement
  button.href = link.href
  return [...nodes, button]
}

function stepElement({ name, at, look }: Step, formatMoment: (at: string) => string): HTMLElement {
  const time = element('time', 'app-steps__time', at ? formatMoment(at) : stepAheadText)
  if (at) time.setAttribute('datetime', at)
  const step = element(
    'li',
    `app-steps__step app-steps__step--${look}`,
    element('span', 'app-steps__name', name),
    ' ',
    time,
  )
  if (look === 'now' || look === 'bad') step.setAttribute('aria-current', 'step')
  return step
}

function paragraph(text: string): HTMLElement {
  return element('p', 'govuk-body', text)
}

function replaceContent(name: string, content: HTMLElement[]): void {
  const target = query(name)
  const { children } = target
  const isSame = content.every((node, index) => node.isEqualNode(children[index] as Node))
  if (isSame && content.length === children.length) return
  target.textContent = ''
  target.append(...content)
}
