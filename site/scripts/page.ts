import { loadingText, reloadText, slowText } from '../../shared/texts/connection.ts'
import { inFrench } from '../../shared/texts/french-typography.ts'
import type { Problem } from './api.ts'

/** So long may an answer take before the voter is told that it does. */
export const SLOW_MS = 8_000

/** The element that the page's template marks `data-<part>`; a missing one is a mistake of ours. */
export function part(name: string, within: ParentNode = document): HTMLElement {
  const found = within.querySelector<HTMLElement>(`[data-${name}]`)
  if (!found) throw new Error(`no data-${name}`)
  return found
}

export function copyOf(templateId: string): HTMLElement {
  const template = document.getElementById(templateId) as HTMLTemplateElement
  return (template.content.firstElementChild as Element).cloneNode(true) as HTMLElement
}

export function element(
  tag: string,
  className: string,
  ...content: (string | Node)[]
): HTMLElement {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.append(...content.map((part) => (typeof part === 'string' ? inFrench(part) : part)))
  return made
}

/** Writes only what changes: a live region that is written again may be read out again. */
export function setText(name: string, text: string, within?: ParentNode): void {
  const target = part(name, within)
  const written = inFrench(text)
  if (target.textContent !== written) target.textContent = written
}

/** Another heading for the page, and for its tab. @returns the heading, for the focus */
export function setHeading(text: string): HTMLElement {
  const heading = document.querySelector('h1') as HTMLElement
  document.title = document.title.replace(heading.textContent as string, text)
  heading.textContent = text
  return heading
}

/** Shows `message` above the title, in place of whatever was there, and moves the focus to it. */
export function showOnTop(message: HTMLElement): void {
  clearTop()
  part('top').append(message)
  focusOn(message)
  // One that is higher than the screen would be shown by its middle.
  if (message.getBoundingClientRect().top < 0) message.scrollIntoView()
}

export function clearTop(): void {
  part('top').textContent = ''
}

/** An address breaks after its @ before it breaks anywhere else. */
export function setAddress(name: string, address: string): void {
  const [mailbox = '', domain = ''] = address.split('@')
  const target = part(name)
  target.textContent = `${mailbox}@`
  target.append(element('wbr', ''), domain)
}

/** A neutral banner: something to know, neither an error nor a success. */
export function showBanner(text: string): void {
  const banner = copyOf('banner')
  setText('banner-text', text, banner)
  showOnTop(banner)
}

/** Whether the focus can go there: not so in what is gone or not shown. */
export function isShown(target: Element): boolean {
  return target.isConnected && target.getClientRects().length > 0
}

export function focusOn(target: HTMLElement): void {
  target.tabIndex = -1
  target.focus()
  target.onblur = () => target.removeAttribute('tabindex')
}

/** Until the API has answered. Not in the HTML: without scripts it would stay there for ever. */
export function showLoading(): void {
  setText('loading', loadingText)
  setTimeout(() => {
    const reload = element('button', 'govuk-button govuk-button--secondary', reloadText)
    reload.onclick = () => location.reload()
    setText('loading', `${slowText} `)
    const loading = part('loading')
    loading.style.background = 'none'
    loading.append(reload)
  }, SLOW_MS)
}

/** Replaces « Chargement… » with the parts named. */
export function show(...names: string[]): void {
  part('loading').hidden = true
  for (const name of names) part(name).hidden = false
}

/** In place of « Chargement… »: why nothing came, and a button to try again. */
export function showFailure({ title, detail = '' }: Problem): void {
  setText('failure-text', `${title} ${detail}`)
  part('retry').onclick = () => location.reload()
  show('failure')
}

/** The link of an e-mail must stay neither in the browser's history nor on a screen that others see. */
export function hideLink(isLink: (hash: string) => unknown): void {
  history.replaceState(null, '', location.pathname)
  // Another link, pasted in this same tab, loads nothing by itself.
  window.addEventListener('hashchange', () => {
    if (isLink(location.hash)) location.reload()
  })
}

/** A link that is presented as a button must answer to the space bar like one. */
export function pressWithSpace(link: HTMLElement): void {
  link.addEventListener('keydown', (event) => {
    if (event.key !== ' ') return
    event.preventDefault()
    link.click()
  })
}
