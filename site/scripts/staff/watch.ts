import type { WatchedPage } from '../../../shared/contract/watch.ts'
import { staleText } from '../../../shared/texts/connection.ts'
import { nearMoment } from '../../../shared/texts/moments.ts'
import { watchPageTexts as texts } from '../../../shared/texts/staff/staff-pages.ts'
import { call, type Problem } from '../api.ts'
import { element, query, setText, show, showFailure } from '../page.ts'
import { openStaffPage, session } from './staff-page.ts'
import { showVote } from './vote-line.ts'

type Section = WatchedPage['sections'][number]
type Table = NonNullable<Section['table']>

const pageKind = query('watch').dataset.watch as 'watch' | 'day'
const POLL_INTERVAL_MS = { watch: 60_000, day: 30_000 }
const MAX_POLL_INTERVAL_MS = 300_000

let timeZone = 'UTC'
let failureCount = 0
let isPaused = false
let lastRequestNumber = 0
let timer: ReturnType<typeof setTimeout> | undefined
let figuresReadAt = ''

void open()

async function open(): Promise<void> {
  const initialView = await openStaffPage(pageKind === 'day')
  if (!initialView) return
  timeZone = initialView.election.timeZone
  setText('pause', texts.pauseButton)
  query('pause').onclick = pause
  document.addEventListener('visibilitychange', () => void refresh())
  for (const event of ['online', 'offline']) window.addEventListener(event, () => void refresh())
  await refresh()
}

function pause(): void {
  isPaused = !isPaused
  setText('pause', isPaused ? texts.resumeButton : texts.pauseButton)
  void refresh()
}

async function refresh(): Promise<void> {
  clearTimeout(timer)
  if (document.hidden || isPaused) return
  const requestNumber = ++lastRequestNumber
  const answer = await call('GET /api/staff/watch')
  if (requestNumber !== lastRequestNumber) return
  if (answer.ok) {
    const { at, vote, sections } = answer.body[pageKind] ?? answer.body.watch
    failureCount = 0
    figuresReadAt = at
    showVote(vote)
    render(sections)
    setText('at', texts.situationTime(nearMoment(figuresReadAt, timeZone, new Date(answer.at))))
    query('stale').textContent = ''
    show('watch')
  } else if (session.leaveIfSignedOut(answer.problem)) {
    return
  } else {
    failureCount++
    showStale(answer)
  }
  timer = setTimeout(
    () => void refresh(),
    Math.min(MAX_POLL_INTERVAL_MS, POLL_INTERVAL_MS[pageKind] * 2 ** failureCount),
  )
}

function showStale({ problem, at }: { problem: Problem; at: number }): void {
  if (!figuresReadAt) {
    showFailure(problem)
    return
  }
  const text = staleText(nearMoment(figuresReadAt, timeZone, new Date(at)), navigator.onLine)
  const next = query('stale').cloneNode() as Element
  next.append(element('p', 'govuk-body app-watch__stale', text))
  updateElement(query('stale'), next)
}

function render(sections: readonly Section[]): void {
  const target = query('sections')
  const next = target.cloneNode() as Element
  next.append(...sections.map(sectionElement))
  updateElement(target, next)
}

/** Children are paired from the end, since a section's table comes last. */
function updateElement(currentElement: Element, nextElement: Element): void {
  if (currentElement.isEqualNode(nextElement)) return
  if (currentElement.tagName !== nextElement.tagName || !nextElement.firstElementChild) {
    currentElement.replaceWith(nextElement)
    return
  }
  for (const { name, value } of Array.from(nextElement.attributes))
    currentElement.setAttribute(name, value)
  const children = Array.from(currentElement.children).reverse()
  for (const child of Array.from(nextElement.children).reverse()) {
    const currentChild = children.shift()
    if (currentChild) updateElement(currentChild, child)
    else currentElement.prepend(child)
  }
  for (const child of children) child.remove()
}

function sectionElement({ heading, tone, lines, figures, table, copy }: Section): HTMLElement {
  const section = element('section', tone === 'wrong' ? 'app-card app-watch__wrong' : 'app-card')
  section.append(element('h2', 'app-card__title', heading))
  if (figures.length > 0) {
    const list = element('dl', 'app-watch__figures')
    for (const { figure, of } of figures)
      list.append(element('div', '', element('dt', '', of), element('dd', '', figure)))
    section.append(list)
  }
  section.append(...lines.map((line) => element('p', 'govuk-body', line)))
  if (copy) {
    const text = element('pre', 'app-watch__copy')
    text.textContent = copy
    section.append(text)
  }
  if (table) section.append(tableRegion(table))
  return section
}

function tableRegion({ caption, columns, rows }: Table): HTMLElement {
  const head = element('tr', '', ...columns.map((name) => element('th', '', name)))
  const body = rows.map(([name = '', ...values]) => {
    const rowHeader = element('th', '', name)
    rowHeader.setAttribute('scope', 'row')
    return element('tr', '', rowHeader, ...values.map((value) => element('td', '', value)))
  })
  const table = element(
    'table',
    'app-watch__table',
    element('caption', '', caption),
    element('thead', '', head),
    element('tbody', '', ...body),
  )
  const region = element('div', 'app-watch__scroll', table)
  region.tabIndex = 0
  region.setAttribute('role', 'region')
  region.setAttribute('aria-label', caption)
  return region
}
