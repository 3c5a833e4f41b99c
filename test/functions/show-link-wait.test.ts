import { expect, test } from 'vitest'
import { showLinkWait } from '../../functions/show-link-wait/show-link-wait.ts'

const backlog = (waiting: number) => ({ waiting: async () => waiting })

/** Half past eleven at night, in winter. */
const now = new Date('2026-11-25T22:30:00Z')
const election = { mailsPerSecond: 10, timeZone: 'Europe/Paris' }

/** @param linksOfDay how many were mailed today */
const waitOf = (links: number, stopLinks: number, linksOfDay = 0, mailsPerDay?: number) =>
  showLinkWait(
    {
      links: backlog(links),
      stopLinks: backlog(stopLinks),
      linkDays: { isSpent: async (_, most) => linksOfDay >= most },
      clock: () => now,
    },
    { ...election, mailsPerDay },
  )

test('a link that finds no queue waits for nothing', async () => {
  expect(await waitOf(0, 0)).toBe(0)
})

test('a link waits for those before it, at three tenths of the rate, and for all that is more urgent', async () => {
  expect(await waitOf(1800, 0)).toBe(10)
  expect(await waitOf(0, 600)).toBe(1)
  expect(await waitOf(1800, 600)).toBe(11)
  expect(await waitOf(1, 0)).toBe(1)
})

test('a link beyond those of the day waits for the next, and for a quarter of an hour more', async () => {
  expect(await waitOf(0, 0, 39, 100)).toBe(0)
  expect(await waitOf(0, 0, 40, 100)).toBe(45)
  expect(await waitOf(1800, 0, 40, 100)).toBe(55)
  expect(await waitOf(0, 0, 1000)).toBe(0)
})
