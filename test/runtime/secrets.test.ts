import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { deriveKeys } from '../../shared/domain/keys.ts'
import { derivedKeys, originToken } from '../../shared/runtime/secrets.ts'

describe('the secrets', () => {
  const master = 'a master secret that serves in tests only'
  const secrets = mockClient(SecretsManagerClient)

  afterEach(() => secrets.reset())
  afterAll(() => secrets.restore())

  it('are read by name, side by side, as the function starts, once, and the keys derived from them', async () => {
    secrets
      .on(GetSecretValueCommand, { SecretId: 'master' })
      .resolves({ SecretString: master })
      .on(GetSecretValueCommand, { SecretId: 'origin' })
      .resolves({ SecretString: 'token' })
    const keys = derivedKeys({ secrets: { masterKey: 'master' } })
    const token = originToken({ secrets: { originToken: 'origin' } })
    // Before anybody asked for one.
    expect(secrets.calls()).toHaveLength(2)
    expect(await keys()).toEqual(deriveKeys(master))
    expect([await token(), await token()]).toEqual(['token', 'token'])
    expect(secrets.calls()).toHaveLength(2)
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
    const keys = derivedKeys({ secrets: { masterKey: 'master' } })
    await expect(keys()).rejects.toThrow(/^(?!.*hunter2).*shorter than 32 characters/)
  })
})
