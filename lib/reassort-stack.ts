import { CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { StackOutputs } from '../shared/contract/stack-outputs.ts'
import type { Election } from '../shared/domain/election.ts'
import { Alarms } from './alarms.ts'
import { Api } from './api.ts'
import { AuditTrail } from './audit-trail.ts'
import { Canaries } from './canaries.ts'
import type { EdgeStack } from './edge-stack.ts'
import { Receipts } from './receipts.ts'
import { reserveForSenders } from './reserved-concurrency.ts'
import { Secrets } from './secrets.ts'
import { Senders } from './senders.ts'
import { Site } from './site.ts'
import { Tables } from './tables.ts'
import { WorkQueue } from './work-queue.ts'

interface ReassortProps {
  election: Election
  /** Path of the file that `election` was read from. */
  electionFile: string
  /** What CloudFront uses of us-east-1. Without it, the site has neither firewall nor a certificate made by AWS. */
  edge?: EdgeStack | undefined
}

/** One election's whole service. */
export class ReassortStack extends Stack {
  constructor(scope: Construct, id: string, { election, electionFile, edge }: ReassortProps) {
    super(scope, id, { description: `Réassort: ${election.title}` })
    if (edge) this.addStackDependency(edge)
    // A message must not overtake the transaction that it belongs to, hence one second at least.
    const smsDelay = Duration.seconds(Math.max(1, election.smsDelaySeconds))
    const tables = new Tables(this, 'Tables')
    const secrets = new Secrets(this, 'Secrets')
    const queues = {
      sms: new WorkQueue(this, 'Sms', { delay: smsDelay, consumerTimeout: Duration.seconds(30) }),
      mail: new WorkQueue(this, 'Mail', { delay: Duration.seconds(1) }),
      // Links are asked for by anybody: whoever asks for many must not hold the other mails up.
      link: new WorkQueue(this, 'Link'),
      // A receipt may come before the sender has written the id of its SMS.
      receipt: new WorkQueue(this, 'Receipt', { delay: Duration.seconds(2) }),
    }
    const context = { election, electionFile, tables, secrets, queues }
    const api = new Api(this, 'Api', context)
    const site = new Site(this, 'Site', { election, secrets, apiEndpoint: api.endpoint, edge })
    // Named 'Delivery' by the stacks that are deployed: another name would make SES refuse the sender's
    // address, which that construct has registered.
    const senders = new Senders(this, 'Delivery', { context, siteUrl: site.url })
    const receipts = new Receipts(this, 'Receipts', context)
    const alarms = new Alarms(this, 'Alarms', {
      email: election.alarms?.email,
      queues: Object.values(queues),
      smsQueue: queues.sms,
      smsDelay,
      api,
      senders,
      receipts,
    })
    if (election.canary) {
      new Canaries(this, 'Canaries', { aliases: api.aliases, alarm: alarms.failingApi })
    }
    if (election.auditTrail) new AuditTrail(this, 'AuditTrail', tables.voters)
    reserveForSenders(this, election.lambdaConcurrency)
    const outputs: StackOutputs = {
      SiteUrl: `${site.url}/`,
      VotersTable: tables.voters.tableName,
      PhonesTable: tables.phones.tableName,
      ReissuesTable: tables.reissues.tableName,
      PasswordLinksTable: tables.passwordLinks.tableName,
      RollOperationsTable: tables.rollOperations.tableName,
      MailQueueUrl: queues.mail.queue.queueUrl,
      MasterKeySecret: secrets.masterKey.secretArn,
    }
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value })
  }
}
