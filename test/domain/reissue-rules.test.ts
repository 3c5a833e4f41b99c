import { describe, expect, it } from 'vitest'
import {
  acceptanceRules,
  admissionRules,
  type Found,
  type RuleName,
  type Rules,
  refusalOf,
} from '../../shared/domain/reissue/reissue-rules.ts'
import {
  aSituation,
  breaks,
  changed,
  holds,
  noVoter,
  pairsOf,
  type Situation,
} from '../builders/situations.ts'

const all = ({ items }: Situation): Required<Found> => ({
  session: { item: items.session },
  voter: { item: items.voter },
  attempts: { item: items.attempts },
  captcha: { item: items.captcha },
  phone: { item: items.phone },
})

const decisions: ['admission' | 'acceptance', Rules][] = [
  ['admission', admissionRules],
  ['acceptance', acceptanceRules],
]

it('what a request is told gives nothing away: of identity and phone only after the security code', () => {
  const order = Object.keys(acceptanceRules)
  const places = ['sessionIsOpen', 'captchaIsAnswered', 'identityMatches', 'phoneServesNobodyElse']
  expect(order.filter((name) => places.includes(name))).toEqual(places)
  expect(order.filter((name) => name.startsWith('phone'))).toEqual(order.slice(-4))
  expect(Object.keys(admissionRules).join()).not.toMatch(/identity|phone/)
})

describe.each(decisions)('%s', (decision, rules) => {
  const names = Object.keys(rules) as RuleName[]
  const refusalAfter = (...changes: (typeof holds)[number][]) => {
    const situation = changed(aSituation(decision), ...changes)
    return refusalOf(rules, all(situation), situation.claim)
  }

  it('refuses nothing of a request that is right', () => {
    expect(refusalAfter()).toBeUndefined()
  })

  it.each(holds)('is not refused by $what', (change) => {
    expect(refusalAfter(change)).toBeUndefined()
  })

  it.each(names.flatMap((name) => breaks[name].map((change) => ({ ...change, name }))))(
    'is refused as $told.reason by $what, and by $name alone',
    (change) => {
      const situation = changed(aSituation(decision), change)
      expect(refusalOf(rules, all(situation), situation.claim)).toEqual(change.told)
      const broken = names.filter((name) => rules[name]?.refusal(all(situation), situation.claim))
      expect(broken).toEqual([change.name])
    },
  )

  it('is refused as unauthenticated where there is no voter', () => {
    expect(refusalAfter(noVoter)).toEqual(noVoter.told)
  })

  it.each(pairsOf(names))('tells of $first.what before $second.what', ({ first, second }) => {
    const situation = changed(aSituation(decision), second, first)
    const broken = names.filter((name) => rules[name]?.refusal(all(situation), situation.claim))
    expect(broken).toHaveLength(2)
    expect(refusalOf(rules, all(situation), situation.claim)).toEqual(first.told)
  })

  it('does not judge what was not looked at', () => {
    const situation = changed(
      aSituation(decision),
      ...names.map((name) => breaks[name][0] ?? noVoter),
    )
    expect(refusalOf(rules, {}, situation.claim)).toBeUndefined()
    const { voter } = all(situation)
    expect(refusalOf(rules, { voter }, situation.claim)).toEqual(breaks.voterIsOfThisEpoch[0]?.told)
  })
})
