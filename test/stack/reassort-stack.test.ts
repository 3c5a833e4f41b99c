import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api'
import { afterAll, describe, expect, it } from 'vitest'
import { leaseSeconds } from '../../functions/send-identifier/send-identifier.ts'
import { synthesise } from '../../local/synthesise.ts'

interface Resource {
  Type: string
  DeletionPolicy?: string
  DependsOn?: string[]
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation has no types
  Properties: any
}

const root = join(import.meta.dirname, '..', '..')
const directory = mkdtempSync(join(tmpdir(), 'reassort-stack-'))
const [stack] = synthesise(join(root, 'election.json'), join(directory, 'cdk.out')).stacks
const template = (stack as CloudFormationStackArtifact).template as {
  Resources: Record<string, Resource>
}
const election = JSON.parse(readFileSync(join(root, 'election.json'), 'utf8'))

afterAll(() => rmSync(directory, { recursive: true }))

function ofType(type: string): [string, Resource][] {
  return Object.entries(template.Resources).filter(([, { Type }]) => Type === type)
}

const withoutHash = (id: string) => id.replace(/[0-9A-F]{8}$/, '')

const idOf = (reference: { 'Fn::GetAtt'?: [string, string]; Ref?: string }) =>
  reference['Fn::GetAtt']?.[0] ?? reference.Ref

/** The statements of a role, by the name of its construct. */
function policiesOf(role: string) {
  return ofType('AWS::IAM::Policy')
    .filter(([, { Properties }]) =>
      Properties.Roles.some(({ Ref }: { Ref: string }) => withoutHash(Ref) === role),
    )
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
}

/** The functions of the journey: CDK's own, which run at deployment, are not in our folders. */
const steps = ofType('AWS::Lambda::Function').filter(([id]) => /^(Api|Delivery|Receipts)/.test(id))
const stepNamed = (name: string) => steps.find(([id]) => withoutHash(id) === name)?.[1]
const queues = ofType('AWS::SQS::Queue')
const consumers = ofType('AWS::Lambda::EventSourceMapping')

describe('every queue', () => {
  const deadLetterQueues = queues.map(([, { Properties }]) =>
    idOf(Properties.RedrivePolicy?.deadLetterTargetArn ?? {}),
  )
  const working = queues.filter(([id]) => !deadLetterQueues.includes(id))

  it('is the one of the SMS, of the mails, of the links, of the receipts, or one of their DLQs', () => {
    expect(working.map(([id]) => withoutHash(id))).toEqual([
      'SmsQueue',
      'MailQueue',
      'LinkQueue',
      'ReceiptQueue',
    ])
    expect(queues).toHaveLength(8)
  })

  it.each(working)(
    '%s has one consumer, a DLQ, and hides messages six times as long as it runs',
    (id, queue) => {
      const mine = consumers.filter(([, { Properties }]) => idOf(Properties.EventSourceArn) === id)
      expect(mine).toHaveLength(1)
      const { Properties } = (mine[0] as [string, Resource])[1]
      const consumer = template.Resources[idOf(Properties.FunctionName) as string] as Resource
      expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures'])
      expect(Properties.ScalingConfig.MaximumConcurrency).toBeGreaterThanOrEqual(2)
      expect(queue.Properties.RedrivePolicy.maxReceiveCount).toBeGreaterThanOrEqual(5)
      expect(queue.Properties.VisibilityTimeout).toBeGreaterThanOrEqual(
        6 * consumer.Properties.Timeout,
      )
      expect(consumer.Properties.Timeout).toBeLessThan(leaseSeconds)
      expect(queue.Properties.VisibilityTimeout).toBeGreaterThan(leaseSeconds)
      expect(Object.values(consumer.Properties.Environment.Variables)).toContainEqual({ Ref: id })
    },
  )

  it('of the SMS has senders that make no more than the rate together, and batches they can finish', () => {
    const sender = (stepNamed('DeliverySendIdentifier') as Resource).Properties
    const [, { Properties }] = consumers.find(([, consumer]) =>
      idOf(consumer.Properties.FunctionName)?.startsWith('DeliverySendIdentifier'),
    ) as [string, Resource]
    const each = Number(sender.Environment.Variables.SMS_PER_SECOND)
    expect(each * Properties.ScalingConfig.MaximumConcurrency).toBe(election.smsPerSecond)
    // The slowest share is one a second, after a second's wait.
    expect(Properties.BatchSize + 1).toBeLessThanOrEqual(sender.Timeout / 2)
  })

  it('of the links has mailers that take half of the rate of the mails at most', () => {
    const mailer = (stepNamed('DeliveryMailPasswordLink') as Resource).Properties
    const [, { Properties }] = consumers.find(([, consumer]) =>
      idOf(consumer.Properties.FunctionName)?.startsWith('DeliveryMailPasswordLink'),
    ) as [string, Resource]
    const each = Number(mailer.Environment.Variables.MAILS_PER_SECOND)
    const all = each * Properties.ScalingConfig.MaximumConcurrency
    expect(all).toBeGreaterThan(election.mailsPerSecond / 4)
    expect(all).toBeLessThanOrEqual(election.mailsPerSecond / 2)
    expect(Properties.BatchSize + 1).toBeLessThanOrEqual(mailer.Timeout)
  })

  it('that follows a transaction holds its messages back: the SMS as the election says, none less than one second', () => {
    const delays = Object.fromEntries(
      working.map(([id, { Properties }]) => [withoutHash(id), Properties.DelaySeconds]),
    )
    expect(delays).toEqual({
      SmsQueue: election.smsDelaySeconds,
      MailQueue: 1,
      LinkQueue: undefined,
      ReceiptQueue: 2,
    })
  })

  it('is encrypted', () => {
    for (const [, { Properties }] of queues) expect(Properties.SqsManagedSseEnabled).toBe(true)
  })
})

describe('every table', () => {
  const tables = ofType('AWS::DynamoDB::Table')

  it('is paid by request, can be restored, and outlives the stack', () => {
    expect(tables).toHaveLength(8)
    for (const [, { Properties, DeletionPolicy }] of tables) {
      expect(Properties.BillingMode).toBe('PAY_PER_REQUEST')
      expect(Properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true)
      expect(DeletionPolicy).toBe('RetainExceptOnCreate')
    }
  })

  it('forgets what expires, and only that', () => {
    const expiring = tables
      .filter(([, { Properties }]) => Properties.TimeToLiveSpecification?.Enabled)
      .map(([id]) => withoutHash(id).replace(/^Tables/, ''))
    expect(expiring.sort()).toEqual([
      'Attempts',
      'Captchas',
      'PasswordLinks',
      'Sessions',
      'SmsDays',
    ])
  })
})

describe('every function', () => {
  it('runs on Node 24, on arm64, and keeps its journal for a year', () => {
    expect(steps).toHaveLength(18)
    for (const [, { Properties }] of steps) {
      expect(Properties.Runtime).toBe('nodejs24.x')
      expect(Properties.Architectures).toEqual(['arm64'])
      const logs = template.Resources[idOf(Properties.LoggingConfig.LogGroup) as string]
      expect(logs?.Properties.RetentionInDays).toBe(365)
    }
  })

  it('has a role of its own', () => {
    const roles = steps.map(([, { Properties }]) => idOf(Properties.Role))
    expect(new Set(roles).size).toBe(steps.length)
    for (const role of roles) {
      expect(template.Resources[role as string]?.Properties.ManagedPolicyArns).toBeUndefined()
    }
  })

  it('may do named actions on named resources: the two wildcards are SMS to numbers and mail from us', () => {
    const roles = steps.map(([, { Properties }]) => idOf(Properties.Role))
    const policies = ofType('AWS::IAM::Policy').filter(([, { Properties }]) =>
      Properties.Roles.some((role: { Ref: string }) => roles.includes(role.Ref)),
    )
    expect(policies).toHaveLength(steps.length)
    const wide = policies.flatMap(([id, { Properties }]) =>
      Properties.PolicyDocument.Statement.filter((statement: object) =>
        JSON.stringify(statement).includes('*'),
      ).map((statement: object) => ({ id: id.replace(/Role.*/, ''), ...statement })),
    )
    expect(wide).toEqual([
      {
        id: 'DeliverySendIdentifier',
        Action: 'sns:Publish',
        Effect: 'Allow',
        NotResource: 'arn:aws:sns:*:*:*',
      },
      {
        id: 'DeliveryTellByEmail',
        Action: 'ses:SendEmail',
        Effect: 'Allow',
        Resource: { 'Fn::Join': ['', expect.arrayContaining([':identity/*'])] },
        Condition: { StringEquals: { 'ses:FromAddress': election.mail.from } },
      },
      {
        id: 'DeliveryMailPasswordLink',
        Action: 'ses:SendEmail',
        Effect: 'Allow',
        Resource: { 'Fn::Join': ['', expect.arrayContaining([':identity/*'])] },
        Condition: { StringEquals: { 'ses:FromAddress': election.mail.from } },
      },
    ])
  })

  it('reads the master key only if it computes with it', () => {
    const reading = steps
      .filter(([, { Properties }]) => Properties.Environment.Variables.MASTER_KEY_SECRET)
      .map(([id]) => withoutHash(id))
    expect(reading.sort()).toEqual([
      'ApiCancelReissue',
      'ApiCreateCaptcha',
      'ApiEnterBooth',
      'ApiRequestPasswordLink',
      'ApiRequestReissue',
      'ApiSetPassword',
      'ApiSignIn',
      'DeliveryMailPasswordLink',
      'DeliverySendIdentifier',
      'DeliveryTellByEmail',
    ])
  })
})

describe('the receipts of the SMS', () => {
  const logGroups = ofType('AWS::Logs::LogGroup').filter(([, { Properties }]) =>
    JSON.stringify(Properties.LogGroupName)?.includes('DirectPublishToPhoneNumber'),
  )
  const named = (end: string) => ({
    'Fn::Join': [
      '',
      [
        'sns/',
        { Ref: 'AWS::Region' },
        '/',
        { Ref: 'AWS::AccountId' },
        `/DirectPublishToPhoneNumber${end}`,
      ],
    ],
  })
  const [attributes] = ofType('Custom::SmsAttributes')

  it('are written to the two log groups that SNS knows, and kept for one day', () => {
    expect(logGroups.map(([, { Properties }]) => Properties)).toEqual([
      { LogGroupName: named(''), RetentionInDays: 1 },
      { LogGroupName: named('/Failure'), RetentionInDays: 1 },
    ])
    expect(logGroups.map(([, { DeletionPolicy }]) => DeletionPolicy)).toEqual(['Delete', 'Delete'])
  })

  it('are all collected, the good news and the bad', () => {
    const filters = ofType('AWS::Logs::SubscriptionFilter').map(([, { Properties }]) => Properties)
    expect(filters.map(({ LogGroupName }) => LogGroupName.Ref)).toEqual(logGroups.map(([id]) => id))
    for (const { DestinationArn, FilterPattern } of filters) {
      expect(withoutHash(idOf(DestinationArn) as string)).toBe('ReceiptsCollectReceipts')
      expect(FilterPattern).toBe('')
    }
  })

  it('are asked of SNS, which is told too how to send and what the month may cost', () => {
    for (const on of ['Create', 'Update']) {
      const call = JSON.parse(
        attributes?.[1].Properties[on]['Fn::Join'][1]
          .map((part: unknown) => (typeof part === 'string' ? part : JSON.stringify(part)))
          .join('')
          .replace(/"\{"Fn::GetAtt":\["(\w+?)[0-9A-F]{8}","Arn"\]\}"/, '"$1"'),
      )
      expect(call).toMatchObject({ service: 'SNS', action: 'setSMSAttributes' })
      expect(call.parameters.attributes).toEqual({
        DefaultSMSType: 'Transactional',
        DefaultSenderID: election.senderId,
        DeliveryStatusIAMRole: 'ReceiptsSmsLogWriter',
        DeliveryStatusSuccessSamplingRate: '100',
        MonthlySpendLimit: String(election.smsMonthlySpendUsd),
      })
    }
  })

  it('are asked for once there is where to write them, or SNS would keep the numbers for ever', () => {
    expect(attributes?.[1].DependsOn).toEqual(expect.arrayContaining(logGroups.map(([id]) => id)))
  })

  it('are written by SNS alone, which may write nothing else', () => {
    const [, role] = ofType('AWS::IAM::Role').find(
      ([id]) => withoutHash(id) === 'ReceiptsSmsLogWriter',
    ) as [string, Resource]
    expect(role.Properties.AssumeRolePolicyDocument.Statement).toEqual([
      { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' } },
    ])
    const statements = policiesOf('ReceiptsSmsLogWriter')
    expect(statements).toHaveLength(1)
    const [{ Action, Resource }] = statements
    expect(Action.every((action: string) => action.startsWith('logs:'))).toBe(true)
    const ends = Resource.map((arn: object) => /log-group:.*$/.exec(JSON.stringify(arn))?.[0])
    expect(ends).toHaveLength(4)
    for (const end of ends) {
      expect(end).toMatch(/\/DirectPublishToPhoneNumber(\/Failure)?(:\*)?"\]\]\}$/)
    }
  })

  it('cost one more wildcard, at deployment only: AWS knows no resource for the SMS attributes', () => {
    expect(policiesOf('AWS679f53fac002430cb0da5b7982bd2287ServiceRole')).toEqual([
      { Action: 'sns:SetSMSAttributes', Effect: 'Allow', Resource: '*' },
      {
        Action: 'iam:PassRole',
        Effect: 'Allow',
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^ReceiptsSmsLogWriter/), 'Arn'] },
      },
    ])
  })
})

describe('every alarm', () => {
  const alarms = ofType('AWS::CloudWatch::Alarm')
  const [topic] = ofType('AWS::SNS::Topic')

  it('tells the team, and not that all is quiet', () => {
    expect(alarms).toHaveLength(11)
    for (const [, { Properties }] of alarms) {
      expect(Properties.AlarmActions).toEqual([{ Ref: topic?.[0] }])
      expect(Properties.TreatMissingData).toBe('notBreaching')
    }
    const [subscription] = ofType('AWS::SNS::Subscription')
    expect(subscription?.[1].Properties).toEqual({
      Protocol: 'email',
      Endpoint: election.alarms.email,
      TopicArn: { Ref: topic?.[0] },
    })
  })

  it('may write to the team: the topic lets CloudWatch in', () => {
    const [policy] = ofType('AWS::SNS::TopicPolicy')
    expect(policy?.[1].Properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
      }),
    )
  })

  it('leads to a heading of the runbook', () => {
    const runbook = readFileSync(join(root, 'docs', 'runbook.md'), 'utf8')
    const anchors = [...runbook.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    )
    for (const [, { Properties }] of alarms) {
      const [, anchor] = /docs\/runbook\.md#([a-z-]+)$/.exec(Properties.AlarmDescription) ?? []
      expect(anchors).toContain(anchor)
    }
  })

  it('of a DLQ: there is one for each', () => {
    const watched = alarms
      .filter(([, { Properties }]) => Properties.AlarmDescription.endsWith('#messages-in-a-dlq'))
      .map(([, { Properties }]) => idOf(Properties.Dimensions[0].Value))
    const deadLetters = queues.map(([id]) => id).filter((id) => id.includes('DeadLetters'))
    expect(watched.sort()).toEqual(deadLetters.sort())
  })

  it('that reads the journal reads the events that the functions write', () => {
    const filters = ofType('AWS::Logs::MetricFilter').map(([, { Properties }]) => [
      withoutHash(Properties.LogGroupName.Ref),
      Properties.FilterPattern,
    ])
    expect(filters).toEqual([
      ['DeliverySendIdentifierLogs', '{ $.event = "sms.held" }'],
      [
        'ReceiptsRecordReceiptLogs',
        '{ ($.event = "receipt.recorded") && ($.failure = "service-limit") }',
      ],
      ['DeliverySendIdentifierLogs', '{ $.event = "sms.not-taken" }'],
      ['ReceiptsCollectReceiptsLogs', '{ $.unreadable > 0 }'],
    ])
  })
})

describe('the template', () => {
  it('never fixes the security code', () => {
    expect(JSON.stringify(template)).not.toContain('CAPTCHA_TEST_CODE')
  })

  it('holds no secret: AWS generates them', () => {
    const secrets = ofType('AWS::SecretsManager::Secret')
    expect(secrets).toHaveLength(2)
    for (const [, { Properties }] of secrets) {
      expect(Properties.SecretString).toBeUndefined()
      expect(Properties.GenerateSecretString.PasswordLength).toBeGreaterThanOrEqual(32)
    }
  })

  it('keeps the master key as long as the tables', () => {
    const kept = ofType('AWS::SecretsManager::Secret').filter(
      ([, { DeletionPolicy }]) => DeletionPolicy === 'RetainExceptOnCreate',
    )
    expect(kept.map(([id]) => withoutHash(id))).toEqual(['SecretsMasterKey'])
  })

  it('gives each route of the contract its own function, and the rest to the one that refuses', () => {
    const routes = ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties)
    expect(routes.map(({ RouteKey }) => RouteKey).sort()).toEqual([
      'ANY /{proxy+}',
      'DELETE /api/session',
      'GET /api/booth',
      'GET /api/reissues/{id}',
      'GET /api/voter',
      'POST /api/account/link',
      'POST /api/booth/session',
      'POST /api/captchas',
      'POST /api/reissues',
      'POST /api/reissues/{id}/cancel',
      'POST /api/session',
      'POST /api/session/captchas',
      'PUT /api/account/password',
    ])
    const targets = routes.map(({ Target }) => JSON.stringify(Target))
    // The two kinds of codes are drawn by one function.
    expect(new Set(targets).size).toBe(routes.length - 1)
  })

  it('tells the e-mails where the pages are', () => {
    const [distribution] = ofType('AWS::CloudFront::Distribution')
    for (const mailer of ['DeliveryTellByEmail', 'DeliveryMailPasswordLink']) {
      const { SITE_URL } = stepNamed(mailer)?.Properties.Environment.Variables ?? {}
      expect(SITE_URL).toEqual({
        'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [distribution?.[0], 'DomainName'] }]],
      })
    }
  })

  it('looks for forgotten requests every minute', () => {
    const rules = ofType('AWS::Events::Rule').map(([, { Properties }]) => Properties)
    expect(rules).toHaveLength(1)
    expect(rules[0].ScheduleExpression).toBe('rate(1 minute)')
    expect(idOf(rules[0].Targets[0].Arn)).toMatch(/^DeliveryRequeueOverdueReissues/)
  })

  it('shows the pages through CloudFront alone, under a policy that runs no foreign script', () => {
    const buckets = ofType('AWS::S3::Bucket')
    expect(buckets).toHaveLength(1)
    expect(buckets[0]?.[1].Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    })
    for (const [, { Properties }] of ofType('AWS::CloudFront::ResponseHeadersPolicy')) {
      const { ContentSecurityPolicy } = Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig
      expect(ContentSecurityPolicy.ContentSecurityPolicy).toContain("default-src 'none'")
      expect(ContentSecurityPolicy.ContentSecurityPolicy).not.toContain('unsafe')
    }
  })

  it('shows no voter an error that was meant for another', () => {
    const kept = ofType('AWS::CloudFront::Distribution')
      .flatMap(([, { Properties }]) => Properties.DistributionConfig.CustomErrorResponses)
      .filter(
        ({ ErrorCachingMinTTL, ResponsePagePath }) => ErrorCachingMinTTL === 0 && !ResponsePagePath,
      )
      .map(({ ErrorCode }) => ErrorCode)
    expect(kept).toEqual([403, 404, 405, 414, 500, 501, 502, 503, 504])
  })

  it('keeps the assets for a year and asks again for the pages, which come after them', () => {
    const deployments = ofType('Custom::CDKBucketDeployment')
    expect(
      deployments.map(([, { Properties }]) => Properties.SystemMetadata['cache-control']),
    ).toEqual(['public, max-age=31536000, immutable', 'no-cache'])
    const [assets, pages] = deployments
    expect(pages?.[1].DependsOn).toContain(assets?.[0])
  })

  it('lets the three cookies of the contract through to the API, and no other', () => {
    const [policy] = ofType('AWS::CloudFront::OriginRequestPolicy')
    expect(policy?.[1].Properties.OriginRequestPolicyConfig.CookiesConfig).toEqual({
      CookieBehavior: 'whitelist',
      Cookies: ['__Host-session', '__Host-booth', '__Host-device'],
    })
  })

  it('lets the API know CloudFront by a token that no template holds', () => {
    const headers = ofType('AWS::CloudFront::Distribution')
      .flatMap(([, { Properties }]) => Properties.DistributionConfig.Origins)
      .flatMap(({ OriginCustomHeaders }) => OriginCustomHeaders ?? [])
    expect(headers).toEqual([{ HeaderName: 'x-origin-token', HeaderValue: expect.anything() }])
    expect(JSON.stringify(headers)).toContain('{{resolve:secretsmanager:')
  })

  it('has a CloudFront function that CloudFront accepts: 10 kB at most', () => {
    const [found] = ofType('AWS::CloudFront::Function')
    expect(Buffer.byteLength(found?.[1].Properties.FunctionCode)).toBeLessThanOrEqual(10_240)
  })
})

describe('a mistake in election.json', () => {
  it('stops the deployment with the name of each field', () => {
    const file = join(directory, 'election.json')
    const wrong = { ...election, smsDelaySeconds: 901, territories: ['FR', 'XX'], colour: 'red' }
    writeFileSync(file, JSON.stringify(wrong))
    const { status, stderr } = runApp(file)
    expect(status).toBe(1)
    expect(stderr).toContain('smsDelaySeconds')
    expect(stderr).toContain('colour')
    expect(stderr).not.toContain('    at ')
  })

  it('is said plainly too when the file is no JSON, or a territory has no telephones', () => {
    const file = join(directory, 'election.json')
    writeFileSync(file, '{')
    expect(runApp(file).stderr).toContain('is not JSON')
    writeFileSync(file, JSON.stringify({ ...election, territories: ['XX'] }))
    expect(runApp(file).stderr).toContain('territories')
  })
})

function runApp(electionFile: string): { status: number; stderr: string } {
  try {
    execFileSync(process.execPath, [join(root, 'bin', 'reassort.ts')], {
      env: {
        CDK_OUTDIR: join(directory, 'cdk.out.wrong'),
        CDK_CONTEXT_JSON: JSON.stringify({ election: electionFile }),
      },
      stdio: 'pipe',
    })
    return { status: 0, stderr: '' }
  } catch (error) {
    const { status, stderr } = error as { status: number; stderr: Buffer }
    return { status, stderr: stderr.toString() }
  }
}
