import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { GetAccountCommand as GetApiAccount } from '@aws-sdk/client-api-gateway'
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda'
import {
  DescribeAccountAttributesCommand,
  DescribeSpendLimitsCommand,
  GetProtectConfigurationCountryRuleSetCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { GetAccountCommand, GetEmailIdentityCommand } from '@aws-sdk/client-sesv2'
import { GetSMSAttributesCommand, GetSMSSandboxAccountStatusCommand } from '@aws-sdk/client-sns'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ElectionError } from '../../shared/domain/election/parse-election.ts'
import { mismatchTexts } from '../../team/failure-texts.ts'
import type { Dns } from '../../team/preflight/dns.ts'
import { runPreflight } from '../../team/preflight/run-preflight.ts'
import { findingsSummary, preflightTexts, subjects } from '../../team/preflight/texts.ts'
import { validElectionFile } from '../builders/election-files.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import {
  account,
  awsError,
  domain,
  grantEverything,
  type MockedAccount,
  mockAccount,
  sesAccount,
  spendLimit,
} from './aws-account.ts'

const mocks = mockAccount()
const directory = temporaryFolder(afterAll)
const apiPerSecond = 6540

const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }))
const noRecord = failing('ENOTFOUND')
const silentDns: Dns = { resolveTxt: failing('ETIMEOUT'), resolveNs: failing('ETIMEOUT') }

const dnsOf = (dmarc?: string): Dns => ({
  resolveTxt: async (name) => (dmarc && name === `_dmarc.${domain}` ? [[dmarc]] : noRecord()),
  resolveNs: async (name) => (name === domain ? ['ns-1.awsdns-1.org'] : noRecord()),
})

let lines: string[]

beforeEach(() => {
  lines = []
  vi.stubEnv('AWS_REGION', 'eu-west-3')
  for (const output of ['log', 'error'] as const) {
    vi.spyOn(console, output).mockImplementation((text: string) => void lines.push(text))
  }
  grantEverything(mocks)
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

function fileWith(changes: object): string {
  const path = join(directory, 'election.json')
  const { logo: _, ...site } = validElectionFile.site
  writeFileSync(path, JSON.stringify({ ...validElectionFile, site, ...changes }))
  return path
}

const look = (changes = {}, dns = dnsOf('v=DMARC1; p=reject; adkim=s; aspf=s')) =>
  runPreflight(fileWith(changes), { apiPerSecond, dns })

const said = () => lines.join('\n')

describe('npm run election -- preflight', () => {
  it('finds nothing wrong with an account that has every grant', async () => {
    expect(await look()).toBe(0)
    expect(lines.at(-1)).toBe(`\n${findingsSummary(0, 0, 0)}`)
    for (const subject of Object.values(subjects)) expect(lines).toContain(`\n${subject}`)
    expect(lines.filter((line) => line.includes('→'))).toEqual([])
  })

  it('looks an existing sender up by its address, then by its domain', async () => {
    expect(await look({ mail: { from: `vote@${domain}`, identity: 'existing' } })).toBe(0)
    const asked = mocks.ses.commandCalls(GetEmailIdentityCommand)
    expect(asked.map(({ args }) => args[0].input.EmailIdentity)).toEqual([`vote@${domain}`, domain])
  })

  it.each([
    ['a first deployment', awsError('ValidationError', 'Stack with id X does not exist')],
    ['a deployment after a failed creation', { Stacks: [{ StackStatus: 'ROLLBACK_COMPLETE' }] }],
    ['a deployment never carried out', { Stacks: [{ StackStatus: 'REVIEW_IN_PROGRESS' }] }],
  ])('lists what blocks %s, each with its remedy', async (_, answer) => {
    const { cloudFormation, ses, sns, endUserMessaging, lambda, sts } = mocks
    const stacks = cloudFormation.on(DescribeStacksCommand)
    answer instanceof Error ? stacks.rejects(answer) : stacks.resolves(answer as object)
    ses.on(GetAccountCommand).resolves(sesAccount(false, 200, 1))
    sns.on(GetSMSSandboxAccountStatusCommand).resolves({ IsInSandbox: true })
    sns.on(GetSMSAttributesCommand).resolves({})
    endUserMessaging.on(DescribeSpendLimitsCommand).resolves(spendLimit(1))
    lambda.on(GetAccountSettingsCommand).resolves({ AccountLimit: { ConcurrentExecutions: 10 } })
    mocks.apiGateway.on(GetApiAccount).resolves({ throttleSettings: { rateLimit: 2500 } })
    sts
      .on(GetCallerIdentityCommand)
      .resolves({ Account: account, Arn: `arn:aws:iam::${account}:root` })
    expect(await look({ lambdaConcurrency: undefined }, dnsOf())).toBe(1)
    const verdicts = lines.map((line) => /^ {2}(à vérifier|BLOQUE) +(\S+ \S+)/.exec(line)?.slice(1))
    expect(verdicts.filter(Boolean)).toEqual([
      ['à vérifier', `Compte ${account},`],
      ['à vérifier', 'AWS refuse'],
      ['BLOQUE', 'SES est'],
      ['BLOQUE', 'SES accorde'],
      ['BLOQUE', 'SES connaît'],
      ['à vérifier', 'DMARC :'],
      ['BLOQUE', 'SNS est'],
      ['BLOQUE', "AWS n'accorde"],
      ['BLOQUE', 'Lambda laisse'],
      ['à vérifier', 'API Gateway'],
    ])
    expect(lines.filter((line) => line.includes('\n              → '))).toHaveLength(10)
  })

  it('reports what it may not read as unread', async () => {
    for (const [name, mock] of Object.entries(mocks)) {
      if (name === 'sts') continue
      mock.reset()
      const refuses = awsError(name === 'sns' ? 'AuthorizationError' : 'AccessDeniedException')
      ;(mock as MockedAccount['ses']).onAnyCommand().rejects(refuses)
    }
    expect(await look({}, silentDns)).toBe(3)
    const actions = [
      'acm:DescribeCertificate',
      'apigateway:GET',
      'cloudformation:DescribeStacks',
      'lambda:GetAccountSettings',
      'route53:GetHostedZone',
      'ses:GetAccount',
      'ses:GetEmailIdentity',
      'sms-voice:DescribeAccountAttributes',
      'sns:GetSMSAttributes',
      'sns:GetSMSSandboxAccountStatus',
    ]
    for (const action of actions) expect(said()).toContain(preflightTexts.missingRight(action).text)
    const fine = lines.filter((line) => /^ {2}ok /.test(line))
    expect(fine.every((line) => /Compte/.test(line))).toBe(true)
  })

  it('reads the country rules only if the account has some', async () => {
    const { endUserMessaging } = mocks
    const Value = 'protect-1'
    endUserMessaging
      .on(DescribeAccountAttributesCommand)
      .resolves({ AccountAttributes: [{ Name: 'DEFAULT_PROTECT_CONFIGURATION_ID', Value }] })
      .on(GetProtectConfigurationCountryRuleSetCommand, {
        ProtectConfigurationId: Value,
        NumberCapability: 'SMS',
      })
      .resolves({ CountryRuleSet: { RE: { ProtectStatus: 'BLOCK' } } })
    expect(await look()).toBe(1)
    expect(said()).toContain('Le compte bloque les SMS vers RE')
    endUserMessaging
      .on(GetProtectConfigurationCountryRuleSetCommand)
      .rejects(awsError('AccessDeniedException'))
    expect(await look()).toBe(3)
    const action = 'sms-voice:GetProtectConfigurationCountryRuleSet'
    expect(said()).toContain(preflightTexts.missingRight(action).text)
  })

  it('names the domain whose DNS server does not answer', async () => {
    expect(await look({}, silentDns)).toBe(3)
    expect(said()).toContain(preflightTexts.noAnswer(`DNS ${domain}`, 'ETIMEOUT').text)
  })

  it('checks nothing with credentials that AWS does not know', async () => {
    mocks.sts.on(GetCallerIdentityCommand).rejects(awsError('ExpiredToken'))
    expect(await look()).toBe(1)
    expect(said()).toContain(preflightTexts.noCaller('ExpiredToken').text)
    expect(mocks.ses.calls()).toHaveLength(0)
  })

  it('exits with 2 without an election, or if the shell names another region', async () => {
    await expect(look({ title: 1 })).rejects.toThrow(ElectionError)
    await expect(runPreflight('/nowhere.json', { apiPerSecond })).rejects.toThrow(ElectionError)
    vi.stubEnv('AWS_REGION', 'us-east-1')
    const message = mismatchTexts.otherRegion('us-east-1', 'eu-west-3')
    await expect(look()).rejects.toMatchObject({ message, exitCode: 2 })
    expect(mocks.sts.calls()).toHaveLength(0)
  })
})
