import { expect, test } from 'vitest'
import { showLinkWait } from '../../functions/show-service/show-link-wait.ts'
import { linkWaitSeconds } from '../../shared/domain/mail/link-wait.ts'
import { bothClocks } from '../builders/values.ts'

const backlog = (waiting: number) => ({ count: async () => waiting })

const now = bothClocks('2026-11-25T22:30:00Z')
const election = { mailsPerSecond: 10, timeZone: 'Europe/Paris' }

const tellOf = (
  links: number,
  cancelLinks: number,
  all = 0,
  mailsPerDay?: number,
  pools: { codes?: number; repeats?: number } = {},
) =>
  showLinkWait(
    {
      linkBacklog: backlog(links),
      cancelLinkBacklog: backlog(cancelLinks),
      linkDays: {
        async find() {
          if (mailsPerDay === undefined) throw new Error('Nobody counts what has no bound')
          return { total: all, codes: 0, repeats: 0, ...pools }
        },
      },
      clock: () => now,
    },
    { ...election, mailsPerDay },
  )

const waitOf = async (...given: Parameters<typeof tellOf>) => (await tellOf(...given)).waitMinutes

test('a link waits for those before it, at three tenths of the rate, and for all that is more urgent', async () => {
  expect(await waitOf(1800, 0)).toBe(10)
  expect(await waitOf(1800, 30)).toBe(11)
  expect(await waitOf(1, 0)).toBe(1)
})

test('a link waits half an hour more while more of what is more urgent comes than leaves', async () => {
  expect(await waitOf(0, 40)).toBe(1)
  expect(await waitOf(0, 41)).toBe(31)
  expect(await waitOf(1800, 600)).toBe(41)
  const waitAt20 = (count: number) => linkWaitSeconds({ linkCount: 0, cancelLinkCount: count }, 20)
  expect([waitAt20(60), waitAt20(61)]).toEqual([3, 1803.05])
})

test('a link beyond those of the day waits for the next, and for a quarter of an hour more', async () => {
  expect(await waitOf(0, 0, 39, 100)).toBe(0)
  expect(await waitOf(0, 0, 40, 100)).toBe(45)
  expect(await waitOf(1800, 0, 40, 100)).toBe(55)
  expect(await waitOf(0, 0, 1000)).toBe(0)
})

test('who was mailed a link today is told when the day has no more repeats, or nothing more at all', async () => {
  const noRepeat = async (all: number, repeats: number, mailsPerDay?: number) =>
    (await tellOf(0, 0, all, mailsPerDay, { repeats })).noRepeatToday
  expect(await noRepeat(39, 9, 100)).toBe(false)
  expect(await noRepeat(10, 10, 100)).toBe(true)
  expect(await waitOf(0, 0, 10, 100, { repeats: 10 })).toBe(0)
  expect(await noRepeat(40, 0, 100)).toBe(true)
  expect(await noRepeat(1000, 1000)).toBe(false)
})

test('a code beyond those of the day waits for the next, while links leave', async () => {
  const codes = (count: number) => tellOf(0, 0, 10, 100, { codes: count })
  expect(await codes(9)).toMatchObject({ waitMinutes: 0, codeWaitMinutes: 0 })
  expect(await codes(10)).toMatchObject({ waitMinutes: 0, codeWaitMinutes: 45 })
})
