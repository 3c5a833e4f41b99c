import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Rate, type SenderKind, senderCount } from '../../shared/domain/rate-limiter.ts'
import { rateLimiter } from '../../shared/runtime/rate-limiter.ts'
import { seeded } from '../builders/seeded.ts'
import { now } from '../builders/values.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'
import { virtualTime } from '../fakes/virtual-time.ts'

interface Engine {
  wrap: (rate: Rate) => Rate
  lateness: () => number
  answerMilliseconds: () => number
  random: () => number
}

function aRate(
  perSecond: number,
  {
    wrap = (rate: Rate) => rate,
    lateness = () => 1,
    answerMilliseconds = () => 8,
    random = () => 0.5,
  }: Partial<Engine> = {},
) {
  const time = virtualTime(lateness)
  const clock = () => new Date(now.getTime() + time.now())
  const stored = inMemoryTables().mailRate
  const writtenAt: number[] = []
  const rate = wrap({
    async reserve(block, from) {
      await time.sleep(answerMilliseconds())
      writtenAt.push(time.now())
      return stored.reserve(block, from)
    },
  })
  const left: { kind: SenderKind; at: number }[] = []
  const counts = { withoutToken: 0 }

  function startSender(kind: SenderKind) {
    const begin = rateLimiter(rate, kind, perSecond, { clock, sleep: time.sleep, random })
    return (messages: number) => {
      const takeToken = begin()
      return Promise.all(
        Array.from({ length: messages }, async () => {
          if (await takeToken()) left.push({ kind, at: time.now() })
          else counts.withoutToken++
        }),
      )
    }
  }

  const send = (kind: SenderKind, messages: number) => void startSender(kind)(messages)
  return { time, send, startSender, left, counts, writtenAt }
}

const mostInOneSecond = (instants: readonly number[]) =>
  Math.max(
    ...instants.map((from) => instants.filter((at) => at >= from && at < from + 1000).length),
  )

it('a token is reserved together with those of its invocation, by one write', async () => {
  const { time, send, writtenAt } = aRate(20)
  send('sms', 10)
  await time.pass()
  expect(writtenAt).toHaveLength(1)
})

it('a token goes first to the more urgent message, although that came last', async () => {
  const { time, send, left } = aRate(10)
  send('news', 10)
  send('password-link', 10)
  send('cancel-link', 20)
  await time.pass()
  const order = left.toSorted((one, other) => one.at - other.at).map(({ kind }) => kind)
  expect(order).toHaveLength(40)
  expect(order.lastIndexOf('cancel-link')).toBeLessThan(order.lastIndexOf('password-link'))
  expect(order.lastIndexOf('password-link')).toBeLessThan(order.lastIndexOf('news'))
  expect(order.slice(4, 20).filter((kind) => kind !== 'cancel-link').length).toBeLessThan(5)
})

it('a token is given up after fifteen seconds, and takes none of the rate', async () => {
  const { time, send, left, counts } = aRate(1)
  send('cancel-link', 10)
  send('cancel-link', 10)
  send('password-link', 3)
  await time.pass()
  expect(left.length + counts.withoutToken).toBe(23)
  // Excludes those that are prioritised at the end of their wait.
  expect(left.filter(({ kind }) => kind === 'password-link').length).toBeLessThan(3)
  const last = Math.max(...left.map(({ at }) => at))
  expect(left.length).toBeGreaterThanOrEqual(Math.floor(last / 1030))
})

it('a token reaches notifications too, slowly, however long links use the whole rate', async () => {
  const { time, send, startSender, left } = aRate(10)
  async function floodWithLinks(): Promise<void> {
    const sendLinks = startSender('password-link')
    while (time.now() < 120_000) await sendLinks(10)
  }
  async function tellNotifications(): Promise<void> {
    for (; time.now() < 120_000; await time.sleep(15_500)) send('news', 10)
  }
  const all = Promise.all([...Array.from({ length: 5 }, floodWithLinks), tellNotifications()])
  await time.pass()
  await all
  const notifications = left.filter(({ kind, at }) => kind === 'news' && at < 120_000)
  expect(notifications.length).toBeGreaterThanOrEqual(10)
  expect(notifications.length).toBeLessThan(left.length / 20)
})

it('a token that cannot be reserved fails its own messages, and not those behind them', async () => {
  let asked = 0
  const { time, startSender, left } = aRate(20, {
    wrap: (rate) => ({
      reserve: (...asking) =>
        ++asked === 2 ? Promise.reject(new Error('no answer')) : rate.reserve(...asking),
    }),
  })
  const failures: unknown[] = []
  const sending = [3, 3].map((messages) =>
    startSender('news')(messages).catch((error: Error) => failures.push(error.message)),
  )
  await time.pass()
  await Promise.all(sending)
  expect(left).toHaveLength(4)
  expect(failures).toEqual(['no answer'])
})

async function drain(
  perSecond: number,
  queued: number,
  {
    pause,
    dies = () => false,
    ...engine
  }: { pause: () => number; dies?: () => boolean } & Partial<Engine>,
) {
  const { time, startSender, left, counts, writtenAt } = aRate(perSecond, engine)
  let waiting = queued

  async function sender(): Promise<void> {
    let send = startSender('sms')
    while (waiting > 0) {
      const batch = Math.min(10, waiting)
      waiting -= batch
      await send(batch)
      waiting += counts.withoutToken
      counts.withoutToken = 0
      await time.sleep(pause())
      if (dies()) send = startSender('sms')
    }
  }

  const done = Promise.all(Array.from({ length: senderCount('sms', perSecond) }, sender))
  await time.pass()
  await done
  return { leftAt: left.map(({ at }) => at), writtenAt }
}

it('queued SMS leave at 96 % of 20 a second at least, and never faster in any second', async () => {
  const random = seeded(7)
  const { leftAt, writtenAt } = await drain(20, 1000, {
    pause: () => 200 + random() * 100,
    lateness: () => random() * 2,
    answerMilliseconds: () => 4 + random() * 11,
  })
  expect(leftAt).toHaveLength(1000)
  expect(mostInOneSecond(leftAt)).toBeLessThanOrEqual(20)
  const seconds = (Math.max(...leftAt) - Math.min(...leftAt)) / 1000
  expect(1000 / seconds).toBeGreaterThanOrEqual(0.96 * 20)
  expect(writtenAt.length).toBeLessThan(120)
})

it('queued SMS never exceed the rate in any second, whatever the rate, the load, the pauses and the answers', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 150 }),
      fc.integer({ min: 1, max: 300 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 3000 })),
      fc.infiniteStream(fc.integer({ min: 0, max: 60 })),
      fc.infiniteStream(fc.integer({ min: 1, max: 80 })),
      fc.infiniteStream(fc.boolean()),
      async (perSecond, queued, pauses, latenesses, answers, deaths) => {
        const { leftAt } = await drain(perSecond, queued, {
          pause: () => pauses.next().value as number,
          dies: () => deaths.next().value as boolean,
          lateness: () => latenesses.next().value as number,
          answerMilliseconds: () => answers.next().value as number,
        })
        expect(leftAt).toHaveLength(queued)
        expect(mostInOneSecond(leftAt)).toBeLessThanOrEqual(perSecond)
      },
    ),
    { numRuns: 100 },
  )
})

it('the senders of a rate can use all of it, and links in flight all get a token while they wait', () => {
  for (let perSecond = 1; perSecond <= 300; perSecond++) {
    const senders = senderCount('news', perSecond)
    expect((senders - 1) * 21).toBeGreaterThanOrEqual(perSecond)
    expect(senderCount('password-link', perSecond)).toBeGreaterThanOrEqual(senders)
    expect(
      (senderCount('password-link', Math.max(perSecond, 6)) * 10) / Math.max(perSecond, 6),
    ).toBeLessThan(15)
  }
})
