import { loadingText, reloadText, slowNetworkText } from '../../shared/texts/connection.ts'
import { typesetFrench } from '../../shared/texts/french-typography.ts'
import type { Problem } from './api.ts'

export const SLOW_NETWORK_MS = 8_000

export function query(name: string, parent: ParentNode = document): HTMLElement {
  return parent.querySelector(`[data-${name}]`) as HTMLElement
}

export function cloneTemplate(templateId: string): HTMLElement {
  const template = document.getElementById(templateId) as HTMLTemplateElement
  return (template.content.firstElementChild as Element).cloneNode(true) as HTMLElement
}

export function element(
  tag: string,
  className: string,
  ...content: (string | Node)[]
): HTMLElement {
  const node = document.createElement(tag)
  if (className) node.className = className
  node.append(...content.map((item) => (typeof item === 'string' ? typesetFrench(item) : item)))
  return node
}

/** Returns an empty region, since screen readers may not announce one that appears filled. */
export function liveRegion(parent: HTMLElement): HTMLElement {
  const region = element('div', 'govuk-visually-hidden')
  region.setAttribute('role', 'status')
  return parent.appendChild(region)
}

/** Screen readers may announce a rewritten live region again. */
export function setText(name: string, text: string, parent?: ParentNode): void {
  const target = query(name, parent)
  const typesetText = typesetFrench(text)
  if (target.textContent !== typesetText) target.textContent = typesetText
}

export function setHeading(text: string): HTMLElement {
  const heading = document.querySelector('h1') as HTMLElement
  document.title = document.title.replace(heading.textContent as string, text)
  heading.textContent = text
  return heading
}

export function showOnTop(message: HTMLElement): void {
  clearTop()
  query('top').append(message)
  focusOn(message)
  // `focus` may scroll to the middle of a message taller than the screen.
  if (message.getBoundingClientRect().top < 0) message.scrollIntoView()
}

export function clearTop(): void {
  query('top').textContent = ''
}

export function showEmailAddress(name: string, address: string): void {
  const [mailbox = '', domain = ''] = address.split('@')
  const target = query(name)
  target.textContent = `${mailbox}@`
  target.append(element('wbr', ''), domain)
}

export function showBanner(text: string): void {
  const banner = cloneTemplate('banner')
  setText('banner-text', text, banner)
  showOnTop(banner)
}

export function isShown(target: Element): boolean {
  return target.getClientRects().length > 0
}

export function focusOn(target: HTMLElement): void {
  target.tabIndex = -1
  target.focus()
  // The page is hidden until its script ends, so the first `focus` may do nothing: see styles/_loading.scss.
  void Promise.resolve().then(() => target.focus())
  target.onblur = () => target.removeAttribute('tabindex')
}

/** The text is set here, because in the template it would stay if the script were lost. */
export function showLoading(): void {
  setText('loading', loadingText)
  setTimeout(() => {
    const reloadButton = element('button', 'govuk-button govuk-button--secondary', reloadText)
    reloadButton.onclick = () => location.reload()
    setText('loading', `${slowNetworkText} `)
    const loadingElement = query('loading')
    loadingElement.style.background = 'none'
    loadingElement.append(reloadButton)
  }, SLOW_NETWORK_MS)
}

export function show(...names: string[]): void {
  query('loading').hidden = true
  for (const name of names) query(name).hidden = false
}

export function showFailure({ title, detail = '' }: Problem): void {
  setText('failure-text', `${title} ${detail}`)
  query('retry').onclick = () => location.reload()
  show('failure')
}

export function hideLink(isLink: (hash: string) => unknown): void {
  history.replaceState(null, '', location.pathname)
  // Another link to this page changes only the hash, which loads nothing.
  addEventListener('hashchange', () => {
    if (isLink(location.hash)) location.reload()
  })
}
