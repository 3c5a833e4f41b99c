import { expect, test } from 'vitest'
import { charactersOutsideGsm7, septetsOf } from '../../shared/domain/sms/gsm7.ts'

test('the GSM-7 alphabet has 127 characters and 9 more in its extension table, out of all of Unicode', () => {
  const inside = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter(
    (character) => charactersOutsideGsm7(character).length === 0,
  )
  expect(inside.filter((character) => septetsOf(character) === 1)).toHaveLength(127)
  expect(inside.filter((character) => septetsOf(character) === 2).sort()).toEqual(
    [...'[\\]^{|}~€'].sort(),
  )
  expect(inside).toHaveLength(127 + 9)
})

test('the GSM-7 alphabet names each character outside once, and none of its French letters', () => {
  expect(charactersOutsideGsm7('àäåÄÅÇÉéèìñÑòöÖøØùüÜæÆß')).toEqual([])
  expect(charactersOutsideGsm7('Forêt, fête et 😀😀')).toEqual(['ê', '😀'])
})

test('the GSM-7 alphabet counts two septets for the characters of the extension table and one for the others', () => {
  expect(septetsOf('')).toBe(0)
  expect(septetsOf('Éducation\n')).toBe(10)
  expect(septetsOf('5 €')).toBe(4)
  expect(septetsOf('[~]')).toBe(6)
})
