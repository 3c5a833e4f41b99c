import { expect, it } from 'vitest'
import { failedMessageIds } from '../../local/queue-pollers.ts'

const all = ['one', 'two']

it.each([
  ['none', { batchItemFailures: [] }, []],
  ['none', null, []],
  ['those that it names', { batchItemFailures: [{ itemIdentifier: 'two' }] }, ['two']],
  ['all', { batchItemFailures: 'two' }, all],
  ['all', { batchItemFailures: [{ itemIdentifier: 'three' }] }, all],
  ['all', { batchItemFailures: [null] }, all],
])('a batch fails on %s of its messages if the function returns %j', (_, result, failed) => {
  expect(failedMessageIds(result, all)).toEqual(failed)
})
