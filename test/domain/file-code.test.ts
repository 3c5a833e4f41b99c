import { expect, test } from 'vitest'
import { drawFileCode } from '../../shared/domain/staff/file-code.ts'

test('a code that opens a file is eight digits, drawn anew each time', () => {
  const drawn = Array.from({ length: 50 }, drawFileCode)
  for (const code of drawn) expect(code).toMatch(/^\d{8}$/)
  expect(new Set(drawn).size).toBe(50)
})
