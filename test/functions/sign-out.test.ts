import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { DeleteCommand, DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { newSessionCookie } from '../../shared/domain/account/session.ts'
import { aVoter } from '../builders/values.ts'
import { call, originToken, sentCookie } from '../fakes/api-event.ts'
import { withElection } from '../fakes/deployed-election.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'
import { printedLines } from '../runtime/pipeline.ts'

const database = mockedClients(DynamoDBDocumentClient)
const secrets = mockedClients(SecretsManagerClient)

vi.stubEnv('AWS_REGION', 'eu-west-3')
for (const name of ['calendar', 'sessions', 'voters']) {
  vi.stubEnv(`${name.toUpperCase()}_TABLE`, name)
}
vi.stubEnv('ORIGIN_TOKEN_SECRET', 'origin')
const { handler } = await withElection(() => import('../../functions/sign-out/handler.ts'))

printedLines()
beforeEach(() => {
  database.on(GetCommand).resolves({}).on(DeleteCommand).resolves({})
  secrets
    .on(GetSecretValueCommand)
    .resolves({ SecretString: JSON.stringify({ current: originToken }) })
})

afterAll(() => vi.unstubAllEnvs())

test('signing out is not confirmed while the session is still alive', async () => {
  database.on(DeleteCommand).rejects(Object.assign(new Error('down'), { code: 'ECONNREFUSED' }))
  const { cookie } = newSessionCookie(aVoter())
  const cookies = [sentCookie('__Host-session', cookie)]
  const answer = await call(handler, { method: 'DELETE', path: '/api/session', cookies })
  expect([answer.status, answer.cookies]).toEqual([503, []])
})
