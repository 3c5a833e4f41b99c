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
  'what API Gateway cannot read of a function is a 500: %j',
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
    place: { accountId: '000000000000', region: 'eu-west-3', sqsEndpoint: 'http://sqs' },
  }
  const request: HttpRequest = {
    method: 'POST',
    path: '/secret/api/a%20b',
    headers: {
      'content-type': ['application/json'],
      cookie: ['a=1; b=2', 'c=3'],
      'x-a': ['1', '2'],
    },
    body: Buffer.from('{"é":1}'),
    sourceIp: '127.0.0.1',
  }
  async function eventOf(changes: Partial<HttpRequest> = {}) {
    let received: unknown
    const invoke = async (_: string, event: unknown) => {
      received = event
      return { statusCode: 204 }
    }
    await callApi(app, { invoke }, { ...request, ...changes })
    return received as Record<string, unknown>
  }

  it('reaches the function as an event of payload format 2.0', async () => {
    expect(await eventOf()).toMatchObject({
      version: '2.0',
      routeKey: 'POST /api/{name}',
      rawPath: '/secret/api/a%20b',
      rawQueryString: '',
      cookies: ['a=1', 'b=2', 'c=3'],
      headers: { 'content-type': 'application/json', 'x-a': '1,2', 'content-length': '8' },
      pathParameters: { name: 'a b' },
      requestContext: {
        http: { method: 'POST', path: '/secret/api/a%20b', sourceIp: '127.0.0.1' },
        stage: 'secret',
      },
      body: '{"é":1}',
      isBase64Encoded: false,
    })
    expect((await eventOf())?.headers).not.toHaveProperty('cookie')
  })

  it('hands over in base64 what is not text', async () => {
    const body = Buffer.from([0xff, 0x00])
    const headers = { 'content-type': ['application/x-www-form-urlencoded'] }
    expect(await eventOf({ body, headers })).toMatchObject({ body: '/wA=', isBase64Encoded: true })
  })

  it('is refused above 10 MB, and 404 without a route', async () => {
    const invoke = async () => expect.unreachable()
    const large = { ...request, body: Buffer.alloc(10 * 1024 * 1024 + 1) }
    expect((await callApi(app, { invoke }, large)).status).toBe(413)
    expect((await callApi(app, { invoke }, { ...request, method: 'GET' })).status).toBe(404)
  })

  it('to a function that fails is a 500 that says nothing of it', async () => {
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
