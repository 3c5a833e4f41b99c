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
import type { Staff } from '../../domain/election/election-staff.ts'
import type { Identification, StaffProvider } from '../../domain/staff/authorization.ts'
import type { Claims } from '../../domain/staff/staff-person.ts'

/** Of each call; a sign-in makes four at most, and Lambda gives it 25. */
const timeoutSeconds = 5

/** A nonce or an audience that is another's: somebody else's token, and no failure of the provider. */
const claimOfAnother = 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'

/**
 * An OpenID Connect provider, found by its discovery document. All that is called is the issuer's own, or named in that
 * document, by HTTPS unless the issuer is on this very machine; no redirect is followed. What it signs is verified
 * with its keys, which are kept and read again when one is unknown.
 * @throws Error when the document cannot be had, or is another issuer's
 */
export async function discoverProvider(
  { issuer, clientId }: Pick<Staff, 'issuer' | 'clientId'>,
  clientSecret: string,
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
    async signInAddress({ state, nonce, codeVerifier }, returnTo) {
      const address = buildAuthorizationUrl(configuration, {
        redirect_uri: returnTo,
        scope: 'openid email',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      })
      return address.href
    },

    async identify({ state, nonce, codeVerifier }, { code, state: returnedState, iss }, returnTo) {
      const address = new URL(returnTo)
      address.search = String(
        new URLSearchParams({ code, state: returnedState, ...(iss !== undefined && { iss }) }),
      )
      try {
        const tokens = await authorizationCodeGrant(configuration, address, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        })
        // `idTokenExpected` has it there.
        const told = tokens.claims() as IDToken
        const claims = told.email ? told : await userInfo(configuration, tokens.access_token, told)
        return { outcome: 'identified', claims: claimsIn(claims) }
      } catch (error) {
        return failure(error)
      }
    },
  }
}

/** Of those who put no address in their tokens, as ProConnect. */
async function userInfo(configuration: Configuration, accessToken: string, { sub }: IDToken) {
  const { userinfo_endpoint: endpoint } = configuration.serverMetadata()
  return endpoint ? fetchUserInfo(configuration, accessToken, sub) : {}
}

/** Cognito writes `true` as a text. */
export function claimsIn({ email, email_verified: verified }: Record<string, unknown>): Claims {
  return {
    email: typeof email === 'string' ? email : undefined,
    emailVerified: verified === undefined ? undefined : [true, 'true'].includes(verified as string),
  }
}

function failure(error: unknown): Identification {
  if (error instanceof ResponseBodyError && error.error === 'invalid_grant') {
    return { outcome: 'refused' }
  }
  const code = error instanceof ResponseBodyError ? error.error : codeOf(error)
  if (code === claimOfAnother) return { outcome: 'refused' }
  return { outcome: 'unavailable', why: code }
}

/** Of the library's own list. Messages are not told: they may hold what was answered. */
function codeOf(error: unknown): string {
  if (error instanceof ClientError && error.code) return error.code
  return (error as Error).name
}
