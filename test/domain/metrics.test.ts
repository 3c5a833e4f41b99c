import { expect, test } from 'vitest'
import { metricsNamespaceOf } from '../../shared/domain/metrics.ts'

test.each([
  { mode: 'vote', namespace: 'Reassort' },
  { mode: 'rehearsal', namespace: 'Reassort-Rehearsal' },
] as const)('the metrics of a $mode are counted apart, in $namespace', ({ mode, namespace }) => {
  expect(metricsNamespaceOf('Reassort', { mode })).toBe(namespace)
})
