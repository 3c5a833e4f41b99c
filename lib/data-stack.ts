import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { stackNamesOf } from '../shared/contract/stack-names.ts'
import type { Election } from '../shared/domain/election/election.ts'
import type { KeyGroup } from '../shared/domain/keys.ts'
import type { TableName } from '../shared/tables/table-definition.ts'
import { tables } from '../shared/tables/tables.ts'
import { EncryptionKey } from './encryption-key.ts'
import { Ledger } from './ledger/ledger.ts'
import { MailIdentity } from './mail-identity.ts'
import { addSecret } from './secrets.ts'
import { addTables, type Tables } from './tables.ts'

export class DataStack extends Stack {
  readonly tables: Tables
  readonly ledger: Ledger
  readonly keys: Readonly<Record<KeyGroup, Secret>>
  readonly encryptionKey: IKey | undefined

  constructor(scope: Construct, election: Election, props: StackProps = {}) {
    super(scope, stackNamesOf(election).data, {
      ...props,
      description: `Réassort, data: ${election.title}`,
      terminationProtection: true,
    })
    const { keysReplicaRegion, customerManagedKey } = election.protection
    const encryptionKey = customerManagedKey
      ? new EncryptionKey(this, 'EncryptionKey', election).key
      : undefined
    this.encryptionKey = encryptionKey
    const tablesScope = new Construct(this, 'Tables')
    this.tables = addTables(tablesScope, encryptionKey)
    const secrets = new Construct(this, 'Secrets')
    const addKeySecret = (id: string) =>
      addSecret(secrets, id, {
        removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
        ...(encryptionKey && { encryptionKey }),
        ...(keysReplicaRegion && { replicaRegions: [{ region: keysReplicaRegion }] }),
      })
    this.keys = {
      identifierKeys: addKeySecret('IdentifierKeys'),
      identityKeys: addKeySecret('IdentityKeys'),
      proofKeys: addKeySecret('ProofKeys'),
      ledgerKeys: addKeySecret('LedgerKeys'),
    }
    this.ledger = new Ledger(this, 'Ledger', election.ledger.lockDays)
    if (election.mail.identity !== 'existing') new MailIdentity(this, 'Delivery', election.mail)
    // Tables come last: once they exist, their deletion protection blocks the rollback of a failed deployment.
    tablesScope.node.addDependency(...this.node.children.filter((child) => child !== tablesScope))
    this.exportValues()
  }

  /** Exports values even if unused: CloudFormation refuses to remove an export that a stack imports. */
  private exportValues(): void {
    for (const name of Object.keys(tables) as TableName[]) {
      this.exportValue(this.tables[name].tableName)
      this.exportValue(this.tables[name].tableArn)
      const stream = this.tables[name].tableStreamArn
      if (stream) this.exportValue(stream)
    }
    this.exportValue(this.ledger.bucket.bucketName)
    this.exportValue(this.ledger.bucket.bucketArn)
    this.exportValue(this.ledger.signingKey.keyArn)
    if (this.encryptionKey) this.exportValue(this.encryptionKey.keyArn)
    for (const { secretArn } of Object.values(this.keys)) this.exportValue(secretArn)
  }
}
