import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import { environment as createCaptcha } from '../../functions/create-captcha/environment.ts'
import { environment as requestReissue } from '../../functions/request-reissue/environment.ts'
import { deriveKeys } from '../../shared/domain/keys.ts'
import { name, readEnvironment } from '../../shared/runtime/environment.ts'
import { derivedKeys, originToken } from '../../shared/runtime/secrets.ts'
import { once } from '../../shared/runtime/settings.ts'

afterEach(() => vi.unstubAllEnvs())

describe('the environment of a function', () => {
  const schema = z.object({ VOTERS_TABLE: name, TEST_CODE: z.optional(name) })

  it('is read as its schema says, and nothing else of it', () => {
    vi.stubEnv('VOTERS_TABLE', 'voters')
    expect(readEnvironment(schema)).toEqual({ VOTERS_TABLE: 'voters' })
  })

  it('with variables missing or empty is an error that names every one of them', () => {
    for (const variable of Object.keys(requestReissue.shape)) vi.stubEnv(variable, 'set')
    vi.stubEnv('VOTERS_TABLE', undefined)
    vi.stubEnv('SMS_QUEUE_URL', '')
    expect(() => readEnvironment(requestReissue)).toThrow(
      'Environment variables missing or wrong: VOTERS_TABLE, SMS_QUEUE_URL',
    )
  })

  it('never says the value of a variable that is wrong', () => {
    for (const variable of Object.keys(createCaptcha.shape)) vi.stubEnv(variable, 'set')
    vi.stubEnv('CAPTCHA_TEST_CODE', 'secret')
    expect(() => readEnvironment(createCaptcha)).toThrow(/wrong: CAPTCHA_TEST_CODE$/)
  })
})

describe('what is loaded once', () => {
  it('is loaded at the first call only, even when calls come at once', async () => {
    const load = vi.fn(async () => ({}))
    const loaded = once(load)
    expect(load).not.toHaveBeenCalled()
    const [first, second] = await Promise.all([loaded(), loaded()])
    expect(await loaded()).toBe(first)
    expect(second).toBe(first)
    expect(load).toHaveBeenCalledTimes(1)
  })

  it('is loaded again after a failure, and then kept', async () => {
    const load = vi.fn(async () => 'loaded')
    load.mockRejectedValueOnce(new Error('down'))
    const loaded = once(load)
    await expect(loaded()).rejects.toThrow('down')
    expect([await loaded(), await loaded()]).toEqual(['loaded', 'loaded'])
    expect(load).toHaveBeenCalledTimes(2)
  })
})

describe('the secrets', () => {
  const master = 'a master secret that serves in tests only'

  it('are read by name at the first call, once, and the keys derived from them', async () => {
    const client = new SecretsManagerClient({ region: 'eu-west-3' })
    const secrets = mockClient(client)
    secrets
      .on(GetSecretValueCommand, { SecretId: 'master' })
      .resolves({ SecretString: master })
      .on(GetSecretValueCommand, { SecretId: 'origin' })
      .resolves({ SecretString: 'token' })
    const keys = derivedKeys(client, { MASTER_KEY_SECRET: 'master' })
    const token = originToken(client, { ORIGIN_TOKEN_SECRET: 'origin' })
    expect(secrets.calls()).toHaveLength(0)
    expect(await keys()).toEqual(deriveKeys(master))
    expect([await token(), await token()]).toEqual(['token', 'token'])
    expect(secrets.calls()).toHaveLength(2)
  })

  it('that are too short to derive keys from are refused, and not said', async () => {
    const client = new SecretsManagerClient({ region: 'eu-west-3' })
    mockClient(client).on(GetSecretValueCommand).resolves({ SecretString: 'hunter2' })
    const keys = derivedKeys(client, { MASTER_KEY_SECRET: 'master' })
    await expect(keys()).rejects.toThrow(/^(?!.*hunter2).*shorter than 32 characters/)
  })
})
