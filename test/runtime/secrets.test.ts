import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { derivedKeys, originToken } from '../../shared/runtime/secrets.ts'
import { keysFrom } from '../builders/values.ts'

describe('the secrets', () => {
  const secret = 'a master secret that serves in tests only'
  const secrets = mockClient(SecretsManagerClient)

  afterEach(() => secrets.reset())
  afterAll(() => secrets.restore())

  it('are read by name, side by side, as the function starts, once, and the keys derived from them', async () => {
    secrets
      .on(GetSecretValueCommand, { SecretId: 'identity' })
      .resolves({ SecretString: secret })
      .on(GetSecretValueCommand, { SecretId: 'proofs' })
      .resolves({ SecretString: secret })
      .on(GetSecretValueCommand, { SecretId: 'origin' })
      .resolves({ SecretString: 'token' })
    const keys = derivedKeys({ secrets: { identityKeys: 'identity', proofKeys: 'proofs' } })
    const token = originToken({ secrets: { originToken: 'origin' } })
    // Before anybody asked for one.
    expect(secrets.calls()).toHaveLength(3)
    const read = await keys()
    const all = keysFrom(secret)
    expect(Object.keys(read)).toHaveLength(11)
    expect(all).toMatchObject(read)
    expect(read).not.toHaveProperty('identifier')
    expect([await token(), await token()]).toEqual(['token', 'token'])
    expect(secrets.calls()).toHaveLength(3)
  })

  it('that cannot be read as the function starts are read when they are needed', async () => {
    secrets
      .on(GetSecretValueCommand)
      .rejectsOnce(new Error('down'))
      .resolves({ SecretString: 'token' })
    const token = originToken({ secrets: { originToken: 'origin' } })
    await new Promise(setImmediate)
    expect(await token()).toBe('token')
  })

  it('that are too short to derive keys from are refused, and not said', async () => {
    secrets.on(GetSecretValueCommand).resolves({ SecretString: 'hunter2' })
    const keys = derivedKeys({ secrets: { proofKeys: 'proofs' } })
    await expect(keys()).rejects.toThrow(/^(?!.*hunter2).*shorter than 32 characters/)
  })
})
