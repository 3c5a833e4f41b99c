import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { callApi, type HttpRequest } from '../../local/api-gateway.ts'
import { clientDefaults } from '../../local/emulators.ts'
import { envVar, type LocalOptions } from '../../local/run.ts'
import { readKeyRing } from '../../shared/domain/keys.ts'
import { ApiClient, runLocally } from './local-run.ts'

export type BareRun = Awaited<ReturnType<typeof runWithoutCloudFront>>

export async function runWithoutCloudFront(options: Partial<LocalOptions>) {
  let secretsEndpoint = ''
  const { startProxy = async (endpoint: string) => endpoint } = options
  const run = await runLocally({
    ...options,
    startProxy: async (endpoint, emulator) => {
      if (emulator === 'secretsmanager') secretsEndpoint = endpoint
      return startProxy(endpoint, emulator)
    },
  })
  const originToken = await readSecret(secretsEndpoint, envVar(run.app, 'ORIGIN_TOKEN_SECRET'))
  return {
    ...run,
    originToken,
    call: ({ headers, path = '/api/voter', ...request }: Partial<HttpRequest>) =>
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

export const bareClient = (run: BareRun, address: string) =>
  new ApiClient(run.siteUrl, async (path, { method, body, headers }) => {
    const seen = { 'cloudfront-viewer-address': `${address}:443`, ...headers }
    const answer = await run.call({
      ...{ method, path, body: Buffer.from(String(body ?? '')) },
      headers: Object.fromEntries(Object.entries(seen).map(([name, value]) => [name, [value]])),
    })
    const { status } = answer
    return new Response(status === 204 ? null : answer.body, { status, headers: answer.headers })
  })
