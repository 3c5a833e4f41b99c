import { dynamoAttempts } from '../../shared/adapters/account/dynamo-attempts.ts'
import { dynamoCaptchas } from '../../shared/adapters/account/dynamo-captchas.ts'
import { dynamoSessions } from '../../shared/adapters/account/dynamo-sessions.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { signInBody } from '../../shared/contract/session.ts'
import { checkPasswordHashing } from '../../shared/domain/account/password.ts'
import { readBody } from '../../shared/runtime/check-body.ts'
import { cookie } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { problemOf } from '../../shared/runtime/problem.ts'
import { serve } from '../../shared/runtime/serve.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { resources } from './resources.ts'
import { signIn } from './sign-in.ts'

await checkPasswordHashing()

const runtime = wireWithKeys(resources)
const { database, tables, time } = runtime
const { election, clock } = time
const dependencies = {
  voters: dynamoVoters(database, tables.voters, election),
  sessions: dynamoSessions(database, tables.sessions),
  attempts: dynamoAttempts(database, tables.attempts),
  captchas: dynamoCaptchas(database, tables.captchas),
  clock,
}

export const handler = serve(runtime, {
  async 'POST /api/session'({ json, deviceCookie, clientNetwork, sessionCookie }) {
    const body = readBody(signInBody, json)
    const result = await signIn(
      { ...dependencies, keys: await runtime.keys() },
      { ...body, deviceCookie, clientNetwork },
    )
    if (result.outcome === 'signed-in') {
      journal({ event: 'session.opened' })
      const { cookie: sessionValue, deviceCookie: deviceValue } = result
      return {
        status: 204,
        cookies: [
          sessionCookie('__Host-session', sessionValue),
          // On a shared computer, also clears the previous voter's device cookie.
          ...(deviceValue || body.sharedComputer ? [cookie('__Host-device', deviceValue)] : []),
        ],
      }
    }
    journal({ event: 'session.refused' })
    throw problemOf(result)
  },
})
