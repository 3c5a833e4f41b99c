import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { cachedBuild } from '../../shared/tooling/build-cache.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

const directory = temporaryFolder(afterAll)

let made = 0
const make = (variant: string) => {
  const files = cachedBuild('test', [directory], variant, () => {
    made += 1
    return new Map([['made.txt', Buffer.from(`number ${made}`)]])
  })
  return files.get('made.txt')?.toString()
}

test('a build is made once from the same sources, and again after any change', () => {
  writeFileSync(join(directory, 'one.ts'), 'first')
  expect(make('')).toBe('number 1')
  expect(make('')).toBe('number 1')

  writeFileSync(join(directory, 'one.ts'), 'other')
  expect(make('')).toBe('number 2')

  mkdirSync(join(directory, 'deep'))
  writeFileSync(join(directory, 'deep', 'two.ts'), 'more')
  expect(make('')).toBe('number 3')
  expect(make('red')).toBe('number 4')

  writeFileSync(join(directory, 'one.ts'), 'otherm')
  writeFileSync(join(directory, 'deep', 'two.ts'), 'ore')
  expect(make('')).toBe('number 5')
  expect(make('red')).toBe('number 6')
})
