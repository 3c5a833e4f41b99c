import { about, nearMoment } from '../../shared/texts/moments.ts'
import { missingSmsAction, missingSmsChecks } from '../../shared/texts/reissue/missing-sms.ts'
import {
  type Action,
  type Situation,
  type Status,
  statusOf,
} from '../../shared/texts/reissue/reissue-progress.ts'
import { type Step, stepAheadText } from '../../shared/texts/reissue/reissue-steps.ts'
import { element, part, setText } from './page.ts'

// The block that says where the latest request stands. Each part is written only when it changes: what is written
// again may be read out again, and a link that is replaced loses the focus.

/** @param note what else the voter is told once, in the same breath */
export function drawStatus(situation: Situation, note: string): void {
  const { timeZone, now, maskedPhone, phoneEnding, expectedAt, held, isDue } = situation
  const status = statusOf(situation)
  const isOpen = part('missing').getAttribute('aria-expanded') === 'true'
  part('status').className = `app-status app-status--${status.tone}`
  fill('status-text', titleAndTexts(status))
  fill('status-action', isOpen ? [] : actionOf(status.action))
  fill(
    'status-more',
    [note, ...status.more].filter(Boolean).map((text) => element('p', 'govuk-body', text)),
  )
  part('missing').hidden = !status.mayBeMissing
  part('missing-panel').hidden = !(status.mayBeMissing && isOpen)
  fill(
    'missing-checks',
    missingSmsChecks(situation).map((check) => element('li', '', check)),
  )
  fill('missing-action', actionOf(missingSmsAction(situation)))
  const isAwaited = status.steps.some(({ look }) => look === 'ahead') && !isDue && !held
  part('status-expected').hidden = !isAwaited
  setText('status-expected', `SMS attendu ${about(nearMoment(expectedAt, timeZone, now))}.`)
  fill(
    'status-steps',
    status.steps.map((step) => stepOf(step, (at) => nearMoment(at, timeZone, now))),
  )
  // The first state alone comes before its SMS.
  part('withdraw').hidden = situation.state !== 'accepted'
  setText('status-phone', phoneEnding?.replace(/^../, '•• •• •• $& ') ?? maskedPhone)
  part('status-rest').hidden = false
}

/** « Je ne l'ai pas reçu » opens the checks, and closes them. */
export function onMissing(redraw: () => void, report: () => void): void {
  const button = part('missing')
  button.onclick = () => {
    const opens = button.getAttribute('aria-expanded') !== 'true'
    button.setAttribute('aria-expanded', String(opens))
    redraw()
    if (opens) report()
  }
}

function titleAndTexts({ title, texts }: Status): HTMLElement[] {
  const icon = element('span', 'app-status__icon')
  icon.setAttribute('aria-hidden', 'true')
  const heading = element('h2', 'app-status__title', icon, element('span', '', title))
  return [heading, ...texts.map((text) => element('p', 'govuk-body', text))]
}

function actionOf({ text, link }: Action): HTMLElement[] {
  const made = text ? [element('p', 'govuk-body', text)] : []
  if (!link) return made
  const button = element('a', 'govuk-button app-status__action', link.label) as HTMLAnchorElement
  button.href = link.href
  return [...made, button]
}

function stepOf({ name, at, look }: Step, moment: (at: string) => string): HTMLElement {
  const time = element('time', 'app-steps__time', at ? moment(at) : stepAheadText)
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

function fill(name: string, content: HTMLElement[]): void {
  const target = part(name)
  const { children } = target
  const isSame = content.every((one, index) => one.isEqualNode(children[index] ?? null))
  if (isSame && content.length === children.length) return
  target.textContent = ''
  target.append(...content)
}
