import { expect, it } from 'vitest'
import { leastUnreserved as stackLeast } from '../../lib/reserved-concurrency.ts'
import { leastUnreserved, reservedFor } from '../../team/estimate/quotas.ts'
import { runtime } from '../../team/preflight/account-quotas.ts'
import { leastBootstrap } from '../../team/preflight/deployment.ts'
import { election } from './local-app.ts'

import { everything, resourcesOf, templatesOf, withApp } from './whole-app.ts'

// What `npm run preflight` says of an account before any template is made is what the templates ask of it.

const wanted = { ...election, ...everything, protection: { backupDays: 35 }, mailsPerSecond: 200 }
const templates = Object.values(templatesOf(wanted))
const all = (type: string) => templates.flatMap((template) => resourcesOf(template, type))

it('the concurrency that it counts is the one that functions reserve', () => {
  const reserved = all('AWS::Lambda::Function').map(
    ([, { Properties }]) => Properties.ReservedConcurrentExecutions ?? 0,
  )
  expect(reserved.reduce((sum, one) => sum + one, 0)).toBe(reservedFor(wanted))
  expect(leastUnreserved).toBe(stackLeast)
})

it('the runtime that it asks for is that of our functions', () => {
  const runtimes = new Set(
    all('AWS::Lambda::Function').map(([, { Properties }]) => Properties.Runtime),
  )
  expect(runtimes).toContain(runtime)
})

it('the bootstrap that it asks for is the one that the stacks require', () => {
  const required = withApp(wanted, ({ app }) =>
    app.synth().stacks.map((stack) => stack.requiresBootstrapStackVersion),
  )
  expect(Math.max(...required.map(Number))).toBe(leastBootstrap)
})
