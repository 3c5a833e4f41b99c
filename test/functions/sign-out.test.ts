import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { DeleteCommand, DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { newSessionCookie } from '../../shared/domain/account/session.ts'
import { aVoter } from '../builders/values.ts'
import { call, originToken, sentCookie } from '../fakes/api-event.ts'
import { withElection } from '../fakes/deployed-election.ts'

const database = mockClient(DynamoDBDocumentClient)
const secrets = mockClient(SecretsManagerClient)

vi.stubEnv('AWS_REGION', 'eu-west-3')
vi.stubEnv('CALENDAR_TABLE', 'calendar')
vi.stubEnv('SESSIONS_TABLE', 'sessions')
vi.stubEnv('VOTERS_TABLE', 'voters')
vi.stubEnv('ORIGIN_TOKEN_SECRET', 'origin')
const { handler } = await withElection(() => import('../../functions/sign-out/handler.ts'))

beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  database.reset()
  database.on(GetCommand).resolves({})
  database.on(DeleteCommand).resolves({})
  secrets.reset()
  secrets
    .on(GetSecretValueCommand)
    .resolves({ SecretString: JSON.stringify({ current: originToken }) })
})

afterEach(() => vi.restoreAllMocks())

afterAll(() => {
  database.restore()
  secrets.restore()
  vi.unstubAllEnvs()
})

describe('signing out', () => {
  it('ends the session on the server too, and clears both cookies', async () => {
    const { cookie, claim } = newSessionCookie(aVoter())
    const answer = await call(handler, {
      method: 'DELETE',
      cookies: [sentCookie('__Host-session', cookie)],
    })
    expect(answer).toMatchObject({ status: 204, text: '' })
    expect(answer.cookies.map((each) => each.split(';')[0])).toEqual([
      '__Host-session=',
      '__Host-booth=',
    ])
    expect(answer.cookies.every((each) => each.includes('Max-Age=0'))).toBe(true)
    expect(database.calls().map(({ args }) => args[0].input)).toMatchObject([
      { TableName: 'sessions', Key: { tokenHash: claim.tokenHash } },
    ])
  })

  it('without a session is the same to the client, and touches no table', async () => {
    expect(await call(handler, { method: 'DELETE' })).toMatchObject({ status: 204 })
    expect(database.calls()).toEqual([])
  })

  it('is not said to be done while the session is still alive', async () => {
    database.on(DeleteCommand).rejects(Object.assign(new Error('down'), { code: 'ECONNREFUSED' }))
    const { cookie } = newSessionCookie(aVoter())
    const answer = await call(handler, {
      method: 'DELETE',
      cookies: [sentCookie('__Host-session', cookie)],
    })
    expect(answer.status).toBe(503)
    expect(answer.cookies).toEqual([])
  })
})
