import { expect, test } from 'vitest'
import { showLinkWait } from '../../functions/show-link-wait/show-link-wait.ts'

const backlog = (waiting: number) => ({ waiting: async () => waiting })

/** Half past eleven at night, in winter. */
const now = new Date('2026-11-25T22:30:00Z')
const election = { mailsPerSecond: 10, timeZone: 'Europe/Paris' }

/** @param mailed how many were mailed today */
const tellOf = (links: number, stopLinks: number, mailed = 0, mailsPerDay?: number, repeated = 0) =>
  showLinkWait(
    {
      links: backlog(links),
      stopLinks: backlog(stopLinks),
      linkDays: { find: async () => ({ mailed, repeated }) },
      clock: () => now,
    },
    { ...election, mailsPerDay },
  )

const waitOf = async (...given: Parameters<typeof tellOf>) => (await tellOf(...given)).waitMinutes

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

test('who was mailed a link today is told when the day has no more repeats, or nothing more at all', async () => {
  const noRepeat = async (mailed: number, repeated: number, mailsPerDay?: number) =>
    (await tellOf(0, 0, mailed, mailsPerDay, repeated)).noRepeatToday
  expect(await noRepeat(39, 9, 100)).toBe(false)
  expect(await noRepeat(10, 10, 100)).toBe(true)
  expect(await waitOf(0, 0, 10, 100, 10)).toBe(0)
  expect(await noRepeat(40, 0, 100)).toBe(true)
  expect(await noRepeat(1000, 1000)).toBe(false)
})
