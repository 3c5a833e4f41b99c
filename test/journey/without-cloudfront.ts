import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { callApi, type HttpRequest, type HttpResponse } from '../../local/api-gateway.ts'
import { clientDefaults } from '../../local/engines.ts'
import { type LocalOptions, variable } from '../../local/run.ts'
import { readKeyRing } from '../../shared/domain/key-ring.ts'
import { cookieHeader, keepCookie } from './cookies.ts'
import { type Json, type LocalRun, runLocally } from './local-run.ts'

export interface BareRun extends LocalRun {
  call(request: Partial<HttpRequest>): Promise<HttpResponse>
  originToken: string
}

export async function runWithoutCloudFront(options: Partial<LocalOptions>): Promise<BareRun> {
  let secretsEndpoint = ''
  const { proxyEndpoint = async (endpoint: string) => endpoint } = options
  const run = await runLocally({
    ...options,
    proxyEndpoint: async (endpoint, engine) => {
      if (engine === 'secretsmanager') secretsEndpoint = endpoint
      return proxyEndpoint(endpoint, engine)
    },
  })
  const originToken = await readSecret(secretsEndpoint, variable(run.app, 'ORIGIN_TOKEN_SECRET'))
  return {
    ...run,
    originToken,
    call: ({ headers, path = '/api/voter', ...request }) =>
      callApi(run.app, run.lambdas, {
        method: 'GET',
        body: Buffer.alloc(0),
        sourceIp: '127.0.0.1',
        ...request,
        path: `/${run.app.api.stage}${path}`,
        headers: { 'x-origin-token': [originToken], ...headers },
      }),
  }
}

export async function readSecret(endpoint: string, SecretId: string): Promise<string> {
  const client = new SecretsManagerClient({ ...clientDefaults, endpoint })
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }))
  client.destroy()
  return readKeyRing(SecretString ?? '').current
}

export class BareClient {
  readonly cookies = new Map<string, string>()
  readonly #run: BareRun
  readonly #address: string

  constructor(run: BareRun, address: string) {
    this.#run = run
    this.#address = address
  }

  async send(
    method: string,
    path: string,
    json?: unknown,
  ): Promise<{ status: number; body: Json }> {
    const cookie = cookieHeader(this.cookies)
    const { status, headers, body } = await this.#run.call({
      method,
      path,
      headers: {
        'cloudfront-viewer-address': [`${this.#address}:443`],
        'content-type': ['application/json'],
        ...(cookie && { cookie: [cookie] }),
      },
      body: Buffer.from(json === undefined ? '' : JSON.stringify(json)),
    })
    for (const [name, line] of headers) if (name === 'set-cookie') keepCookie(this.cookies, line)
    const text = body.toString()
    return { status, body: text === '' ? undefined : JSON.parse(text) }
  }
}
