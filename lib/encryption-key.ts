import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import {
  AccountRootPrincipal,
  AnyPrincipal,
  PolicyDocument,
  PolicyStatement,
  type PolicyStatementProps,
} from 'aws-cdk-lib/aws-iam'
import { Alias, type IKey, Key } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import { stackNamesOf } from '../shared/contract/stack-names.ts'
import type { Election } from '../shared/domain/election/election.ts'
import { teamRolesPath } from './account/policies.ts'

const usageActions = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey*',
  'kms:ReEncrypt*',
]

const adminActions = [
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
]

const recoveryActions = [
  'kms:CancelKeyDeletion',
  'kms:DescribeKey',
  'kms:EnableKey',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListGrants',
]

/** The policy matches role ARNs: most roles are created after the key, and a recreated role is a new principal. */
export class EncryptionKey extends Construct {
  readonly key: IKey

  constructor(scope: Construct, id: string, election: Election) {
    super(scope, id)
    const { region, account, partition, stackName, synthesizer } = Stack.of(this)
    const roleArn = (path: string) => `arn:${partition}:iam::${account}:role${path}`
    const functionRoles = roleArn(`/${stackNamesOf(election).main}/functions/*`)
    const teamRoles = roleArn(`${teamRolesPath(election)}*`)
    const { bootstrapQualifier = '' } = synthesizer
    const cloudFormationRole = roleArn(
      `/cdk-${bootstrapQualifier}-cfn-exec-role-${account}-${region}`,
    )
    const dynamodbService = `dynamodb.${region}.amazonaws.com`
    const secretsManagerService = `secretsmanager.${region}.amazonaws.com`
    const viaService = (service: string | string[]) => ({ 'kms:ViaService': service })

    const allowRoles = (
      roles: string[],
      actions: string[],
      stringEquals?: Record<string, unknown>,
    ) =>
      statement({
        principals: [new AnyPrincipal()],
        actions,
        conditions: {
          ArnLike: { 'aws:PrincipalArn': roles },
          ...(stringEquals && { StringEquals: stringEquals }),
        },
      })
    const delegateToIam = (actions: string[], principalArn?: string) =>
      statement({
        principals: [new AccountRootPrincipal()],
        actions,
        ...(principalArn && { conditions: { ArnLike: { 'aws:PrincipalArn': principalArn } } }),
      })

    const key = new Key(this, 'Key', {
      description: `Réassort: ${stackName}, tables and keys`,
      enableKeyRotation: true,
      pendingWindow: Duration.days(7),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      policy: new PolicyDocument({
        statements: [
          allowRoles(
            [functionRoles, teamRoles],
            usageActions,
            viaService([dynamodbService, secretsManagerService]),
          ),
          // DynamoDB creates a grant on behalf of the role that creates or restores a table.
          allowRoles(
            [cloudFormationRole, functionRoles, teamRoles],
            ['kms:CreateGrant', ...usageActions],
            viaService(dynamodbService),
          ),
          allowRoles(
            [cloudFormationRole],
            ['kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*'],
            viaService(secretsManagerService),
          ),
          // Secrets Manager first tests the key by decrypting. A wider right would let any stack read a secret.
          allowRoles([cloudFormationRole], ['kms:Decrypt'], {
            ...viaService(secretsManagerService),
            'kms:EncryptionContext:SecretVersionId': 'RequestToValidateKeyAccess',
          }),
          allowRoles([cloudFormationRole], adminActions),
          delegateToIam(recoveryActions),
          delegateToIam(['kms:ScheduleKeyDeletion'], teamRoles),
          // Lets the root user recover the key if CloudFormation cannot.
          delegateToIam(['kms:PutKeyPolicy'], `arn:${partition}:iam::${account}:root`),
        ],
      }),
    })
    new Alias(this, 'Alias', { aliasName: `alias/${stackName}`, targetKey: key })
    // The key is imported, because CDK would open a `Key` construct's policy to the whole account for each secret.
    this.key = Key.fromKeyArn(this, 'AsGiven', key.keyArn)
  }
}

const statement = (props: PolicyStatementProps) =>
  new PolicyStatement({ resources: ['*'], ...props })
