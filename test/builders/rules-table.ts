import { describe, expect, it } from 'vitest'
import {
  acceptanceRules,
  admissionRules,
  knownPhoneRules,
  type Refusal,
  type RuleName,
  type Rules,
} from '../../shared/domain/reissue/reissue-rules.ts'
import {
  aSituation,
  breaks,
  changed,
  type Deciding,
  holds,
  noVoter,
  pairsOf,
  type Situation,
} from './situations.ts'

export const decisions: readonly (readonly [Deciding, Rules])[] = [
  ['admission', admissionRules],
  ['acceptance', acceptanceRules],
  ['acceptance-to-known', knownPhoneRules],
]

/** @param decide one of the two forms of the rules; returns the refusal, if any */
export function rulesTable(
  decide: (
    decision: Deciding,
    situation: Situation,
  ) => Refusal | undefined | Promise<Refusal | undefined>,
): void {
  describe.each(decisions)('%s', (decision, rules) => {
    const names = Object.keys(rules) as RuleName[]
    const decided = async (...changes: Parameters<typeof changed>[1][]) =>
      decide(decision, changed(aSituation(decision), ...changes))

    it('refuses nothing of a request that is right', async () => {
      expect(await decided()).toBeUndefined()
    })

    it.each(holds)('is not refused by $what', async (change) => {
      expect(await decided(change)).toBeUndefined()
    })

    it.each([noVoter, ...names.flatMap((name) => breaks[name])])(
      'is refused as $refusal.outcome by $what',
      async (change) => {
        expect(await decided(change)).toEqual(change.refusal)
      },
    )

    it.each(pairsOf(names))('finds $first.what before $second.what', async ({ first, second }) => {
      expect(await decided(second, first)).toEqual(first.refusal)
    })
  })
}
