import { expect, test } from 'vitest'
import { showLinkWait } from '../../functions/show-link-wait/show-link-wait.ts'

const backlog = (waiting: number) => ({ waiting: async () => waiting })

const waitOf = (links: number, stopLinks: number) =>
  showLinkWait({ links: backlog(links), stopLinks: backlog(stopLinks) }, { mailsPerSecond: 10 })

test('a link that finds no queue waits for nothing', async () => {
  expect(await waitOf(0, 0)).toBe(0)
})

test('a link waits for those before it, at three tenths of the rate, and for all that is more urgent', async () => {
  expect(await waitOf(1800, 0)).toBe(10)
  expect(await waitOf(0, 600)).toBe(1)
  expect(await waitOf(1800, 600)).toBe(11)
  expect(await waitOf(1, 0)).toBe(1)
})
