import { expect, it } from 'vitest'
import { leastUnreserved as stackLeast } from '../../lib/reserved-concurrency.ts'
import { leastUnreserved, reservedFor } from '../../team/estimate/quotas.ts'
import { election } from './local-app.ts'

import { everything, resourcesOf, templatesOf } from './whole-app.ts'

it('the concurrency that preflight counts is the one that functions reserve', () => {
  const wanted = { ...election, ...everything, protection: { backupDays: 35 }, mailsPerSecond: 200 }
  const reserved = Object.values(templatesOf(wanted))
    .flatMap((template) => resourcesOf(template, 'AWS::Lambda::Function'))
    .map(([, { Properties }]) => Properties.ReservedConcurrentExecutions ?? 0)
  expect(reserved.reduce((sum, one) => sum + one, 0)).toBe(reservedFor(wanted))
  expect(leastUnreserved).toBe(stackLeast)
})
