import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type {
  APIGatewayProxyEventV2WithIAMAuthorizer,
  APIGatewayProxyStructuredResultV2,
} from 'aws-lambda'
import { readLocalCaller } from '../team/keys/local-caller.ts'
import type { SynthesisedApp } from './app/read-app.ts'
import { FunctionError, type Lambdas } from './lambda.ts'
import { type LoopbackServer, listenOnLoopback } from './loopback.ts'

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const payloadLimitBytes = 6 * 1024 * 1024

/**
 * Answers at the URL of the one function that has one as Lambda does, to whoever signs for it: signatures are looked at,
 * and not verified.
 * @param lambdas undefined until they run
 */
export function startFunctionUrl(
  { place, teamFunctionName }: Pick<SynthesisedApp, 'place' | 'teamFunctionName'>,
  lambdas: () => Pick<Lambdas, 'invoke'> | undefined,
): Promise<LoopbackServer> {
  const scope = `${place.region}/lambda/aws4_request`

  async function answer(request: IncomingMessage, body: Buffer) {
    const signature = request.headers.authorization ?? ''
    const isSigned = signature.startsWith('AWS4-HMAC-SHA256 ') && signature.includes(`/${scope}, `)
    if (!isSigned || !/SignedHeaders=[^,]*\bhost\b/.test(signature))
      return message(403, 'Forbidden')
    if (body.length > payloadLimitBytes) return message(413, 'Request Entity Too Large')
    const running = lambdas()
    if (!running) return message(503, 'Service Unavailable')
    try {
      const event = eventOf(place.accountId, request, body)
      return resultOf(await running.invoke(teamFunctionName, event))
    } catch (error) {
      if (error instanceof FunctionError) return message(502, 'Internal Server Error')
      throw error
    }
  }

  return listenOnLoopback(async (request, response) => {
    const body = await buffer(request)
    const { status, headers, text } = await answer(request, body)
    response.writeHead(status, headers)
    response.end(text)
  })
}

function resultOf(result: unknown) {
  const { statusCode = 200, headers, body } = result as APIGatewayProxyStructuredResultV2
  return { status: statusCode, headers: headers as Record<string, string>, text: body ?? '' }
}

function message(status: number, said: string) {
  const headers = { 'content-type': 'application/json' }
  return { status, headers, text: JSON.stringify({ Message: said }) }
}

// https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
function eventOf(
  accountId: string,
  { method = '', headers }: IncomingMessage,
  body: Buffer,
): APIGatewayProxyEventV2WithIAMAuthorizer {
  const { role, name, address } = readLocalCaller(headers)
  const now = new Date()
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/',
    rawQueryString: '',
    headers: { 'content-type': String(headers['content-type']) },
    requestContext: {
      accountId,
      apiId: 'local',
      authorizer: {
        iam: {
          accessKey: 'local',
          accountId,
          callerId: `LOCAL:${name}`,
          cognitoIdentity: null,
          principalOrgId: '',
          userArn: `arn:aws:sts::${accountId}:assumed-role/${role}/${name}`,
          userId: `LOCAL:${name}`,
        },
      },
      domainName: 'localhost',
      domainPrefix: 'localhost',
      http: { method, path: '/', protocol: 'HTTP/1.1', sourceIp: address, userAgent: '' },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    body: body.toString('base64'),
    isBase64Encoded: true,
  }
}
