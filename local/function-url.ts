import type { IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { readLocalCaller } from '../team/keys/local-caller.ts'
import { eventOf, type HttpResponse, jsonResponse, responseOf } from './api-gateway.ts'
import type { SynthesisedApp } from './app/read-app.ts'
import { FunctionError, type Lambdas } from './lambda.ts'
import { type LoopbackServer, listenOnLoopback } from './loopback.ts'

type App = Pick<SynthesisedApp, 'account' | 'teamFunctionName'>

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const payloadLimitBytes = 6 * 1024 * 1024

/** Checks the form of a request's signature, but not its value. */
export function startFunctionUrlServer(
  { account, teamFunctionName }: App,
  getLambdas: () => Pick<Lambdas, 'invoke'> | undefined,
): Promise<LoopbackServer> {
  const credentialScope = `${account.region}/lambda/aws4_request`

  async function answer(request: IncomingMessage, body: Buffer): Promise<HttpResponse> {
    const signature = request.headers.authorization ?? ''
    const isSigned =
      signature.startsWith('AWS4-HMAC-SHA256 ') && signature.includes(`/${credentialScope}, `)
    if (!isSigned || !/SignedHeaders=[^,]*\bhost\b/.test(signature))
      return jsonResponse(403, { Message: 'Forbidden' })
    if (body.length > payloadLimitBytes)
      return jsonResponse(413, { Message: 'Request Entity Too Large' })
    const lambdas = getLambdas()
    if (!lambdas) return jsonResponse(503, { Message: 'Service Unavailable' })
    try {
      return responseOf(await lambdas.invoke(teamFunctionName, iamEvent(account, request, body)))
    } catch (error) {
      if (error instanceof FunctionError)
        return jsonResponse(502, { Message: 'Internal Server Error' })
      throw error
    }
  }

  return listenOnLoopback(async (request, response) => {
    const { status, headers, body } = await answer(request, await buffer(request))
    response.writeHead(status, Object.fromEntries(headers))
    response.end(body)
  })
}

// https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
function iamEvent(account: App['account'], request: IncomingMessage, body: Buffer) {
  const { accountId } = account
  const { role, name, address } = readLocalCaller(request.headers)
  const headers = { 'content-type': [String(request.headers['content-type'])] }
  const event = eventOf(
    { api: { domainName: 'localhost', stage: '$default' }, account },
    { method: request.method ?? '', path: '/', headers, body, sourceIp: address },
    { key: '$default', pathParameters: {} },
  )
  const userArn = `arn:aws:sts::${accountId}:assumed-role/${role}/${name}`
  const iam = { accessKey: 'local', accountId, userArn, userId: `LOCAL:${name}` }
  return { ...event, requestContext: { ...event.requestContext, authorizer: { iam } } }
}
