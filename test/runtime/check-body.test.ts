import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { emailField, passwordField, textField } from '../../shared/contract/fields.ts'
import { checkBody, readBody } from '../../shared/runtime/check-body.ts'
import { Problem } from '../../shared/runtime/problem.ts'

const schema = z.object({ email: emailField, password: passwordField, note: textField(5) })
const right = { email: 'a@b.example', password: ' ', note: '12345' }

it('a valid body is accepted, with a password of spaces too', () => {
  expect(checkBody(schema, right)).toEqual({ value: right })
  expect(readBody(schema, right)).toEqual(right)
})

it.each([
  [{}, { email: 'required', password: 'required', note: 'required' }],
  [{ ...right, email: null }, { email: 'required' }],
  [{ ...right, email: '' }, { email: 'required' }],
  [{ ...right, email: 'nobody' }, { email: 'malformed' }],
  [{ ...right, email: 'a b@c.example' }, { email: 'malformed' }],
  [{ ...right, email: `${'a'.repeat(250)}@b.example` }, { email: 'malformed' }],
  [{ ...right, email: ['a@b.example'] }, { email: 'wrong-type' }],
  [{ ...right, password: '' }, { password: 'required' }],
  [{ ...right, password: 'x'.repeat(1025) }, { password: 'too-long' }],
  [{ ...right, password: { $ne: '' } }, { password: 'wrong-type' }],
  [{ ...right, note: '123456' }, { note: 'too-long' }],
  [{ ...right, note: '        ' }, { note: 'required' }],
  [{ ...right, note: Number.NaN }, { note: 'wrong-type' }],
])('a malformed body is refused with the first error of each field: %.80j', (body, expected) => {
  const checked = checkBody(schema, body)
  const errors = 'errors' in checked ? checked.errors : []
  expect(Object.fromEntries(errors.map(({ field, code }) => [field, code]))).toEqual(expected)
  expect(() => readBody(schema, body)).toThrow(Problem)
})

it.each([[null], [0], ['a@b.example'], [[right]]])(
  'a body that is no object is refused: %j',
  (body) => {
    expect(checkBody(schema, body)).toEqual({ errors: [] })
    expect(() => readBody(schema, body)).toThrow('invalid-input')
  },
)
