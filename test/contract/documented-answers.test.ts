import { expect, test } from 'vitest'
import { Problem, problemBody } from '../../shared/runtime/problem.ts'
import { publicReissue } from '../../shared/runtime/public-reissue.ts'
import { aReissue, neverSuspended } from '../builders/values.ts'
import { expectDocumented, type SeenAnswer } from './documented-answers.ts'

const reissueId = '6a1c0c5e-7d3f-4f4e-9a57-0f4a8f0f3c01'
const reissue = publicReissue(aReissue({ reissueId }), neverSuspended)

const json = (status: number, body: unknown): SeenAnswer => ({
  status,
  headers: new Headers({ 'content-type': 'application/json; charset=utf-8' }),
  body,
})

function problem(one: Problem): SeenAnswer {
  const body = problemBody(one)
  const type = { 'content-type': 'application/problem+json; charset=utf-8' }
  return { status: body.status, headers: new Headers(type), body }
}

const follow = (answer: SeenAnswer) => () =>
  expectDocumented('GET', `http://localhost:8080/api/reissues/${reissueId}?x=y`, answer)
const ask = (answer: SeenAnswer) => () => expectDocumented('POST', '/api/reissues', answer)
const signOut = (answer: SeenAnswer) => () => expectDocumented('DELETE', '/api/session', answer)

const empty = (headers: [string, string][] = []) => ({
  status: 204,
  headers: new Headers(headers),
  body: undefined,
})

const elsewhere = (method: string, url: string, answer: SeenAnswer) => () =>
  expectDocumented(method, url, answer)
const absent = problem(new Problem('not-found'))

const { maskedPhone, ...rest } = reissue

test.each<[string, () => void, string]>([
  ['with another status', follow(json(201, reissue)), 'no such status'],
  ['with a field that is not there', follow(json(200, { ...reissue, phone: '' })), 'additional'],
  ['without one of its fields', follow(json(200, rest)), "required property 'maskedPhone'"],
  ['with another form of time', ask(json(202, { ...reissue, expectedAt: '9 h' })), 'pattern'],
  ['with the code of another route', ask(problem(new Problem('vote-closed'))), 'constant'],
  [
    'without its headers',
    ask(problem(new Problem('too-many-attempts', { retryAfterSeconds: 5 }))),
    'no Retry-After',
  ],
  ['as another media type', ask({ ...json(202, reissue), headers: new Headers() }), 'media type'],
  ['with a body where none is', signOut({ ...empty(), body: {} }), 'a body'],
  ['of no route, with no problem', elsewhere('GET', '/api/nothing', empty()), 'the media type'],
  ['with the problem of no route', elsewhere('PUT', '/api/voter', absent), 'constant'],
  ['with a cookie of another route', signOut(empty([['set-cookie', 'a=b']])), 'the cookie a'],
])('an undocumented answer is refused %s', (_, check, reason) => {
  expect(check).toThrow('docs/openapi.json does not document this answer')
  expect(check).toThrow(reason)
})
