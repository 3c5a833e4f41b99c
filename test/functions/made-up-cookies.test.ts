import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { newSessionCookie } from '../../shared/domain/account/session.ts'
import { aVoter } from '../builders/values.ts'
import { call, originToken, sentCookie } from '../fakes/api-event.ts'
import { withElection } from '../fakes/deployed-election.ts'

const database = mockClient(DynamoDBDocumentClient)
const secrets = mockClient(SecretsManagerClient)

vi.stubEnv('AWS_REGION', 'eu-west-3')
// Files share a process: the first to import a handler names its tables, so all name them alike.
for (const name of ['calendar', 'sessions', 'voters', 'captchas', 'reissues', 'attempts']) {
  vi.stubEnv(`${name.toUpperCase()}_TABLE`, name)
}
vi.stubEnv('ORIGIN_TOKEN_SECRET', 'origin')
vi.stubEnv('PROOF_KEYS_SECRET', 'proofs')
const handlers = {
  'DELETE /api/session': await withElection(() => import('../../functions/sign-out/handler.ts')),
  'POST /api/captchas': await withElection(
    () => import('../../functions/create-captcha/handler.ts'),
  ),
}

beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  database.reset()
  database.on(GetCommand).resolves({})
  secrets.reset()
  secrets
    .on(GetSecretValueCommand)
    .resolves({ SecretString: JSON.stringify({ current: originToken }) })
})

afterAll(() => {
  vi.restoreAllMocks()
  database.restore()
  secrets.restore()
  vi.unstubAllEnvs()
})

const isOfCalendar = (input: object) => 'TableName' in input && input.TableName === 'calendar'

describe.each(Object.entries(handlers))('%s', (route, { handler }) => {
  const [method = '', path = ''] = route.split(' ')
  const { cookie } = newSessionCookie(aVoter())
  const callsWith = async (sent: string) => {
    await call(handler, { method, path, cookies: [sent] })
    return database.calls().filter(({ args: [{ input }] }) => !isOfCalendar(input)).length
  }

  it('with a cookie that a stranger made up reads and writes nothing', async () => {
    expect(await callsWith(`__Host-session=${cookie}`)).toBe(0)
    expect(await callsWith(`__Host-session=${cookie}.1${'A'.repeat(43)}`)).toBe(0)
    expect(await callsWith(sentCookie('__Host-booth', cookie))).toBe(0)
  })

  it('with one that we sealed asks the tables', async () => {
    expect(await callsWith(sentCookie('__Host-session', cookie))).toBeGreaterThan(0)
  })
})
