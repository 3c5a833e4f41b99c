import type { Text } from '../handset.ts'
import { identifierIn } from './verdict.ts'

/** The most SMS that came within one second, wherever it begins. */
export function mostInOneSecond(texts: readonly Pick<Text, 'at'>[]): number {
  const instants = texts.map(({ at }) => Date.parse(at)).sort((one, other) => one - other)
  let first = 0
  let most = 0
  for (const [last, instant] of instants.entries()) {
    while (instant - (instants[first] as number) >= 1000) first++
    most = Math.max(most, last - first + 1)
  }
  return most
}

/** SMS a second from the first to the last. */
export function rateOf(texts: readonly Pick<Text, 'at'>[]): number {
  const instants = texts.map(({ at }) => Date.parse(at))
  const seconds = (Math.max(...instants) - Math.min(...instants)) / 1000
  return (texts.length - 1) / seconds
}

/** How many numbers got an identifier more than once. */
export function receivedTwice(texts: readonly Text[]): number {
  const same = Map.groupBy(texts, ({ phone, body }) => `${phone} ${identifierIn(body)}`)
  return [...same.values()].filter((copies) => copies.length > 1).length
}

/** Of the SMS promised and received, how many came by the time that the voter was told. */
export function keptPromises(
  promises: readonly { phone: string; expectedAt: string }[],
  texts: readonly Text[],
): { kept: number; received: number } {
  const firstTo = new Map<string, string>()
  for (const { phone, at } of texts) if (!firstTo.has(phone)) firstTo.set(phone, at)
  const received = promises.filter(({ phone }) => firstTo.has(phone))
  const kept = received.filter(({ phone, expectedAt }) => (firstTo.get(phone) ?? '') <= expectedAt)
  return { kept: kept.length, received: received.length }
}
