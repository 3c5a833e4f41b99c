import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { GetAccountCommand as GetApiAccount } from '@aws-sdk/client-api-gateway'
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { ListDistributionsCommand } from '@aws-sdk/client-cloudfront'
import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda'
import {
  DescribeAccountAttributesCommand,
  DescribeSpendLimitsCommand,
  GetProtectConfigurationCountryRuleSetCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { GetAccountCommand, GetEmailIdentityCommand } from '@aws-sdk/client-sesv2'
import { GetSMSAttributesCommand, GetSMSSandboxAccountStatusCommand } from '@aws-sdk/client-sns'
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { unreachableTexts } from '../../shared/texts/command-failures.ts'
import { accountTexts, deploymentTexts } from '../../shared/texts/preflight/deployment.ts'
import { domainTexts } from '../../shared/texts/preflight/domain.ts'
import { mailDnsTexts, mailTexts } from '../../shared/texts/preflight/mail.ts'
import { preflightTexts, subjects } from '../../shared/texts/preflight/preflight-command.ts'
import { smsTexts } from '../../shared/texts/preflight/sms.ts'
import { runPreflight } from '../../team/preflight/run-preflight.ts'
import { validElectionFile } from '../builders/election-files.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import {
  account,
  awsError,
  domain,
  grantEverything,
  type MockedAccount,
  mockAccount,
  notFound,
  sesAccount,
  spendLimit,
} from './aws-account.ts'
import { dnsOf, silentDns, wholeZone } from './zone-file.ts'

const mocks = mockAccount()
const directory = temporaryFolder(afterAll)
const needs = { api: { perSecond: 6540, burst: 1500 }, tableWritesPerSecond: 11_000 }
const expected = { voters: 400_000, sms: 100_000 }

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

const look = (changes = {}, dns = dnsOf(wholeZone)) =>
  runPreflight(fileWith(changes), expected, needs, dns)

const said = () => lines.join('\n')

describe('npm run preflight', () => {
  it('finds nothing against an account to which all was granted', async () => {
    expect(await look()).toBe(0)
    expect(lines.at(-1)).toBe(`\n${preflightTexts.summary(0, 0, 0)}`)
    for (const subject of Object.values(subjects)) expect(lines).toContain(`\n${subject}`)
    expect(lines.filter((line) => line.includes('→'))).toEqual([])
  })

  it('asks for what this election and its regions need', async () => {
    await look()
    const { sts, cloudFormation, ses } = mocks
    const roles = ['deploy-role', 'file-publishing-role'].flatMap((role) =>
      ['eu-west-3', 'us-east-1'].map(
        (region) => `arn:aws:iam::${account}:role/cdk-hnb659fds-${role}-${account}-${region}`,
      ),
    )
    const assumed = sts.commandCalls(AssumeRoleCommand).map(({ args }) => args[0].input.RoleArn)
    expect(assumed.toSorted()).toEqual(roles.toSorted())
    const stacks = cloudFormation.commandCalls(DescribeStacksCommand)
    expect(new Set(stacks.map(({ args }) => args[0].input.StackName))).toEqual(
      new Set([
        ...['CDKToolkit', 'ReassortSms', 'Elections-2026', 'Elections-2026-Data'],
        'Elections-2026-Edge-eu-west-3',
      ]),
    )
    expect(
      ses.commandCalls(GetEmailIdentityCommand).map(({ args }) => args[0].input.EmailIdentity),
    ).toEqual([`vote@${domain}`, domain])
  })

  it('tells a new account all that it lacks, each with its remedy', async () => {
    const { cloudFormation, ses, sns, endUserMessaging, lambda, sts } = mocks
    cloudFormation.reset()
    cloudFormation
      .on(DescribeStacksCommand)
      .rejects(awsError('ValidationError', 'Stack with id X does not exist'))
    ses.on(GetAccountCommand).resolves(sesAccount(false, 200, 1))
    ses.on(GetEmailIdentityCommand, { EmailIdentity: domain }).rejects(notFound())
    sns.on(GetSMSSandboxAccountStatusCommand).resolves({ IsInSandbox: true })
    sns.on(GetSMSAttributesCommand).resolves({})
    endUserMessaging.on(DescribeSpendLimitsCommand).resolves(spendLimit(1))
    lambda.on(GetAccountSettingsCommand).resolves({
      AccountLimit: { ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 10 },
    })
    mocks.apiGateway
      .on(GetApiAccount)
      .resolves({ throttleSettings: { rateLimit: 2500, burstLimit: 1250 } })
    sts
      .on(GetCallerIdentityCommand)
      .resolves({ Account: account, Arn: `arn:aws:iam::${account}:root` })
    expect(await look({ lambdaConcurrency: undefined }, dnsOf({}))).toBe(1)
    const told = [
      accountTexts.root(account),
      deploymentTexts.noBootstrap(account, 'eu-west-3'),
      deploymentTexts.noBootstrap(account, 'us-east-1'),
      mailTexts.sandbox,
      mailTexts.rateTooLow(1, 20),
      mailDnsTexts.noDmarc(domain),
      smsTexts.sandbox,
      smsTexts.spendNotGranted(1, 16_000),
      domainTexts.firstDistribution,
    ]
    for (const { text, remedy } of told) {
      expect(said()).toContain(text)
      expect(said()).toContain(`→ ${remedy}`)
    }
  })

  it('looks at the name of the staff’s site too', async () => {
    const people = [{ email: 'agent@elections.example', role: 'agent' }]
    const staff = { issuer: 'https://connexion.elections.example', clientId: 'reassort', people }
    const named = `assistance.${domain}`
    expect(await look({ staff: { ...staff, domain: named } })).toBe(0)
    expect(said()).toContain(domainTexts.nameFree(named))
    const Items = [{ Id: 'E2', Aliases: { Quantity: 1, Items: [named] } }]
    mocks.cloudFront.on(ListDistributionsCommand).resolves({ DistributionList: { Items } } as never)
    expect(await look({ staff: { ...staff, domain: named } })).toBe(1)
    expect(said()).toContain(domainTexts.nameTaken(named, 'E2').text)
  })

  it('takes nothing that it may not read for granted', async () => {
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
      'cloudfront:ListDistributions',
      'dynamodb:DescribeLimits',
      'lambda:GetAccountSettings',
      'lambda:ListLayers',
      'logs:DescribeSubscriptionFilters',
      'route53:GetHostedZone',
      'ses:GetAccount',
      'ses:GetEmailIdentity',
      'sms-voice:DescribeAccountAttributes',
      'sns:GetSMSAttributes',
      'sns:GetSMSSandboxAccountStatus',
    ]
    for (const action of actions) expect(said()).toContain(preflightTexts.lacksRight(action).text)
    const fine = lines.filter((line) => /^ {2}ok /.test(line))
    expect(fine.every((line) => /Compte|le rôle/.test(line))).toBe(true)
  })

  it('asks which countries an account bars, if it bars any, by the right that this takes', async () => {
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
    expect(said()).toContain(smsTexts.territoriesBlocked(['RE']).text)
    endUserMessaging
      .on(GetProtectConfigurationCountryRuleSetCommand)
      .rejects(awsError('AccessDeniedException'))
    expect(await look()).toBe(3)
    const action = 'sms-voice:GetProtectConfigurationCountryRuleSet'
    expect(said()).toContain(preflightTexts.lacksRight(action).text)
  })

  it('says when a server of names is silent, and whose names it was asked for', async () => {
    expect(await look({}, silentDns)).toBe(3)
    for (const name of [domain, `vote.${domain}`]) {
      expect(said()).toContain(preflightTexts.noAnswer(`DNS ${name}`, 'ETIMEOUT').text)
    }
  })

  it('looks at nothing with credentials that AWS does not know', async () => {
    mocks.sts.on(GetCallerIdentityCommand).rejects(awsError('ExpiredToken'))
    expect(await look()).toBe(1)
    expect(said()).toContain(accountTexts.noCaller('ExpiredToken').text)
    expect(mocks.ses.calls()).toHaveLength(0)
  })

  it('ends with 2 when there is no election to look for, or the shell names another region', async () => {
    expect(await look({ title: 1 })).toBe(2)
    expect(await runPreflight('/nowhere.json', expected, needs)).toBe(2)
    vi.stubEnv('AWS_REGION', 'us-east-1')
    expect(await look()).toBe(2)
    expect(lines.at(-1)).toBe(unreachableTexts.otherRegion('us-east-1', 'eu-west-3'))
    expect(mocks.sts.calls()).toHaveLength(0)
  })
})
