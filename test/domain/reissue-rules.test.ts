import { describe, expect, it } from 'vitest'
import {
  acceptanceRules,
  admissionRules,
  type ReadItems,
  type RuleName,
  refusalOf,
} from '../../shared/domain/reissue/reissue-rules.ts'
import { decisions, rulesTable } from '../builders/rules-table.ts'
import { aSituation, breaks, changed, noVoter, type Situation } from '../builders/situations.ts'

const all = ({ items }: Situation): Required<ReadItems> => ({
  session: { item: items.session },
  voter: { item: items.voter },
  attempts: { item: items.attempts },
  captcha: { item: items.captcha },
  phone: { item: items.phone },
})

const rulesOf = Object.fromEntries(decisions)

// `test/adapters/rules.embedded.test.ts` holds the conditions of the writes to the same table.
rulesTable((decision, situation) =>
  refusalOf(rulesOf[decision] ?? {}, all(situation), situation.claim),
)

it('a refusal gives nothing away: identity and phone are judged only after the captcha', () => {
  const order = Object.keys(acceptanceRules)
  const places = ['sessionIsOpen', 'captchaIsAnswered', 'identityMatches', 'phoneServesNobodyElse']
  expect(order.filter((name) => places.includes(name))).toEqual(places)
  expect(order.filter((name) => name.startsWith('phone'))).toEqual(order.slice(-4))
  expect(Object.keys(admissionRules).join()).not.toMatch(/identity|phone/)
})

describe.each(decisions)('%s', (decision, rules) => {
  const names = Object.keys(rules) as RuleName[]

  it.each(names.flatMap((name) => breaks[name].map((change) => ({ ...change, name }))))(
    'is refused for $what by $name alone',
    (change) => {
      const { claim, ...situation } = changed(aSituation(decision), change)
      const found = all({ claim, ...situation })
      expect(names.filter((name) => rules[name]?.refusal(found, claim))).toEqual([change.name])
    },
  )

  it('judges no item that was not read', () => {
    const situation = changed(
      aSituation(decision),
      ...names.map((name) => breaks[name][0] ?? noVoter),
    )
    expect(refusalOf(rules, {}, situation.claim)).toBeUndefined()
    const { voter } = all(situation)
    expect(refusalOf(rules, { voter }, situation.claim)).toEqual(
      breaks.voterIsOfThisEpoch[0]?.refusal,
    )
  })
})
