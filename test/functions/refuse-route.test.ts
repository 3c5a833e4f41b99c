import { describe, expect, it } from 'vitest'
import { methodsOf } from '../../functions/refuse-route/refuse-route.ts'

const routes = [
  'POST /api/session',
  'DELETE /api/session',
  'GET /api/reissues/{id}',
  'POST /api/reissues',
]

describe('a request that no route took', () => {
  it.each([
    ['/api/session', ['POST', 'DELETE']],
    ['/api/reissues', ['POST']],
    ['/api/reissues/42', ['GET']],
    ['/api/reissues/{id}', ['GET']],
  ])('is told the methods of %s', (path, methods) => {
    expect(methodsOf(path, routes)).toEqual(methods)
  })

  it.each([
    '',
    '/api/Session',
    '/api/reissues/',
    '/api/reissues/42/cancel',
    '//api/session',
    '/__proto__',
  ])('is told that %s does not exist', (path) => {
    expect(methodsOf(path, routes)).toEqual([])
  })
})
