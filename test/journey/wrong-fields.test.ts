import { describe, expect, test } from 'vitest'
import { ApiClient, filledForm, type Json, phoneNumber, signIn } from './local-run.ts'
import {
  expectFieldError,
  expectProblem,
  hostileTexts,
  nothingHappened,
  routesOf,
  startTarget,
  voterNumber,
  wrongTypes,
} from './wrong-input.ts'

const target = startTarget()
const routes = routesOf(target)

const fieldsOfRoutes = Object.values(routes).flatMap((route) =>
  route.fields.map((field) => ({
    ...route,
    field,
    name: `${field} of ${route.method} ${route.path}`,
  })),
)

describe.for(fieldsOfRoutes)('$name', ({ method, path, field, right, as }) => {
  const send = (json: unknown) => as().send(method, path, { json })

  test('must be there', async () => {
    const { [field]: _, ...without } = right()
    await expectFieldError(send, without, { field, code: 'required' })
    await expectFieldError(send, { ...right(), [field]: null }, { field, code: 'required' })
  })

  if (field !== 'captcha') {
    // A password of spaces is one.
    const blanks = field === 'password' ? [''] : ['', ' \t\n\u00a0']
    test('must not be blank', async () => {
      for (const blank of blanks) {
        await expectFieldError(send, { ...right(), [field]: blank }, { field, code: 'required' })
      }
    })
  }

  const otherTypes = field === 'captcha' ? { 'a number': 1, 'a text': 'abcd' } : wrongTypes
  test.for(Object.keys(otherTypes))('is not %s', async (type) => {
    const value = (otherTypes as Record<string, unknown>)[type]
    await expectFieldError(send, { ...right(), [field]: value }, { field, code: 'wrong-type' })
  })
})

describe('the security code of a reissue', () => {
  const send = (captcha: unknown) =>
    target.client.send('POST', '/api/reissues', { json: { ...target.form, captcha } })
  const expectError = (captcha: unknown, code: string) =>
    expectFieldError(send, captcha, { field: 'captcha', code })

  test('needs both its parts, as texts', async () => {
    const { id, code } = target.form.captcha
    for (const absent of [undefined, null, '', '  ']) {
      await expectError({ id, code: absent }, 'required')
      await expectError({ id: absent, code }, 'required')
    }
    for (const wrong of [9456, true, ['9456'], {}]) {
      await expectError({ id, code: wrong }, 'wrong-type')
      await expectError({ id: wrong, code }, 'wrong-type')
    }
    await expectError([id, code], 'wrong-type')
  })

  test.for(Object.keys(hostileTexts))('is not %s', async (kind) => {
    const { id, code } = target.form.captcha
    const hostile = hostileTexts[kind] as string
    await expectError({ id, code: hostile }, 'malformed')
    const answer = await send({ id: hostile, code })
    const readable = hostile.length <= 64 && hostile.isWellFormed()
    const refusal = readable ? 'captcha-failed' : 'invalid-input'
    expectProblem(answer, 400, refusal, { json: { id: hostile, code } })
  })

  test('of another voter is refused as a wrong one', async () => {
    const other = voterNumber(target, 1)
    const { captcha } = await filledForm(await signIn(target.run, other), other, phoneNumber(1))
    expectProblem(await send(captcha), 400, 'captcha-failed', { json: captcha })
  })
})

describe.for(['phone', 'numen', 'birthDate'])('%s of a reissue', (field) => {
  const send = (json: unknown) => target.client.send('POST', '/api/reissues', { json })

  test.for(Object.keys(hostileTexts))('is not %s', async (kind) => {
    const json = { ...target.form, [field]: hostileTexts[kind] }
    await expectFieldError(send, json, { field, code: 'malformed' })
  })
})

test.for([
  ['phone', '0142000000', 'not-mobile'],
  ['phone', '+1 202 555 0123', 'territory-not-allowed'],
  ['phone', '+49 1512 3456789', 'territory-not-allowed'],
  ['phone', '06123456', 'malformed'],
  ['phone', '0612345678;ext=12', 'malformed'],
  ['numen', '01E1000000AB', 'malformed'],
  ['numen', '01E1000000ABCD', 'malformed'],
  ['birthDate', '07/03/1980', 'malformed'],
  ['birthDate', '1980-02-30', 'not-a-date'],
  ['birthDate', '0000-01-01', 'out-of-range'],
  ['birthDate', '2999-01-01', 'out-of-range'],
] as const)('%s of a reissue is not %s: %s', async ([field, value, code]) => {
  const send = (json: unknown) => target.client.send('POST', '/api/reissues', { json })
  await expectFieldError(send, { ...target.form, [field]: value }, { field, code })
})

test('all the fields that are wrong are told at once, and no other', async () => {
  const json = { phone: 'x', numen: '', birthDate: 12, captcha: { id: 'x', code: 'abc' }, more: 1 }
  const { errors } = expectProblem(
    await target.client.send('POST', '/api/reissues', { json }),
    400,
    'invalid-input',
  )
  expect(errors.map(({ field, code }: Json) => [field, code])).toEqual([
    ['phone', 'malformed'],
    ['numen', 'required'],
    ['birthDate', 'wrong-type'],
    ['captcha', 'malformed'],
  ])
})

describe.for(Object.keys(hostileTexts))('a sign-in with %s', (kind) => {
  const hostile = hostileTexts[kind] as string

  test('in its address is refused at that field', async () => {
    await expectFieldError(
      (json) => new ApiClient(target.run.siteUrl).send('POST', '/api/session', { json }),
      { email: hostile, password: target.voter.password },
      { field: 'email', code: 'malformed' },
    )
  })

  test('in its password is refused', async () => {
    const one = voterNumber(target, 2)
    const json = { email: one.email, password: hostile }
    // From a known browser of its own each time: one that is not known has five tries.
    const answer = await (await signIn(target.run, one)).send('POST', '/api/session', { json })
    if (hostile.length > 1024) expectProblem(answer, 400, 'invalid-input', { json })
    else expectProblem(answer, 401, 'wrong-credentials', { json })
  })
})

describe.for(Object.keys(hostileTexts))('a link or a password with %s', (kind) => {
  const hostile = hostileTexts[kind] as string
  const send = (method: string, path: string, json: unknown) =>
    new ApiClient(target.run.siteUrl).send(method, path, { json })

  test('in the address that asks for it is refused at that field', async () => {
    await expectFieldError(
      (json) => send('POST', '/api/account/link', json),
      { email: hostile },
      { field: 'email', code: 'malformed' },
    )
  })

  test('in place of its token opens nothing', async () => {
    const json = { token: hostile, password: 'la barque du phare' }
    const answer = await send('PUT', '/api/account/password', json)
    expectProblem(answer, 410, 'link-expired', { json: { token: hostile } })
  })

  test('as its password tells nothing of a link that is not there', async () => {
    const json = { token: `${'x'.repeat(22)}.${'x'.repeat(43)}`, password: hostile }
    const answer = await send('PUT', '/api/account/password', json)
    if (hostile.length > 1024) expectProblem(answer, 400, 'invalid-input', { json })
    else expectProblem(answer, 410, 'link-expired', { json })
  })
})

describe.for(Object.keys(hostileTexts))('an entry into the booth with %s', (kind) => {
  const hostile = hostileTexts[kind] as string

  test.for([
    ['identifier', 64, 3],
    ['password', 1024, 4],
  ] as const)('as %s is refused', async ([field, longest, voterIndex]) => {
    const one = voterNumber(target, voterIndex)
    const { identifier, password } = one
    const json = { identifier, password, [field]: hostile }
    const answer = await (await signIn(target.run, one)).send('POST', '/api/booth/session', {
      json,
    })
    if (hostile.length > longest) expectProblem(answer, 400, 'invalid-input')
    else expectProblem(answer, 401, 'wrong-credentials')
    expect(answer.text).not.toContain(hostile)
  })
})

nothingHappened(target, 6)
