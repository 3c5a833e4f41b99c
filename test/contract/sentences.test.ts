import { expect, test } from 'vitest'
import { fieldCodes, problems } from '../../shared/contract/problems.ts'
import { fieldTexts, problemTexts } from '../../shared/texts/problems.ts'

test('every code of the contract has a sentence, and every sentence a code', () => {
  expect(Object.keys(problemTexts).sort()).toEqual(Object.keys(problems).sort())
  const { token: _, wants: __, corrects: ___, ...typed } = fieldCodes
  const codes = Object.entries(typed).flatMap(([field, codes]) =>
    codes.map((code) => `${field}.${code}`),
  )
  expect(Object.keys(fieldTexts).sort()).toEqual([...codes, 'other'].sort())
})
