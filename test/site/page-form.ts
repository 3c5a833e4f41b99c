import type { Page } from 'playwright-core'

export const leftEdges = `(() => {
  const first = [...document.querySelectorAll('[data-page] > h1 ~ *, [data-page] > h1 ~ * *')].find(
    (one) => one.matches('p, ul, ol, form, section, details') && one.getClientRects().length > 0 &&
      one.offsetWidth > 1,
  )
  const parts = ['.app-brand', 'h1', '.app-footer a'].map((part) => document.querySelector(part))
  return [...parts, first].filter(Boolean).map((one) => Math.round(one.getBoundingClientRect().left))
})()`

export const gluedBlocks = `(() => {
  const drawn = (one) => one.checkVisibility() && one.offsetWidth > 1 && one.offsetHeight > 1
  const kinds = 'p, ul, ol, dl, h1, h2, h3, section, details, form, .govuk-button, .govuk-form-group, .govuk-inset-text'
  const blocks = [...document.querySelectorAll(kinds)].filter((one) => one.closest('main') && drawn(one))
  const isPainted = (one) => {
    const { backgroundColor, borderTopWidth } = getComputedStyle(one)
    return backgroundColor !== 'rgba(0, 0, 0, 0)' || borderTopWidth !== '0px'
  }
  /** Returns the block's outermost painted frame without the other block. */
  const framed = (one, other) => {
    let frame = one
    for (; !one.contains(other); one = one.parentElement) if (isPainted(one)) frame = one
    return frame
  }
  return blocks.slice(1).flatMap((block, index) => {
    const before = blocks[index]
    if (before.contains(block)) return []
    const [above, under] = [framed(before, block), framed(block, before)]
    const isList = [above, under].every((one) => one.matches('details, li'))
    const [one, other] = [above, under].map((part) => part.getBoundingClientRect())
    const isBeside = other.left >= one.right
    return isList || isBeside || other.top - one.bottom >= 4
      ? []
      : [above.textContent.trim().slice(0, 40) + ' | ' + under.textContent.trim().slice(0, 40)]
  })
})()`

export const brokenTimes = `(() => {
  const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
  const broken = []
  while (texts.nextNode()) {
    const { currentNode } = texts
    for (const { 0: time, index } of currentNode.data.matchAll(/\\d+\\s+h(?![a-z])(\\s+\\d\\d)?/g)) {
      const range = document.createRange()
      range.setStart(currentNode, index)
      range.setEnd(currentNode, index + time.length)
      const tops = [...range.getClientRects()].map(({ top }) => Math.round(top))
      if (new Set(tops).size > 1) broken.push(currentNode.data)
    }
  }
  return broken
})()`

export async function atEachWidth(page: Page, read: string): Promise<unknown[]> {
  const found: unknown[] = []
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    found.push(await page.evaluate(read))
  }
  return found
}

/** Sum of the layout shifts that the voter did not cause. */
export const layoutShift = `new Promise((resolve) => {
  let sum = 0
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) sum += value
  }).observe({ type: 'layout-shift', buffered: true })
  setTimeout(() => resolve(sum), 50)
})`
