import { expect, it } from 'vitest'
import { textOf } from './repository.ts'

type Survivors = Record<string, { code: string }[]>

const onOneLine = (text: string) => text.replace(/\s+/g, ' ')

it('accepted surviving mutants quote code that exists', () => {
  const survivors: Survivors = JSON.parse(textOf('test/mutants/survivors.json'))
  const gone = Object.entries(survivors).flatMap(([file, mutants]) => {
    const source = onOneLine(textOf(file))
    return mutants.filter(({ code }) => !source.includes(code.replace(/…$/, '')))
  })
  expect(gone).toEqual([])
})
