import { dynamoCaptchas } from '../../shared/adapters/account/dynamo-captchas.ts'
import { dynamoSessions } from '../../shared/adapters/account/dynamo-sessions.ts'
import { dynamoVoters } from '../../shared/adapters/voter/dynamo-voters.ts'
import type { Captcha } from '../../shared/contract/captcha.ts'
import { randomCode, sealCode, signInPage } from '../../shared/domain/account/captcha.ts'
import { databaseClient } from '../../shared/runtime/clients/dynamodb.ts'
import { electionTime } from '../../shared/runtime/election-time.ts'
import { httpHandler } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { readEnvironment } from '../../shared/runtime/resources.ts'
import { derivedKeys, originTokens } from '../../shared/runtime/secrets.ts'
import { createCaptcha } from './create-captcha.ts'
import { resources } from './resources.ts'
import { securityCodePicture } from './security-code-picture.ts'

const environment = readEnvironment(resources)
const { tables, settings } = environment
const database = databaseClient()
const time = electionTime(database, tables.calendar)
const { election, clock, wall } = time
const keys = derivedKeys(environment, election)
const dependencies = {
  sessions: dynamoSessions(database, tables.sessions),
  voters: dynamoVoters(database, tables.voters, election),
  captchas: dynamoCaptchas(database, tables.captchas),
  drawCode: () => settings.CAPTCHA_TEST_CODE ?? randomCode(),
  clock,
}

export const handler = httpHandler(
  originTokens(environment),
  async ({ path, spaceClaim }) => {
    const asker = path === '/api/session/captchas' ? signInPage : spaceClaim
    const created = await createCaptcha({ ...dependencies, keys: await keys() }, asker)
    if (created.outcome !== 'created') throw new Problem(created.outcome)
    const { captcha, code } = created
    // What says it has no clock but the wall's.
    const expiresAt = wall(captcha.expiresAt)
    journal({ event: 'captcha.shown' })
    return {
      status: 201,
      body: {
        id: captcha.captchaId,
        image: securityCodePicture(code, Math.random),
        audio: `/api/captcha-sounds/${sealCode(await keys(), code, expiresAt)}`,
        expiresAt: expiresAt.toISOString(),
      } satisfies Captcha,
    }
  },
  time,
)
