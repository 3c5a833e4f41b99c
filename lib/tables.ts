import { RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'

/** The tables. They outlive the stack: nobody loses an election to `cdk destroy`. */
export class Tables extends Construct {
  readonly voters = this.table('Voters', 'voterId')
  readonly sessions = this.table('Sessions', 'tokenHash', 'ttl')
  readonly captchas = this.table('Captchas', 'captchaId', 'ttl')
  readonly phones = this.table('Phones', 'phoneHash')
  readonly reissues = this.table('Reissues', 'reissueId')
  readonly attempts = this.table('Attempts', 'attemptKey', 'ttl')
  /** The newest link to choose a password, by voter. */
  readonly passwordLinks = this.table('PasswordLinks', 'voterId', 'ttl')
  /** How many SMS each day took, against the daily cap. */
  readonly smsDays = this.table('SmsDays', 'day', 'ttl')
  /** Sparse indexes of the requests whose SMS or e-mail is still due, for the sweep. */
  readonly smsDueIndex = this.dueIndex('sms-due', 'smsDueAt')
  readonly mailDueIndex = this.dueIndex('mail-due', 'mailDueAt')
  /** Sparse index of the requests whose SMS was sent, by the id that SNS gave it, for the receipts. */
  readonly smsMessageIndex = this.messageIndex('sms-message')

  private table(id: string, key: string, timeToLiveAttribute?: string): Table {
    return new Table(this, id, {
      partitionKey: { name: key, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      ...(timeToLiveAttribute && { timeToLiveAttribute }),
    })
  }

  private dueIndex(indexName: string, dueAttribute: string): string {
    this.reissues.addGlobalSecondaryIndex({
      indexName,
      partitionKey: { name: 'sweepShard', type: AttributeType.NUMBER },
      sortKey: { name: dueAttribute, type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['requestedAt'],
    })
    return indexName
  }

  private messageIndex(indexName: string): string {
    this.reissues.addGlobalSecondaryIndex({
      indexName,
      partitionKey: { name: 'messageId', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    })
    return indexName
  }
}
