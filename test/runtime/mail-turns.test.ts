import { describe, expect, it } from 'vitest'
import type { MailTurns } from '../../shared/domain/mail-ports.ts'
import type { MailPriority } from '../../shared/domain/mail-rate.ts'
import { mailTurnsOf } from '../../shared/runtime/mail-turns.ts'
import { now } from '../builders/values.ts'
import { inMemoryMailTurns } from '../fakes/in-memory-mail-turns.ts'
import { virtualTime } from '../fakes/virtual-time.ts'

/** One rate, and senders that take their turns of it, in virtual time. */
function aRate(mailsPerSecond: number, wrap = (turns: MailTurns) => turns) {
  const time = virtualTime(() => 1)
  const clock = () => new Date(now.getTime() + time.now())
  const turns = wrap(inMemoryMailTurns(mailsPerSecond))
  const left: { priority: MailPriority; at: number }[] = []
  const counts = { withoutTurn: 0 }

  /** Takes so many turns at once, as the messages of one invocation do. */
  function send(priority: MailPriority, mails: number): void {
    const turn = mailTurnsOf(turns, priority, { clock, sleep: time.sleep, random: () => 0.5 })
    for (let mail = 0; mail < mails; mail++) {
      void turn().then((mayLeave) => {
        if (mayLeave) left.push({ priority, at: time.now() })
        else counts.withoutTurn++
      })
    }
  }

  return { time, send, left, counts }
}

describe('the turn of a mail', () => {
  it('comes at the rate, however many senders share it', async () => {
    const { time, send, left } = aRate(20)
    for (let sender = 0; sender < 5; sender++) send('password-link', 10)
    await time.pass()
    expect(left).toHaveLength(50)
    const instants = left.map(({ at }) => at)
    for (const [rank, at] of instants.entries()) {
      const secondAgo = instants[rank - 20]
      if (secondAgo !== undefined) expect(at - secondAgo).toBeGreaterThanOrEqual(1000)
    }
    expect(instants.at(-1)).toBeLessThan(50 * 50.5 + 100)
  })

  it('comes first to what is more urgent, although it asked last', async () => {
    const { time, send, left } = aRate(10)
    send('news', 10)
    send('password-link', 10)
    send('stop-link', 20)
    await time.pass()
    const order = left.toSorted((one, other) => one.at - other.at).map(({ priority }) => priority)
    const rankOf = (priority: MailPriority) => order.lastIndexOf(priority)
    expect(order).toHaveLength(40)
    expect(rankOf('stop-link')).toBeLessThan(rankOf('password-link'))
    expect(rankOf('password-link')).toBeLessThan(rankOf('news'))
    // Those two had reserved theirs before anything urgent came.
    expect(order.slice(2, 20).filter((priority) => priority !== 'stop-link').length).toBeLessThan(5)
  })

  it('is given up after fifteen seconds, and takes none of the rate', async () => {
    const { time, send, left, counts } = aRate(1)
    send('stop-link', 10)
    send('stop-link', 10)
    send('password-link', 3)
    await time.pass()
    expect(left.length + counts.withoutTurn).toBe(23)
    // But for those that are favoured at the end of their wait.
    expect(left.filter(({ priority }) => priority === 'password-link').length).toBeLessThan(3)
    const last = Math.max(...left.map(({ at }) => at))
    // What was reserved is used: one a second until the last.
    expect(left.length).toBeGreaterThanOrEqual(Math.floor(last / 1010))
  })

  it('is given up in time, though the next one is an hour away', async () => {
    const { time, send, counts } = aRate(20, () => ({
      reserve: async (_, earliest) => ({ askAgainAt: new Date(earliest.getTime() + 3_600_000) }),
    }))
    send('news', 2)
    await time.pass()
    expect(counts.withoutTurn).toBe(2)
    expect(time.now()).toBeLessThan(16_000)
  })

  it('comes to news too, slowly, however long links take the whole rate', async () => {
    const { time, send, left } = aRate(10)
    async function floodWithLinks(): Promise<void> {
      while (time.now() < 120_000) {
        send('password-link', 10)
        await time.sleep(900)
      }
    }
    async function tellNews(): Promise<void> {
      while (time.now() < 120_000) {
        send('news', 10)
        await time.sleep(15_500)
      }
    }
    const flooding = Promise.all([floodWithLinks(), tellNews()])
    await time.pass()
    await flooding
    const news = left.filter(({ priority, at }) => priority === 'news' && at < 120_000)
    expect(news.length).toBeGreaterThanOrEqual(10)
    expect(news.length).toBeLessThan(left.length / 20)
  })

  it('that could not be reserved fails its own mail, and not those behind it', async () => {
    let asked = 0
    const { time, send, left } = aRate(20, (turns) => ({
      reserve(priority, earliest) {
        asked++
        return asked === 2
          ? Promise.reject(new Error('no answer'))
          : turns.reserve(priority, earliest)
      },
    }))
    const failures: unknown[] = []
    const onFailure = (error: unknown) => failures.push(error)
    process.once('unhandledRejection', onFailure)
    send('news', 4)
    await time.pass()
    process.off('unhandledRejection', onFailure)
    expect(left).toHaveLength(3)
    expect(failures).toHaveLength(1)
  })
})
