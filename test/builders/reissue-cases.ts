import type { Reissue } from '../../shared/contract/reissue.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { smsFailures } from '../../shared/domain/sms/sms-delivery.ts'
import { signedInVoter } from './signed-in-voter.ts'

export const at = Date.parse('2026-11-20T12:00:00Z')
export const minutes = (count: number) => new Date(at + count * 60_000).toISOString()

export type Case = { reissue: Reissue; voter: Voter }

const ways = {
  accepted: ['accepted'],
  sending: ['accepted', 'sending'],
  sent: ['accepted', 'sending', 'sent'],
  delivered: ['accepted', 'sending', 'sent', 'delivered'],
  'failed before the SMS left': ['accepted', 'sending', 'failed'],
  'failed after it': ['accepted', 'sending', 'sent', 'failed'],
  cancelled: ['accepted', 'cancelled'],
  withdrawn: ['accepted', 'cancelled'],
} satisfies Record<string, Reissue['state'][]>

const votes = {
  'before the vote': { voteOpensAt: minutes(10_000), voteClosesAt: minutes(20_000) },
  'during it': { voteOpensAt: minutes(-10_000), voteClosesAt: minutes(20_000) },
  'at its end': { voteOpensAt: minutes(-10_000), voteClosesAt: minutes(90) },
  'after it': { voteOpensAt: minutes(-10_000), voteClosesAt: minutes(0) },
}

const keptBy: Pick<Reissue, 'held' | 'postponed'>[] = [
  {},
  { held: 'service-limit' },
  { held: 'paused' },
  { postponed: 'daily-cap' },
  { postponed: 'territory-cap' },
]

const asking: Record<string, Partial<Voter['reissue']>> = {
  'may ask': { remaining: 2 },
  'may not ask any more': { remaining: 0 },
  'may not ask yet': { opensAt: minutes(10) },
  'may not ask so late': { closesAt: minutes(0) },
  'lost both factors': { bothFactorsLostUntil: minutes(100) },
  'must choose a password': { passwordChangeRequired: true },
}

export function everyCase(): [string, Case][] {
  const cases: [string, Case][] = []
  for (const [way, states] of Object.entries(ways)) {
    const state = states[states.length - 1] as Reissue['state']
    const hasLeft = states.includes('sent' as never)
    const failures = state === 'failed' ? [...smsFailures, undefined] : [undefined]
    const uses = hasLeft ? [undefined, minutes(-1)] : [undefined]
    const receipts = state === 'sent' ? [minutes(10), minutes(0)] : [undefined]
    const isUnderWay = !hasLeft && state !== 'failed' && state !== 'cancelled'
    for (const kept of isUnderWay ? keptBy : [{}])
      for (const failure of failures)
        for (const usedAt of uses)
          for (const receiptDueAt of receipts)
            for (const expected of [-90, -1, 2, 600])
              for (const [vote, dates] of Object.entries(votes))
                for (const [who, changes] of Object.entries(asking))
                  for (const [from, restored] of identifiersOf(hasLeft, state, failure, usedAt)) {
                    const reissue: Reissue = {
                      id: 'r1',
                      state,
                      maskedPhone: '•• •• •• •• 78',
                      requestedAt: minutes(-10),
                      expectedAt: minutes(expected),
                      history: states.map((state, index) => ({ state, at: minutes(index - 10) })),
                      ...(failure && { failure }),
                      ...(way === 'withdrawn' && { withdrawn: true }),
                      ...(restored && { restored }),
                      ...kept,
                      ...(usedAt && { usedAt }),
                      ...(receiptDueAt && { receiptDueAt }),
                    }
                    const voter = signedInVoter({ latest: reissue, ...changes })
                    voter.identifier = from === 'sms' ? { from, sentAt: minutes(-8) } : { from }
                    Object.assign(voter.election, dates)
                    const name = [
                      way,
                      ...Object.values(kept),
                      failure,
                      restored && 'restored',
                      usedAt && 'used',
                      receiptDueAt,
                      expected,
                      vote,
                      who,
                      from,
                    ]
                    cases.push([name.filter(Boolean).join(', '), { reissue, voter }])
                  }
  }
  return cases
}

function identifiersOf(
  hasLeft: boolean,
  state: string,
  failure?: string,
  usedAt?: string,
): ['notice' | 'sms' | 'nowhere', restored?: true][] {
  const anywhere = ['notice', 'sms', 'nowhere'] as const
  if (!hasLeft || state !== 'failed' || usedAt) return anywhere.map((from) => [from])
  const restored = failure === 'service-limit' ? anywhere : []
  return [
    ['nowhere'],
    ['notice'],
    ...restored.map((from): ['notice', true] => [from as 'notice', true]),
  ]
}
