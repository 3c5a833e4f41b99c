import { expect, test } from 'vitest'
import {
  canFinish,
  makesNotices,
  rollOperationKinds,
} from '../../shared/domain/roll/roll-operation.ts'

test('an import or a renewal finishes what either left; any other kind only its own', () => {
  expect(rollOperationKinds.filter(makesNotices)).toEqual(['import', 'renew'])
  const pairs = rollOperationKinds.flatMap((kind) =>
    rollOperationKinds.filter((other) => canFinish(kind, other)).map((other) => `${kind} ${other}`),
  )
  expect(pairs).toEqual([
    'import import',
    'import renew',
    'correct correct',
    'remove remove',
    'returned returned',
    'renew import',
    'renew renew',
  ])
})
