import { expect, test } from 'vitest'
import { reissueForm } from '../../functions/request-reissue/reissue-form.ts'
import { checkBody } from '../../shared/runtime/check-body.ts'
import { now } from '../builders/values.ts'

const schema = reissueForm({}, ['FR', 'RE'], now)

const right = {
  phone: '06 12 34 56 78',
  numen: '06e9712345abc',
  birthDate: '1975-03-27',
  captcha: { id: 'captcha-1', code: '9456' },
}

const check = (body: unknown) => checkBody(schema, body)

function errorsOf(body: unknown) {
  const checked = check(body)
  if (!('errors' in checked)) throw new Error('The form was accepted')
  return Object.fromEntries(checked.errors.map(({ field, code }) => [field, code]))
}

const required = 'required'
const allAbsent = { phone: required, numen: required, birthDate: required, captcha: required }

const withCaptcha = (captcha: object) => ({ ...right, captcha: { ...right.captcha, ...captcha } })

test('the form of a request is read into canonical values', () => {
  expect(check(right)).toEqual({
    value: { ...right, phone: '+33612345678', numen: '06E9712345ABC' },
  })
  expect(check(withCaptcha({ code: ' 0042 ' }))).toMatchObject({
    value: { captcha: { code: '0042' } },
  })
})

test('the form of a request tells every wrong field at once', () => {
  expect(errorsOf({})).toEqual(allAbsent)
  expect(errorsOf({ phone: '01 23 45 67 89', numen: '?', birthDate: '27/03/1975' })).toEqual({
    phone: 'not-mobile',
    numen: 'malformed',
    birthDate: 'malformed',
    captcha: 'required',
  })
})

test.each([
  ['phone', '', 'required'],
  ['phone', ' \t\u00a0', 'required'],
  ['phone', 'my phone', 'malformed'],
  ['phone', `06 12 34 56 78${' '.repeat(60)}`, 'malformed'],
  ['phone', '01 23 45 67 89', 'not-mobile'],
  ['phone', '+44 7400 123456', 'territory-not-allowed'],
  ['numen', '06E9712345AB', 'malformed'],
  ['birthDate', '27/03/1975', 'malformed'],
  ['birthDate', '1975-02-30', 'not-a-date'],
  ['birthDate', '2020-01-01', 'out-of-range'],
])('the form of a request refuses %s %j as %s, and only that field', (field, typed, code) => {
  expect(errorsOf({ ...right, [field]: typed })).toEqual({ [field]: code })
})

test.each([
  [{ code: '' }, 'required'],
  [{ code: null }, 'required'],
  [{ code: 9456 }, 'wrong-type'],
  [{ code: '945' }, 'malformed'],
  [{ code: '٩٤٥٦' }, 'malformed'],
  [{ id: '' }, 'required'],
  [{ id: 42 }, 'wrong-type'],
  [{ id: 'x'.repeat(65) }, 'malformed'],
  [{ id: 'half a pair \ud83d' }, 'malformed'],
])('the form of a request refuses the captcha %j as %s', (captcha, code) => {
  expect(errorsOf(withCaptcha(captcha))).toEqual({ captcha: code })
})

test('the form of a request is not fooled by a __proto__, nor by fields it does not know', () => {
  const hostile = JSON.parse(
    `{"__proto__": ${JSON.stringify(right)}, "constructor": {"prototype": {"phone": "x"}}}`,
  )
  expect(errorsOf(hostile)).toEqual(allAbsent)
  const more = JSON.parse(`{"__proto__": {"admin": true}, ${JSON.stringify(right).slice(1)}`)
  const checked = check({ ...more, voterId: 'of another', reissueCount: 0 })
  expect(Object.keys('value' in checked ? checked.value : {}).toSorted()).toEqual(
    Object.keys(right).toSorted(),
  )
})
