import * as z from 'zod/mini'
import { readSecret } from '../../shared/adapters/secrets-manager.ts'
import { dynamoStaffSessions } from '../../shared/adapters/staff/dynamo-staff-sessions.ts'
import { discoverProvider } from '../../shared/adapters/staff/openid-provider.ts'
import { type StaffSignInStart, staffSignInBody } from '../../shared/contract/staff-session.ts'
import { newAuthorizationCookie } from '../../shared/domain/staff/authorization.ts'
import { cacheLoad } from '../../shared/runtime/cached-reads.ts'
import { readStaff } from '../../shared/runtime/deployed-election.ts'
import { cookie } from '../../shared/runtime/http.ts'
import { journal, nameOf } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { secretsClient } from '../../shared/runtime/secrets.ts'
import { serve } from '../../shared/runtime/serve.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { parseClientSecret } from './client-secret.ts'
import { openStaffSession } from './open-staff-session.ts'
import { resources } from './resources.ts'

const runtime = wire(resources)
const staff = readStaff()
const sessions = dynamoStaffSessions(runtime.database, runtime.tables.staffSessions)
const clock = () => new Date()
const loadProvider = cacheLoad(async () => {
  const secretText = await readSecret(secretsClient, runtime.secrets.staffClientSecret)
  return discoverProvider(staff, parseClientSecret(secretText), clock)
})

export const handler = serve(runtime, {
  async 'POST /api/staff/sign-in'({ origin, sessionCookie }) {
    const redirectUri = redirectUriOf(origin)
    const provider = await reachProvider()
    const { cookie, authorization } = newAuthorizationCookie(clock())
    const signInUrl = await provider.signInUrl(authorization, redirectUri)
    return {
      status: 200,
      body: { address: signInUrl } satisfies StaffSignInStart,
      cookies: [sessionCookie('__Host-sign-in', cookie)],
    }
  },

  async 'POST /api/staff/session'({ origin, json, readCookie, sessionCookie }) {
    const redirectUri = redirectUriOf(origin)
    const response = z.safeParse(staffSignInBody, json).data
    const authorizationCookie = readCookie('__Host-sign-in')
    if (!response || !authorizationCookie) return refuse('authorization')
    const ports = { provider: await reachProvider(), sessions, staff, clock }
    const result = await openStaffSession(ports, { authorizationCookie, response, redirectUri })
    if (result.outcome === 'refused') return refuse(result.why)
    if (result.outcome === 'unavailable') return throwUnavailable(result.why)
    journal({ event: 'staff.signed-in', role: result.person.role })
    const cookies = [cookie('__Host-sign-in'), sessionCookie('__Host-staff', result.cookie)]
    return { status: 204, cookies }
  },
})

/** The redirect URI uses the browser's `Origin` and must be registered with the provider. */
function redirectUriOf(origin: string | undefined): string {
  if (!URL.canParse(origin ?? '')) throw new Problem('forbidden')
  return `${origin}/connexion/`
}

/** Throws the same problem for each cause, so that strangers do not learn who is on the staff list. */
function refuse(why: 'authorization' | 'code' | 'token' | 'unlisted'): never {
  journal({ event: 'staff.refused', why })
  throw new Problem('unauthenticated')
}

function throwUnavailable(cause: string): never {
  journal({ event: 'staff.provider-failed', why: cause })
  throw new Problem('unavailable', { retryAfterSeconds: 10 })
}

async function reachProvider() {
  try {
    return await loadProvider()
  } catch (error) {
    return throwUnavailable(nameOf(error))
  }
}
