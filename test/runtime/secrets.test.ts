import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { expect, it } from 'vitest'
import { parseClientSecret } from '../../functions/open-staff-session/client-secret.ts'
import { derivedKeys, originTokens } from '../../shared/runtime/secrets.ts'
import { keysFrom } from '../builders/values.ts'
import { originToken } from '../fakes/api-event.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const secret = 'a master secret that serves in tests only'
const secrets = mockedClients(SecretsManagerClient)

it('the secrets are read once, by name and in parallel, as the function starts', async () => {
  secrets
    .on(GetSecretValueCommand, { SecretId: 'identity' })
    .resolves({ SecretString: JSON.stringify({ current: secret }) })
    .on(GetSecretValueCommand, { SecretId: 'proofs' })
    .resolves({ SecretString: JSON.stringify({ current: secret }) })
    .on(GetSecretValueCommand, { SecretId: 'origin' })
    .resolves({ SecretString: JSON.stringify({ current: originToken }) })
  const keys = derivedKeys(
    { secrets: { identityKeys: 'identity', proofKeys: 'proofs' } },
    { mode: 'vote' },
  )
  const token = originTokens({ secrets: { originToken: 'origin' } })
  expect(secrets.calls()).toHaveLength(3)
  const read = await keys()
  const all = keysFrom(secret)
  expect(Object.keys(read)).toHaveLength(11)
  expect(all).toMatchObject(read)
  expect(read).not.toHaveProperty('identifier')
  expect([await token(), await token()]).toEqual([[originToken], [originToken]])
  expect(secrets.calls()).toHaveLength(3)
})

it('the secrets are read when they are needed if that failed at the start', async () => {
  secrets
    .on(GetSecretValueCommand)
    .rejectsOnce(new Error('down'))
    .resolves({ SecretString: JSON.stringify({ current: originToken }) })
  const token = originTokens({ secrets: { originToken: 'origin' } })
  await new Promise(setImmediate)
  expect(await token()).toEqual([originToken])
})

it('a client secret may have any length, and a malformed one throws an error of its own', () => {
  expect(parseClientSecret('{"current":"short"}')).toBe('short')
  for (const text of ['hunter2', '{"current":""}', '{}']) {
    expect(() => parseClientSecret(text)).toThrow(
      expect.objectContaining({
        name: 'ClientSecretError',
        message: expect.not.stringContaining('hunter2'),
      }),
    )
  }
})
