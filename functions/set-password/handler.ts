import { dynamoAttempts } from '../../shared/adapters/account/dynamo-attempts.ts'
import { dynamoPasswordLinks } from '../../shared/adapters/account/dynamo-password-links.ts'
import { dynamoPasswords } from '../../shared/adapters/account/dynamo-passwords.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import { linkBody, passwordBody } from '../../shared/contract/account.ts'
import { newDevice } from '../../shared/domain/account/known-browser.ts'
import { checkPasswordHashing } from '../../shared/domain/account/password.ts'
import { readBody } from '../../shared/runtime/check-body.ts'
import { openQueue } from '../../shared/runtime/clients/sqs.ts'
import { cookie } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem, problemOf } from '../../shared/runtime/problem.ts'
import { serve } from '../../shared/runtime/serve.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { resources } from './resources.ts'
import { findValidLink, setPassword } from './set-password.ts'

await checkPasswordHashing()

const runtime = wireWithKeys(resources)
const { database, tables, queues, time } = runtime
const { election, clock } = time
const dependencies = {
  attempts: dynamoAttempts(database, tables.attempts),
  voters: dynamoVoters(database, tables.voters, election),
  passwordLinks: dynamoPasswordLinks(database, tables.passwordLinks),
  passwords: dynamoPasswords(database, tables),
  notifications: openQueue(queues.news),
  clock,
}

export const handler = serve(runtime, {
  async 'POST /api/account/link-preview'({ json }) {
    const link = await findValidLink(dependencies, readBody(linkBody, json).token)
    if (!link) throw new Problem('link-expired')
    return { status: 204 }
  },

  async 'PUT /api/account/password'({ json }) {
    const keys = await runtime.keys()
    const passwordInput = readBody(passwordBody, json)
    const result = await setPassword({ ...dependencies, keys }, passwordInput)
    if (result.outcome === 'set') {
      journal({ event: 'password.set' })
      // The browser becomes known, so that strangers' failed sign-ins do not lock it out.
      const { cookie: deviceValue } = newDevice(keys, result.owner)
      return { status: 204, cookies: [cookie('__Host-device', deviceValue)] }
    }
    journal({ event: 'password.refused', reason: result.outcome })
    if (result.outcome !== 'weak-password') throw problemOf(result)
    throw new Problem('weak-password', { errors: [{ field: 'password', code: result.weakness }] })
  },
})
