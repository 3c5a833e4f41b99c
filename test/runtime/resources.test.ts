import { afterEach, describe, expect, it, vi } from 'vitest'
import { resources as createCaptcha } from '../../functions/create-captcha/resources.ts'
import { resources as sendIdentifier } from '../../functions/send-identifier/resources.ts'
import { type FunctionResources, readEnvironment } from '../../shared/runtime/resources.ts'

afterEach(() => vi.unstubAllEnvs())

const senderVariables = [
  ...[
    'CALENDAR_TABLE',
    'VOTERS_TABLE',
    'PHONES_TABLE',
    'REISSUES_TABLE',
    'SMS_DAYS_TABLE',
    'MAIL_TURNS_TABLE',
  ],
  ...['SMS_QUEUE_URL', 'NEWS_QUEUE_URL', 'IDENTIFIER_KEYS_SECRET'],
]

describe('the environment of a function', () => {
  it('holds the names of the resources that it declares, by the names it declares them under', () => {
    for (const variable of senderVariables) vi.stubEnv(variable, `of ${variable}`)
    expect(readEnvironment(sendIdentifier)).toEqual({
      tables: {
        calendar: 'of CALENDAR_TABLE',
        voters: 'of VOTERS_TABLE',
        phones: 'of PHONES_TABLE',
        reissues: 'of REISSUES_TABLE',
        smsDays: 'of SMS_DAYS_TABLE',
        mailTurns: 'of MAIL_TURNS_TABLE',
      },
      queues: {
        sms: 'of SMS_QUEUE_URL',
        news: 'of NEWS_QUEUE_URL',
      },
      topics: {},
      secrets: { identifierKeys: 'of IDENTIFIER_KEYS_SECRET' },
      streams: {},
      ledger: undefined,
      signingKey: undefined,
      configurationSet: undefined,
      settings: {},
    })
  })

  it('holds where the ledger is and what signs it, for a function that signs', () => {
    const declared = {
      ...{ folder: 'signs', ledger: 'read', signs: true },
    } as const satisfies FunctionResources
    for (const variable of ['LEDGER_BUCKET', 'LEDGER_SIGNING_KEY']) {
      vi.stubEnv(variable, `of ${variable}`)
    }
    expect(readEnvironment(declared)).toMatchObject({
      ledger: 'of LEDGER_BUCKET',
      signingKey: 'of LEDGER_SIGNING_KEY',
    })
    vi.stubEnv('LEDGER_SIGNING_KEY', undefined)
    expect(() => readEnvironment(declared)).toThrow(/wrong: LEDGER_SIGNING_KEY$/)
  })

  it('holds by which configuration set mails leave, for a function that sends some', () => {
    vi.stubEnv('MAIL_CONFIGURATION_SET', 'of MAIL_CONFIGURATION_SET')
    const declared = { folder: 'sends', sends: 'mail' } as const satisfies FunctionResources
    expect(readEnvironment(declared).configurationSet).toBe('of MAIL_CONFIGURATION_SET')
  })

  it('with variables missing or empty is an error that names every one of them', () => {
    for (const variable of senderVariables) vi.stubEnv(variable, 'set')
    vi.stubEnv('VOTERS_TABLE', undefined)
    vi.stubEnv('SMS_QUEUE_URL', '')
    expect(() => readEnvironment(sendIdentifier)).toThrow(
      'Environment variables missing or wrong: VOTERS_TABLE, SMS_QUEUE_URL',
    )
  })

  it('never says the value of a variable that is wrong', () => {
    const variables = [
      'CALENDAR_TABLE',
      'VOTERS_TABLE',
      'SESSIONS_TABLE',
      'CAPTCHAS_TABLE',
      'ATTEMPTS_TABLE',
    ]
    for (const variable of [...variables, 'PROOF_KEYS_SECRET', 'ORIGIN_TOKEN_SECRET']) {
      vi.stubEnv(variable, 'set')
    }
    vi.stubEnv('CAPTCHA_TEST_CODE', 'secret')
    expect(() => readEnvironment(createCaptcha)).toThrow(/wrong: CAPTCHA_TEST_CODE$/)
  })

  it('gives no name that the function did not declare', () => {
    for (const variable of senderVariables) vi.stubEnv(variable, 'set')
    const { tables, queues, secrets } = readEnvironment(sendIdentifier)
    // @ts-expect-error a table that send-identifier has no right to
    expect(tables.sessions).toBeUndefined()
    // @ts-expect-error a queue that it has no right to
    expect(queues.link).toBeUndefined()
    // @ts-expect-error a secret that it has no right to
    expect(secrets.originToken).toBeUndefined()
  })
})
