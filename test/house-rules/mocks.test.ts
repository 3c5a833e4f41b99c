import { expect, it } from 'vitest'
import { repositoryFiles, textOf } from './repository.ts'

const tests = repositoryFiles('.test.ts').map((path) => ({ path, text: textOf(path) }))

// Test files share a process: a global change would affect the local runs of later files.

it('a file that mocks every client of a class restores them', () => {
  const offenders = tests.flatMap(({ path, text }) =>
    [...text.matchAll(/(?:const (\w+) = )?\bmockClient\(([A-Z]\w+)\)/g)]
      .filter(([, name]) => !name || !text.includes(`${name}.restore()`))
      .map(([, , kind]) => `${kind} in ${path}`),
  )
  expect(offenders).toEqual([])
})

it.each([
  ['vi.stubEnv(', 'vi.unstubAllEnvs()'],
  ['vi.stubGlobal(', 'vi.unstubAllGlobals()'],
  ['vi.useFakeTimers(', 'vi.useRealTimers()'],
])('a file that calls %s undoes it', (change, undo) => {
  const offenders = tests.filter(({ text }) => text.includes(change) && !text.includes(undo))
  expect(offenders.map(({ path }) => path)).toEqual([])
})
