import { createHash } from 'node:crypto'
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientError,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  type IDToken,
  ResponseBodyError,
} from 'openid-client'
import type { Staff } from '../../domain/election/election.ts'
import type { Clock } from '../../domain/instants.ts'
import type { Identification, StaffProvider } from '../../domain/staff/authorization.ts'
import type { Claims } from '../../domain/staff/staff-person.ts'

/** A sign-in makes at most four calls to the provider, and its function has 25 seconds. */
const timeoutSeconds = 5

/** Error codes for an ID token that has expired, or whose issuer, audience or nonce is wrong. */
const untrustedTokenCodes = [
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
]

/** Message of the error about an invalid signature. Other invalid answers have the same error code. */
const invalidSignatureMessage = 'JWT signature verification failed'

const clockSkewSeconds = 300

export async function discoverProvider(
  { issuer, clientId }: Pick<Staff, 'issuer' | 'clientId'>,
  clientSecret: string,
  clock: Clock,
): Promise<StaffProvider> {
  const server = new URL(issuer)
  const configuration = await discovery(server, clientId, clientSecret, undefined, {
    timeout: timeoutSeconds,
    execute: [
      enableNonRepudiationChecks,
      ...(server.protocol === 'http:' ? [allowInsecureRequests] : []),
    ],
  })
  return {
    async signInUrl({ state, nonce, codeVerifier }, returnUrl) {
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: returnUrl,
        scope: 'openid email',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      })
      return url.href
    },

    async identify({ state, nonce, codeVerifier }, { code, state: returnedState, iss }, returnUrl) {
      const url = new URL(returnUrl)
      url.search = String(
        new URLSearchParams({ code, state: returnedState, ...(iss !== undefined && { iss }) }),
      )
      try {
        const tokens = await authorizationCodeGrant(configuration, url, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        })
        const idToken = tokens.claims() as IDToken
        if (!isTrustedToken(idToken, { clientId, now: clock(), ...tokens })) {
          return { outcome: 'refused', why: 'token' }
        }
        const claims = idToken.email
          ? idToken
          : await readUserInfo(configuration, tokens.access_token, idToken)
        return { outcome: 'identified', claims: emailClaims(claims) }
      } catch (error) {
        return identificationFailure(error)
      }
    },
  }
}

interface IssuedTokens {
  clientId: string
  now: Date
  access_token: string
  id_token?: string
}

/** Checks `azp`, `iat` and `at_hash` more strictly than the library (OpenID Connect Core, 3.1.3.7 and 3.1.3.8). */
function isTrustedToken({ azp, iat, at_hash: hash }: IDToken, tokens: IssuedTokens): boolean {
  if (azp !== undefined && azp !== tokens.clientId) return false
  if (Math.abs(tokens.now.getTime() / 1000 - iat) > clockSkewSeconds) return false
  return hash === undefined || hash === halfHash(tokens.access_token, tokens.id_token)
}

function halfHash(accessToken: string, idToken = ''): string {
  const header = JSON.parse(Buffer.from(idToken.split('.')[0] ?? '', 'base64url').toString())
  // `EdDSA` and `Ed25519` name no hash size. They use SHA-512.
  const [bits = '512'] = /(256|384|512)$/.exec(header.alg) ?? []
  const hash = createHash(`sha${bits}`).update(accessToken).digest()
  return hash.subarray(0, hash.length / 2).toString('base64url')
}

/** Reads the user's e-mail address, which some providers, such as ProConnect, leave out of ID tokens. */
async function readUserInfo(configuration: Configuration, accessToken: string, { sub }: IDToken) {
  const { userinfo_endpoint: endpoint } = configuration.serverMetadata()
  return endpoint ? fetchUserInfo(configuration, accessToken, sub) : {}
}

/** Cognito's userInfo endpoint returns `email_verified` as a string. */
export function emailClaims({ email, email_verified: verified }: Record<string, unknown>): Claims {
  return {
    email: typeof email === 'string' ? email : undefined,
    emailVerified: verified === undefined ? undefined : [true, 'true'].includes(verified as string),
  }
}

function identificationFailure(error: unknown): Identification {
  if (error instanceof ResponseBodyError && error.error === 'invalid_grant') {
    return { outcome: 'refused', why: 'code' }
  }
  const code = error instanceof ResponseBodyError ? error.error : codeOf(error)
  const { cause } = Object(error) as { cause?: { message?: string } }
  if (untrustedTokenCodes.includes(code) || cause?.message === invalidSignatureMessage)
    return { outcome: 'refused', why: 'token' }
  return { outcome: 'unavailable', why: code }
}

/** Leaves out the error's message, which may contain parts of the answer. */
function codeOf(error: unknown): string {
  if (error instanceof ClientError && error.code) return error.code
  return (error as Error).name
}
