import { Stack } from 'aws-cdk-lib'
import { AccountRootPrincipal, Effect, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { smsResourceNames } from '../../shared/contract/sms-resource-names.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import { commandRights, type RightsName } from '../../shared/tooling/command-rights.ts'
import type { CommandRights, RightsTarget } from '../../shared/tooling/rights.ts'
import {
  type TeamRole,
  type TeamRoleName,
  teamRoleNames,
  teamRoles,
} from '../../shared/tooling/team-roles.ts'
import type { FunctionContext } from '../function-with-rights.ts'
import { deployRolesOf, pipelineNamesOf } from './bootstrap.ts'
import {
  actionsOf,
  allow,
  namePrefixesOf,
  sharedNameLength,
  smsStatement,
  tableRightsOf,
  teamRolesPath,
  valuesCondition,
} from './policies.ts'

interface TeamRolesProps
  extends Pick<FunctionContext, 'election' | 'tables' | 'secrets' | 'ledger' | 'queues'> {
  distributionIds: readonly string[]
  stacks: readonly (Stack | undefined)[]
  encryptionKey: IKey | undefined
  trailBucket: IBucket | undefined
}

const readingActions = [
  'cloudformation:DescribeStacks',
  'dynamodb:BatchGetItem',
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
]

export class TeamRoles extends Construct {
  readonly roles: Readonly<Record<TeamRoleName, Role>>
  private readonly props: TeamRolesProps
  private readonly arns: ReturnType<typeof arnsOfTargets>

  constructor(scope: Construct, id: string, props: TeamRolesProps) {
    super(scope, id)
    this.props = props
    this.arns = arnsOfTargets(Stack.of(this), props)
    const roles = teamRoleNames.map((name) => [name, this.addRole(name)])
    this.roles = Object.fromEntries(roles)
  }

  private addRole(name: TeamRoleName): Role {
    const { election, encryptionKey } = this.props
    const { rightsNames, readOnlyAfterSeal }: TeamRole = teamRoles[name]
    const role = new Role(this, `${name.charAt(0).toUpperCase()}${name.slice(1)}`, {
      description: `${election.title}: ${name}`.replace(/[^\t\n\r -~\u00a1-\u00ff]/g, ' '),
      assumedBy: principalOf(election, name),
      ...(encryptionKey && { path: teamRolesPath(election) }),
    })
    allow(role, ['cloudformation:DescribeStacks'], [Stack.of(this).stackId])
    for (const rightsName of rightsNames) {
      const rights: CommandRights = commandRights[rightsName]
      // Rights to wipe a rehearsal would also allow wiping a vote.
      if (rights.onlyInRehearsal && election.mode === 'vote') continue
      this.grant(role, rights)
    }
    if (readOnlyAfterSeal) role.addToPolicy(denyWritesFrom(rollSealedAt(election), encryptionKey))
    return role
  }

  private grant(
    role: Role,
    { tables = {}, secrets = {}, queues = {}, writesUntilSeal, otherRights }: CommandRights,
  ) {
    const sealedAt = rollSealedAt(this.props.election).toISOString()
    const sealCondition = writesUntilSeal && { DateLessThan: { 'aws:CurrentTime': sealedAt } }
    for (const [name, rights] of Object.entries(tables)) {
      const { actions: operations = [], attributes, deletableKeys } = rights
      const { tableArn } = this.props.tables[name as keyof typeof tables]
      const { actions, indexes } = tableRightsOf(operations, tableArn)
      const readActions = actions.filter((action) => readingActions.includes(action))
      const writeActions = actions.filter((action) => !readingActions.includes(action))
      allow(role, sealCondition ? readActions : actions, [tableArn])
      if (sealCondition) allow(role, writeActions, [tableArn], sealCondition)
      allow(role, ['dynamodb:Query'], indexes)
      if (attributes) {
        const attributesCondition = valuesCondition('dynamodb:Attributes', attributes)
        allow(role, ['dynamodb:UpdateItem'], [tableArn], attributesCondition)
      }
      if (deletableKeys) {
        allow(role, ['dynamodb:DeleteItem'], [tableArn], {
          ...valuesCondition('dynamodb:LeadingKeys', deletableKeys),
          ...sealCondition,
        })
      }
    }
    for (const [name, actions] of Object.entries(secrets)) {
      const secret = this.props.secrets[name as keyof typeof secrets]
      allow(role, actionsOf('secretsmanager', actions), secret ? [secret.secretArn] : [])
    }
    for (const [name, actions] of Object.entries(queues)) {
      const { queue } = this.props.queues[name as keyof typeof queues]
      allow(role, actionsOf('sqs', actions), [queue.queueArn])
    }
    for (const { actions, target } of otherRights ?? []) {
      if (target === 'phone numbers') role.addToPolicy(smsStatement())
      else allow(role, actions, this.arns[target])
    }
  }

  // Allows invocation through the URL only: a direct invocation could claim to come from any caller.
  // https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
  allowTeamFunction({ functionArn }: IFunction): void {
    for (const role of this.rolesWith('callsTeamFunction')) {
      allow(role, ['lambda:InvokeFunctionUrl'], [functionArn], {
        StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' },
      })
      allow(role, ['lambda:InvokeFunction'], [functionArn], {
        Bool: { 'lambda:InvokedViaFunctionUrl': 'true' },
      })
    }
  }

  allowRestart({ functionArn }: IFunction): void {
    for (const role of this.rolesWith('restartsService')) {
      allow(role, ['lambda:InvokeFunction'], [functionArn])
    }
  }

  private rolesWith(right: 'callsTeamFunction' | 'restartsService'): Role[] {
    const hasRight = (name: RightsName) => right in commandRights[name]
    return teamRoleNames.flatMap((name) =>
      teamRoles[name].rightsNames.some(hasRight) ? this.roles[name] : [],
    )
  }
}

function arnsOfTargets(
  stack: Stack,
  { stacks, distributionIds, encryptionKey, ledger, trailBucket, ...props }: TeamRolesProps,
): Record<Exclude<RightsTarget, 'phone numbers'>, readonly string[]> {
  const { stackName, region } = stack
  const namePrefix = stackName.slice(0, sharedNameLength)
  const queues = Object.values(props.queues)
  const arn = (service: string, resource: string) => stack.formatArn({ service, resource })
  const globalArn = (service: string, resource: string) =>
    stack.formatArn({ service, resource, region: '' })
  const stackArn = (owner: Stack, name: string) =>
    owner.formatArn({ service: 'cloudformation', resource: `stack/${name}/*` })
  const bucketArns = (bucket: IBucket) => [bucket.bucketArn, bucket.arnForObjects('*')]
  return {
    'all resources': ['*'],
    "the election's stacks": [
      ...stacks.flatMap((member) => (member ? stackArn(member, member.stackName) : [])),
      stackArn(stack, smsResourceNames.stack),
    ],
    'the dashboard': [globalArn('cloudwatch', `dashboard/${stackName}-${region}`)],
    'the distributions': distributionIds.map((id) => globalArn('cloudfront', `distribution/${id}`)),
    'the queues': queues.map(({ queue }) => queue.queueArn),
    'the dead-letter queues': queues.map(({ deadLetters }) => deadLetters.queueArn),
    "CDK's roles": deployRolesOf(stack, region),
    'the pipeline, if there is one': [arn('codepipeline', pipelineNamesOf(stackName, region).name)],
    "the election's roles": [`${namePrefix}*`, `${stackName}/*`].map((name) =>
      globalArn('iam', `role/${name}`),
    ),
    "the functions' code": namePrefixesOf(stackName).map((name) =>
      arn('lambda', `function:${name}*`),
    ),
    'the code at the edge': [globalArn('cloudfront', 'function/*')],
    'the ledger': bucketArns(ledger.bucket),
    "the ledger's key": [ledger.signingKey.keyArn],
    'the key of the tables': encryptionKey ? [encryptionKey.keyArn] : [],
    'the records of the audit trail': trailBucket ? bucketArns(trailBucket) : [],
  }
}
/** If the election file names nobody, the account's own policies decide who may assume the role. */
function principalOf({ roles }: Election, name: TeamRoleName) {
  const account = new AccountRootPrincipal()
  const principals = roles[name]
  return principals
    ? account.withConditions({ ArnLike: { 'aws:PrincipalArn': principals } })
    : account
}

function denyWritesFrom(sealedAt: Date, encryptionKey: IKey | undefined): PolicyStatement {
  return new PolicyStatement({
    effect: Effect.DENY,
    notActions: [...readingActions, ...(encryptionKey ? ['kms:Decrypt'] : [])],
    resources: ['*'],
    conditions: { DateGreaterThanEquals: { 'aws:CurrentTime': sealedAt.toISOString() } },
  })
}
