import * as z from 'zod/mini'
import { dynamoStaffSessions } from '../../shared/adapters/staff/dynamo-staff-sessions.ts'
import { discoverProvider } from '../../shared/adapters/staff/openid-provider.ts'
import { type StaffSignInStart, staffSignInBody } from '../../shared/contract/staff-session.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { readStaff } from '../../shared/runtime/deployed-election.ts'
import { cookie, type HttpRequest, httpHandler } from '../../shared/runtime/http.ts'
import { journal, nameOf } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { readAgain } from '../../shared/runtime/read-again.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { originTokens, staffClientSecret } from '../../shared/runtime/secrets.ts'
import { beginSignIn, openStaffSession } from './open-staff-session.ts'
import { resources } from './resources.ts'

const environment = readEnvironment(resources)
const staff = readStaff()
const sessions = dynamoStaffSessions(databaseClient(), environment.tables.staffSessions)
const clock = () => new Date()
// The secret and the provider's document may both change while the function runs.
const currentProvider = readAgain(async () =>
  discoverProvider(staff, await staffClientSecret(environment), clock),
)

export const handler = httpHandler(originTokens(environment), async (request) => {
  const { origin, path } = request
  // Pages say it by themselves; where a browser may come back to, the provider has its own list of.
  if (!URL.canParse(origin ?? '')) throw new Problem('forbidden')
  const returnTo = `${origin}/connexion/`
  return path === '/api/staff/sign-in' ? begin(request, returnTo) : finish(request, returnTo)
})

async function begin({ sessionCookie }: HttpRequest, returnTo: string) {
  const dependencies = { provider: await foundProvider(), clock }
  const { address, cookie: authorization } = await beginSignIn(dependencies, returnTo)
  return {
    status: 200,
    body: { address } satisfies StaffSignInStart,
    cookies: [sessionCookie('__Host-sign-in', authorization)],
  }
}

async function finish({ json, openedCookie, sessionCookie }: HttpRequest, returnTo: string) {
  const returned = z.safeParse(staffSignInBody, json).data
  const authorizationCookie = openedCookie('__Host-sign-in')
  // Whoever brings none costs the provider nothing.
  if (!returned || !authorizationCookie) return refuse('authorization')
  const dependencies = { provider: await foundProvider(), sessions, staff, clock }
  const result = await openStaffSession(dependencies, { authorizationCookie, returned, returnTo })
  switch (result.outcome) {
    case 'signed-in':
      journal({ event: 'staff.signed-in', role: result.person.role })
      return {
        status: 204,
        cookies: [cookie('__Host-sign-in'), sessionCookie('__Host-staff', result.cookie)],
      }
    case 'refused':
      return refuse(result.why)
    case 'unavailable':
      return failed(result.why)
  }
}

/** One answer, whatever the cause: a stranger learns nothing of who is listed. */
function refuse(why: 'authorization' | 'code' | 'token' | 'unlisted'): never {
  journal({ event: 'staff.refused', why })
  throw new Problem('unauthenticated')
}

function failed(why: string): never {
  journal({ event: 'staff.provider-failed', why })
  throw new Problem('unavailable', { retryAfterSeconds: 10 })
}

async function foundProvider() {
  try {
    return await currentProvider()
  } catch (error) {
    return failed(nameOf(error))
  }
}
