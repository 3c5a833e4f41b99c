import { expect, it } from 'vitest'
import { repositoryFiles, textOf } from './repository.ts'

const tests = repositoryFiles('.test.ts').map((path) => ({ path, text: textOf(path) }))

// Test files share a process: a global change would affect the local runs of later files.

it('a mock of every client of a kind is undone by the file that made it', () => {
  const left = tests.flatMap(({ path, text }) =>
    [...text.matchAll(/(?:const (\w+) = )?\bmockClient\(([A-Z]\w+)\)/g)]
      .filter(([, name]) => !name || !text.includes(`${name}.restore()`))
      .map(([, , kind]) => `${kind} in ${path}`),
  )
  expect(left).toEqual([])
})

it.each([
  ['vi.stubEnv(', 'vi.unstubAllEnvs()'],
  ['vi.stubGlobal(', 'vi.unstubAllGlobals()'],
  ['vi.useFakeTimers(', 'vi.useRealTimers()'],
])('what %s changes is undone by the same file', (change, undo) => {
  const left = tests.filter(({ text }) => text.includes(change) && !text.includes(undo))
  expect(left.map(({ path }) => path)).toEqual([])
})
