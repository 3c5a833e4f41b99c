import { Duration, Stack } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import type { environment as mailPasswordLink } from '../functions/mail-password-link/environment.ts'
import type { environment as requeueOverdueReissues } from '../functions/requeue-overdue-reissues/environment.ts'
import type { environment as sendIdentifier } from '../functions/send-identifier/environment.ts'
import type { environment as tellByEmail } from '../functions/tell-by-email/environment.ts'
import type { Election } from '../shared/domain/election.ts'
import type { EnvironmentOf } from '../shared/runtime/environment.ts'
import { type FunctionDefaults, JourneyFunction } from './journey-function.ts'
import { rateSharesOf } from './rate-shares.ts'
import type { Secrets } from './secrets.ts'
import type { Tables } from './tables.ts'
import type { WorkQueue } from './work-queue.ts'

interface DeliveryProps {
  defaults: FunctionDefaults
  election: Election
  tables: Tables
  secrets: Secrets
  smsQueue: WorkQueue
  mailQueue: WorkQueue
  linkQueue: WorkQueue
  /** Address of the voters' pages, without a slash at its end. */
  siteUrl: string
}

const readSecret = ['secretsmanager:GetSecretValue']

/** What happens once a request is accepted: the e-mail, the SMS, and the sweep that forgets neither. */
export class Senders extends Construct {
  readonly sendIdentifier: JourneyFunction
  readonly requeueOverdueReissues: JourneyFunction

  constructor(scope: Construct, id: string, props: DeliveryProps) {
    super(scope, id)
    const { defaults, election, tables, secrets, smsQueue, mailQueue, linkQueue, siteUrl } = props

    const { senders, perSecondEach } = rateSharesOf(election.smsPerSecond)
    const sender = new JourneyFunction<EnvironmentOf<typeof sendIdentifier>>(
      this,
      'SendIdentifier',
      {
        defaults,
        step: 'send-identifier',
        timeout: smsQueue.consumerTimeout,
        environment: {
          QUEUE_URL: smsQueue.queue.queueUrl,
          MASTER_KEY_SECRET: secrets.masterKey.secretArn,
          VOTERS_TABLE: tables.voters.tableName,
          PHONES_TABLE: tables.phones.tableName,
          REISSUES_TABLE: tables.reissues.tableName,
          SMS_DAYS_TABLE: tables.smsDays.tableName,
          MAIL_QUEUE_URL: mailQueue.queue.queueUrl,
          SMS_PER_SECOND: String(perSecondEach),
        },
      },
    )
      .mayUse(tables.voters, 'UpdateItem')
      .mayUse(tables.phones, 'UpdateItem')
      .mayUse(tables.reissues, 'GetItem', 'UpdateItem')
      .mayUse(tables.smsDays, 'UpdateItem')
      .may(['sqs:SendMessage'], [mailQueue.queue.queueArn])
      .may(readSecret, [secrets.masterKey.secretArn])
    // A phone number is no ARN: the only way to say "SMS, and no topic" is to exclude all that has one.
    sender.addToRolePolicy(
      new PolicyStatement({ actions: ['sns:Publish'], notResources: ['arn:aws:sns:*:*:*'] }),
    )
    smsQueue.consumedBy(sender, { maxConcurrency: senders })
    this.sendIdentifier = sender

    new EmailIdentity(this, 'MailSender', {
      identity: Identity.email(election.mail.from),
    })
    const mailer = new JourneyFunction<EnvironmentOf<typeof tellByEmail>>(this, 'TellByEmail', {
      defaults,
      step: 'tell-by-email',
      timeout: mailQueue.consumerTimeout,
      environment: {
        QUEUE_URL: mailQueue.queue.queueUrl,
        MASTER_KEY_SECRET: secrets.masterKey.secretArn,
        VOTERS_TABLE: tables.voters.tableName,
        REISSUES_TABLE: tables.reissues.tableName,
        SITE_URL: siteUrl,
      },
    })
      .mayUse(tables.voters, 'GetItem')
      .mayUse(tables.reissues, 'GetItem', 'UpdateItem')
      .may(readSecret, [secrets.masterKey.secretArn])
    mailer.addToRolePolicy(this.sendMailFrom(election.mail.from))
    mailQueue.consumedBy(mailer)

    // Anybody may ask for links: the other half is for the mails that voters must not miss.
    const links = rateSharesOf(Math.floor(election.mailsPerSecond / 2))
    const linkMailer = new JourneyFunction<EnvironmentOf<typeof mailPasswordLink>>(
      this,
      'MailPasswordLink',
      {
        defaults,
        step: 'mail-password-link',
        timeout: linkQueue.consumerTimeout,
        environment: {
          QUEUE_URL: linkQueue.queue.queueUrl,
          MASTER_KEY_SECRET: secrets.masterKey.secretArn,
          VOTERS_TABLE: tables.voters.tableName,
          PASSWORD_LINKS_TABLE: tables.passwordLinks.tableName,
          SITE_URL: siteUrl,
          MAILS_PER_SECOND: String(links.perSecondEach),
        },
      },
    )
      .mayUse(tables.voters, 'GetItem')
      .mayUse(tables.passwordLinks, 'GetItem', 'PutItem', 'UpdateItem')
      .may(readSecret, [secrets.masterKey.secretArn])
    linkMailer.addToRolePolicy(this.sendMailFrom(election.mail.from))
    linkQueue.consumedBy(linkMailer, { maxConcurrency: links.senders })

    const sweep = new JourneyFunction<EnvironmentOf<typeof requeueOverdueReissues>>(
      this,
      'RequeueOverdueReissues',
      {
        defaults,
        step: 'requeue-overdue-reissues',
        timeout: Duration.seconds(55),
        environment: {
          REISSUES_TABLE: tables.reissues.tableName,
          SMS_DUE_INDEX: tables.smsDueIndex,
          MAIL_DUE_INDEX: tables.mailDueIndex,
          SMS_QUEUE_URL: smsQueue.queue.queueUrl,
          MAIL_QUEUE_URL: mailQueue.queue.queueUrl,
        },
      },
    )
      .mayUse(tables.reissues, 'UpdateItem')
      .may(
        ['dynamodb:Query'],
        [tables.smsDueIndex, tables.mailDueIndex].map(
          (index) => `${tables.reissues.tableArn}/index/${index}`,
        ),
      )
      .may(['sqs:SendMessage'], [smsQueue.queue.queueArn, mailQueue.queue.queueArn])
    new Rule(this, 'EveryMinute', {
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(sweep)],
    })
    this.requeueOverdueReissues = sweep
  }

  /** In the SES sandbox the recipient's identity is asked for too: what is bound is the sender. */
  private sendMailFrom(address: string): PolicyStatement {
    return new PolicyStatement({
      actions: ['ses:SendEmail'],
      resources: [Stack.of(this).formatArn({ service: 'ses', resource: 'identity/*' })],
      conditions: { StringEquals: { 'ses:FromAddress': address } },
    })
  }
}
