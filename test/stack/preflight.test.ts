import { expect, it } from 'vitest'
import { leastUnreserved as stackLeast } from '../../lib/reserved-concurrency.ts'
import { leastUnreserved, reservedFor } from '../../team/estimate/quotas.ts'
import { election } from './local-app.ts'
import { resourcesOf } from './templates.ts'
import { everything, templatesOf } from './whole-app.ts'

it('the concurrency that preflight counts is the one that functions reserve', () => {
  const reserved = Object.values(templatesOf(everything))
    .flatMap((template) => resourcesOf(template, 'AWS::Lambda::Function'))
    .map(([, { Properties }]) => Properties.ReservedConcurrentExecutions ?? 0)
  expect(reserved.reduce((sum, one) => sum + one, 0)).toBe(
    reservedFor({ ...election, ...everything }),
  )
  expect(leastUnreserved).toBe(stackLeast)
})
