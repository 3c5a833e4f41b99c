import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { DeleteCommand, DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { beforeEach, expect, test } from 'vitest'
import { newSessionCookie } from '../../shared/domain/account/session.ts'
import { aVoter } from '../builders/values.ts'
import { call, originToken, sentCookie } from '../fakes/api-event.ts'
import { withElection } from '../fakes/deployed-election.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'
import { printedLines } from '../runtime/pipeline.ts'

const database = mockedClients(DynamoDBDocumentClient)
const secrets = mockedClients(SecretsManagerClient)

const { handler } = await withElection(() => import('../../functions/sign-out/handler.ts'))

printedLines()
beforeEach(() => {
  database.on(GetCommand).resolves({}).on(DeleteCommand).resolves({})
  secrets
    .on(GetSecretValueCommand)
    .resolves({ SecretString: JSON.stringify({ current: originToken }) })
})

test('signing out is not confirmed while the session is still alive', async () => {
  database.on(DeleteCommand).rejects(Object.assign(new Error('down'), { code: 'ECONNREFUSED' }))
  const { cookie } = newSessionCookie(aVoter())
  const cookies = [sentCookie('__Host-session', cookie)]
  const answer = await call(handler, { method: 'DELETE', path: '/api/session', cookies })
  expect([answer.status, answer.cookies]).toEqual([503, []])
})
