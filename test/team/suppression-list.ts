import type { SuppressedAddress } from '../../shared/domain/mail/suppression-list.ts'
import { type Voter, voterIdOf } from '../../shared/domain/voter/voter.ts'
import { aVoter, keyed, keys, now } from '../builders/values.ts'

/** What SES lists of an account, and a roll of these voters; `asked` is how many the roll was asked for at once. */
export function aSuppressionList(onRoll: Record<string, Partial<Voter>>) {
  const voters = new Map(
    Object.entries(onRoll).map(([email, changes]) => {
      const voterId = voterIdOf(keys, email)
      return [voterId, aVoter({ voterId, email, ...changes })]
    }),
  )
  const listed = new Map<string, SuppressedAddress>()
  const asked: number[] = []
  return {
    listed,
    asked,
    suppress(email: string, since = now): SuppressedAddress {
      const address = { email, reason: 'bounce', since } as const
      listed.set(email, address)
      return address
    },
    engines: {
      keyed,
      roll: {
        async findMany(ids: string[]) {
          asked.push(ids.length)
          return new Map([...voters].filter(([voterId]) => ids.includes(voterId)))
        },
      },
      list: {
        async *pages() {
          const all = [...listed.values()]
          for (let index = 0; index < all.length; index += 250) yield all.slice(index, index + 250)
        },
        remove: async ({ email }: { email: string }) => void listed.delete(email),
      },
    },
  }
}
