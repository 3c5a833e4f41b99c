import { describe, expect, it } from 'vitest'
import { callApi, type HttpRequest, matchRoute, responseOf } from '../../local/api-gateway.ts'
import { FunctionError } from '../../local/lambda.ts'

const keys = [
  'ANY /{proxy+}',
  'GET /api/reissues/{id}',
  'GET /api/reissues/latest',
  'POST /api/reissues',
  'ANY /api/reissues',
]

it.each([
  ['GET', '/api/reissues/a%20b', 'GET /api/reissues/{id}', { id: 'a b' }],
  ['GET', '/api/reissues/%E0', 'GET /api/reissues/{id}', { id: '%E0' }],
  ['GET', '/api/reissues/latest', 'GET /api/reissues/latest', {}],
  ['POST', '/api/reissues', 'POST /api/reissues', {}],
  ['DELETE', '/api/reissues/42', 'ANY /{proxy+}', { proxy: 'api/reissues/42' }],
  ['GET', '/api/reissues/42/more', 'ANY /{proxy+}', { proxy: 'api/reissues/42/more' }],
])('the route for %s %s is %s', (method, path, key, pathParameters) => {
  expect(matchRoute(keys, method, path)).toEqual({ key, pathParameters })
})

it.each([undefined, { body: 'oui' }, { statusCode: 600 }, { statusCode: 200, body: { a: 1 } }])(
  'a malformed result of a function is a 500: %j',
  (result) => {
    const { status, body } = responseOf(result)
    expect([status, body.toString()]).toEqual([500, '{"message":"Internal Server Error"}'])
  },
)

describe('a call', () => {
  const app = {
    api: {
      domainName: 'abc.execute-api.eu-west-3.amazonaws.com',
      stage: 'secret',
      routes: [{ key: 'POST /api/{name}', functionName: 'Take' }],
    },
    account: { accountId: '000000000000', region: 'eu-west-3', sqsEndpoint: 'http://sqs' },
  }
  const request: HttpRequest = {
    method: 'POST',
    path: '/secret/api/a%20b',
    headers: {},
    body: Buffer.alloc(0),
    sourceIp: '127.0.0.1',
  }
  it('is refused above 10 MB, and 404 without a route', async () => {
    const invoke = async () => expect.unreachable()
    const large = { ...request, body: Buffer.alloc(10 * 1024 * 1024 + 1) }
    expect((await callApi(app, { invoke }, large)).status).toBe(413)
    expect((await callApi(app, { invoke }, { ...request, method: 'GET' })).status).toBe(404)
  })

  it('returns a bare 500 if the function fails', async () => {
    const invoke = async () => {
      throw new FunctionError('Take', 'TypeError', 'secret')
    }
    const { status, body } = await callApi(app, { invoke }, request)
    expect({ status, body: body.toString() }).toEqual({
      status: 500,
      body: '{"message":"Internal Server Error"}',
    })
  })
})
