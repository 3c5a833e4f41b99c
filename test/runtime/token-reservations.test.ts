import { expect, it } from 'vitest'
import {
  intervalMilliseconds,
  maxLateMilliseconds,
  maxPlausibleLeadMilliseconds,
  type SenderKind,
  senderCount,
  type TokenBlock,
  waitLimits,
} from '../../shared/domain/rate-limiter.ts'
import { rateLimiter } from '../../shared/runtime/rate-limiter.ts'
import { now } from '../builders/values.ts'
import { virtualTime } from '../fakes/virtual-time.ts'

type Answer = { reserved: boolean; freeAt?: number }

async function ask(
  kind: SenderKind,
  answers: (question: { earliest: number; latest: number; rank: number }) => Answer,
  { perSecond = 20, messages = 1, slow = 0, random = 0, lateness = () => 0 as number } = {},
) {
  const time = virtualTime(lateness)
  const questions: { at: number; from: string; tokens: number; reach: number }[] = []
  const rate = {
    async reserve({ notBefore, notAfter, milliseconds }: TokenBlock, from: 'earliest' | 'behind') {
      const reach = notAfter.getTime() - notBefore.getTime()
      const tokens = Math.round(milliseconds / intervalMilliseconds(perSecond))
      const rank = questions.push({ at: time.now(), from, tokens, reach }) - 1
      await time.sleep(slow)
      const since = now.getTime()
      const { reserved, freeAt } = answers({
        earliest: notBefore.getTime() - since,
        latest: notAfter.getTime() - since,
        rank,
      })
      return { isReserved: reserved, freeAt: freeAt === undefined ? undefined : since + freeAt }
    },
  }
  const takeToken = rateLimiter(rate, kind, perSecond, {
    clock: () => new Date(now.getTime() + time.now()),
    sleep: time.sleep,
    random: () => random,
  })()
  const left = Promise.all(
    Array.from({ length: messages }, async () => ((await takeToken()) ? time.now() : 'none')),
  )
  await time.pass()
  return { questions, left: await left }
}

const free = ({ earliest }: { earliest: number }): Answer => ({ reserved: true, freeAt: earliest })
/** Pause (ms) between the questions of one kind's waiters when random returns 1. */
const pause = (kind: SenderKind, perSecond = 20) => (2000 * senderCount(kind, perSecond)) / 60

it('a sender reserves tokens after 20 ms, or later where many senders would reserve more than 200 times a second', async () => {
  const few = await ask('sms', free, { perSecond: 20 })
  expect(few.questions).toMatchObject([{ at: 20 }])
  const many = await ask('sms', free, { perSecond: 150 })
  expect(many.questions).toMatchObject([{ at: 5 * senderCount('sms', 150) }])
})

it('a sender reserves tokens behind the reserved ones, at once, if these end within its reach', async () => {
  for (const where of ['latest', 'within'] as const) {
    const { questions } = await ask(
      'sms',
      (asked) =>
        asked.rank === 0
          ? { reserved: false, freeAt: where === 'latest' ? asked.latest : asked.earliest + 1 }
          : free(asked),
      { random: 1 },
    )
    expect(questions, where).toMatchObject([
      { at: 20, from: 'earliest' },
      { at: 20, from: 'behind' },
    ])
  }
})

it('a sender reserves tokens again from its earliest instant, at once, if the next free token is that one or is impossible', async () => {
  for (const ahead of [0, maxPlausibleLeadMilliseconds + 1]) {
    const { questions } = await ask('news', (asked) =>
      asked.rank === 0 ? { reserved: false, freeAt: asked.earliest + ahead } : free(asked),
    )
    expect(questions, `${ahead}`).toMatchObject([
      { at: 20, from: 'earliest' },
      { at: 20, from: 'earliest' },
    ])
  }
})

it('a sender reserves tokens when the next free token comes within its reach, plus a random delay', async () => {
  for (const beyond of [1, 5000, maxPlausibleLeadMilliseconds - waitLimits.news.horizon.first]) {
    const { questions } = await ask(
      'news',
      (asked) =>
        asked.rank === 0 ? { reserved: false, freeAt: asked.latest + beyond } : free(asked),
      { random: 1 },
    )
    const again = Math.min(20 + beyond + pause('news'), waitLimits.news.maxWait)
    // Dates are whole milliseconds; a reach is not.
    expect(questions.at(1)?.at, `${beyond}`).toBeCloseTo(again, -1)
  }
})

it('a sender reserves tokens only once its last attempt was answered', async () => {
  const { questions } = await ask(
    'news',
    (asked) => (asked.rank === 0 ? { reserved: false, freeAt: asked.latest + 1 } : free(asked)),
    { random: 1, slow: 100 },
  )
  expect(questions.at(1)).toMatchObject({ at: 120 + pause('news') })
})

it('a sender reserves tokens further ahead the longer it has waited', async () => {
  const { first, last } = waitLimits.news.horizon
  const { questions } = await ask('news', (asked) =>
    asked.rank === 0
      ? { reserved: false, freeAt: asked.latest + waitLimits.news.maxWait / 2 - 20 }
      : free(asked),
  )
  expect(questions.map(({ reach }) => reach)).toEqual([
    expect.closeTo(first, 0),
    first + (last - first) / 2,
  ])
})

it('a sender reserves tokens with the reach of the most urgent mails once its wait ends, for two messages, one by one', async () => {
  const { maxWait } = waitLimits.news
  const { horizon } = waitLimits['cancel-link']
  const { questions, left } = await ask(
    'news',
    (asked) =>
      asked.rank === 2 ? free(asked) : { reserved: false, freeAt: asked.latest + 50_000 },
    { messages: 5 },
  )
  expect(questions.slice(1)).toEqual([
    { at: maxWait, from: 'behind', tokens: 1, reach: horizon.last },
    { at: maxWait, from: 'behind', tokens: 1, reach: horizon.last },
  ])
  expect(left.map((at) => at !== 'none')).toEqual([false, true, false, false, false])
})

it('a message leaves up to the allowed lateness, and reserves another token beyond it', async () => {
  // Three sleeps: to gather, for the answer, until the token.
  const wakingLate = (late: number) => {
    let sleeps = 0
    return () => (++sleeps === 3 ? late : 0)
  }
  const inTime = await ask('sms', free, { lateness: wakingLate(maxLateMilliseconds) })
  expect(inTime.questions).toHaveLength(1)
  const late = await ask('sms', free, { lateness: wakingLate(maxLateMilliseconds + 1) })
  expect(late.questions).toHaveLength(2)
})
