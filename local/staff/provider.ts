import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { htmlEscape } from 'escape-goat'
import Provider, { type Configuration, interactionPolicy } from 'oidc-provider'
import { type LoopbackServer, listenOnLoopback } from '../loopback.ts'
import { demoPeople } from './demo-people.ts'

const { base, Check } = interactionPolicy

// Without an explicit adapter, oidc-provider logs a warning at each start.
const memoryAdapterUrl = new URL('adapters/memory_adapter.js', import.meta.resolve('oidc-provider'))
const { createMemoryAdapter } = await import(memoryAdapterUrl.href)

interface ProviderOptions {
  port: number
  clientId: string
  clientSecret: string
  redirectUri: string
}

export function startProvider(options: ProviderOptions): Promise<LoopbackServer> {
  const provider = new Provider(`http://localhost:${options.port}`, configurationOf(options))
  const serve = provider.callback()
  return listenOnLoopback(async (request, response) => {
    if (request.url?.startsWith('/interaction/')) return choosePerson(provider, request, response)
    return serve(request, response)
  }, options.port)
}

function configurationOf({ clientId, clientSecret, redirectUri }: ProviderOptions): Configuration {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    adapter: createMemoryAdapter(),
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    claims: { email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 60, IdToken: 60 },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}`, policy: promptEachTimePolicy() },
    async findAccount(_, accountId) {
      const email = demoPeople[Number(accountId)]?.email
      return { accountId, claims: async () => ({ sub: accountId, email, email_verified: true }) }
    },
    async loadExistingGrant({ oidc }) {
      const { client, session, provider } = oidc
      const accountId = session?.accountId
      if (!client || !accountId) return undefined
      const grant = new provider.Grant({ clientId: client.clientId, accountId })
      grant.addOIDCScope('openid email')
      await grant.save()
      return grant
    },
  }
}

function promptEachTimePolicy() {
  const policy = base()
  const check = new Check('each-time', 'sign in again', 'login_required', ({ oidc }) =>
    oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
  )
  policy.get('login')?.checks.add(check)
  return policy
}

async function choosePerson(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '', provider.issuer)
  const accountId = searchParams.get('compte')
  if (request.method === 'POST' && accountId !== null) {
    await provider.interactionFinished(request, response, { login: { accountId } })
    return
  }
  await provider.interactionDetails(request, response)
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  response.end(pageOf(pathname))
}

function pageOf(path: string): string {
  const personForms = demoPeople.map(
    ({ name, email, role = 'absent de la liste' }, index) =>
      `<form method="post" action="${htmlEscape(path)}?compte=${index}"><button>${htmlEscape(name)}</button> ${htmlEscape(email)} (${role})</form>`,
  )
  return `<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>Fournisseur d’identité de démonstration</title><style>body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:40rem;padding:0 1rem}button{min-height:44px;font:inherit}</style><h1>Qui êtes-vous ?</h1>${personForms.join('')}</html>`
}
