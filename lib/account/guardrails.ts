import { smsNames } from '../../shared/contract/sms-names.ts'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { approvals, pipelineNamesOf } from './bootstrap.ts'
import { sharedLetters } from './policies.ts'

// Policies that only AWS can hold against whoever deploys alone: `cdk synth -c account=…` writes them, for docs/deploy.md.

interface Guarded {
  election: Pick<Election, 'name' | 'region'>
  account: string
  templates: Readonly<
    Record<string, { Resources: Record<string, { Type: string; DeletionPolicy?: string }> }>
  >
}

export function guardrailsOf(guarded: Guarded) {
  const named = (Statement: object[]) => ({ Version: '2012-10-17', Statement })
  return {
    'stack-policy': { Statement: stackPolicyOf(guarded) },
    boundary: named(boundaryOf(guarded, 'reassort-boundary')),
    organisation: named(organisationPolicyOf(guarded)),
    'trail-bucket': named(trailBucketPolicyOf(guarded)),
  }
}

/** Stack policy of `Reassort-Data`: no update replaces or removes what its template retains. */
function stackPolicyOf({ election, templates }: Guarded) {
  const { Resources = {} } = templates[stackNamesOf(election).kept] ?? {}
  const kept = Object.entries(Resources).flatMap(([id, { DeletionPolicy = '' }]) =>
    DeletionPolicy.startsWith('Retain') ? [`LogicalResourceId/${id}`] : [],
  )
  const removes = ['Update:Replace', 'Update:Delete']
  return [
    { Effect: 'Allow', Principal: '*', Action: 'Update:*', Resource: '*' },
    { Effect: 'Deny', Principal: '*', Action: removes, Resource: kept },
  ]
}

/** Services whose name in IAM is not that of CloudFormation's types. */
const prefixes: Record<string, string> = {
  ApiGatewayV2: 'apigateway',
  CertificateManager: 'acm',
}

/** Services whose resources the templates make, and whose actions their policies name. */
function servicesIn(templates: Guarded['templates']): string[] {
  const types = Object.values(templates)
    .flatMap(({ Resources }) => Object.values(Resources))
    .flatMap(({ Type }) => /^AWS::(\w+)::/.exec(Type)?.[1] ?? [])
    .map((name) => prefixes[name] ?? name.toLowerCase())
  const actions = JSON.stringify(templates).matchAll(/"([a-z0-9-]+):[A-Z][A-Za-z]+\*?"/g)
  const named = [...actions].map(([, service = '']) => service)
  // CloudFormation reads the bootstrap's version in SSM.
  const all = new Set([...types, ...named, 'ssm'])
  return [...all].filter((name) => !['aws', 'cdk'].includes(name)).sort()
}

/** `iam:Put*` and the like, of `iam Put* Attach*`. */
const actionsOf = (...services: string[]) =>
  services.flatMap((one) => {
    const [service, ...verbs] = one.split(' ')
    return verbs.map((verb) => `${service}:${verb}`)
  })

const deny = (Sid: string, Action: string[], rest: object) => ({
  ...{ Sid, Effect: 'Deny', Action, Resource: '*' },
  ...rest,
})

/** CloudFormation names functions and roles after their stack, whose name it may cut. */
function namesOf({ election, account }: Guarded) {
  const own = stackNamesOf(election).main.slice(0, sharedLetters)
  const arn = (service: string, resource: string, region = election.region) =>
    `arn:aws:${service}:${region}:${account}:${resource}`
  const role = (name: string) => arn('iam', `role/${name}`, '')
  return { own, arn, role, roles: [role(`${own}*`), role(`${smsNames.stack}*`)] }
}

/**
 * Bounds CloudFormation's role, and each role that it makes, to the election's services and to roles that have this
 * boundary. It does not keep whoever deploys from changing the election.
 */
function boundaryOf(guarded: Guarded, name: string) {
  const { arn, role, roles } = namesOf(guarded)
  const ours = { 'iam:PermissionsBoundary': arn('iam', `policy/${name}`, '') }
  const writes =
    'iam Add* Attach* Create* Deactivate* Delete* Detach* PassRole Put* Remove* Set* Update* Upload*'
  return [
    {
      ...{ Sid: 'ServicesOfTheElection', Effect: 'Allow', Resource: '*' },
      Action: servicesIn(guarded.templates).map((service) => `${service}:*`),
    },
    {
      ...{ Sid: 'RolesOfTheElection', Effect: 'Deny', Action: actionsOf(writes) },
      NotResource: [...roles, role('aws-service-role/*')],
    },
    deny('EachWithThisBoundary', actionsOf('iam AttachRolePolicy CreateRole PutRole*'), {
      Condition: { StringNotEquals: ours },
    }),
    deny('ForGood', actionsOf('iam DeleteRolePermissionsBoundary'), {}),
  ]
}

/**
 * For the account, once the pipeline deploys: CloudFormation alone changes functions and roles, the pipeline alone calls
 * CloudFormation, and people invoke functions by their URL alone, but for what an operator restarts.
 */
function organisationPolicyOf(guarded: Guarded) {
  const { own, arn, role, roles } = namesOf(guarded)
  const { name, ...pipeline } = pipelineNamesOf(stackNamesOf(guarded.election).main)
  const unless = (...names: string[]) => ({
    ArnNotLike: { 'aws:PrincipalArn': names.map(role) },
  })
  const [execution, deploying] = ['cdk-*-cfn-exec-role-*', 'cdk-*-deploy-role-*'] as const
  // The operator's remedies invoke it, and it lets functions be called again.
  const [operator, restarting] = [`${own}*TeamRolesOperator*`, `${own}*Restarting*`]
  const functions = [`${own}*`, 'reassort-*'].map((one) => arn('lambda', `function:${one}`))
  const projects = arn('codebuild', `project/${name}*`)
  const changed = [...functions, ...roles, projects, arn('codepipeline', name)]
  const stacks = [`${own}*`, `${smsNames.stack}/*`, 'CDKToolkit/*'].map((stack) =>
    arn('cloudformation', `stack/${stack}`, '*'),
  )
  return [
    deny('Invoke', actionsOf('lambda InvokeFunction'), {
      Resource: functions,
      // The key is absent of calls that are not made by the URL.
      Condition: {
        ...unless(execution, operator),
        BoolIfExists: { 'lambda:InvokedViaFunctionUrl': 'false' },
      },
    }),
    deny(
      'Change',
      actionsOf(
        'lambda Add* Create* Delete* Publish* Put* Remove* Update*',
        'iam Attach* Create* Delete* Detach* PassRole Put* Update*',
        ...['codebuild Delete* Update*', 'codepipeline Delete* Update*'],
      ),
      // CodeDeploy leads aliases to the new version.
      { Resource: changed, Condition: unless(execution, `${own}*-CanariesRole*`, restarting) },
    ),
    deny(
      'Map',
      ['Create', 'Delete', 'Update'].map((verb) => `lambda:${verb}EventSourceMapping`),
      {
        Condition: {
          ...unless(execution, restarting),
          ArnLike: { 'lambda:FunctionArn': functions },
        },
      },
    ),
    deny('Bootstrap', actionsOf('iam Attach* Delete* Detach* Put* Update*'), {
      Resource: role('cdk-*'),
    }),
    deny('Pass', actionsOf('iam PassRole'), {
      ...{ Resource: role('cdk-*'), Condition: unless(deploying) },
    }),
    deny('Deploy', actionsOf('sts AssumeRole'), {
      ...{ Resource: role('cdk-*'), Condition: unless(pipeline.deployRole) },
    }),
    deny(
      'Stacks',
      actionsOf('cloudformation Continue* Create* Delete* Execute* Rollback* Update*'),
      { Resource: stacks, Condition: unless(deploying) },
    ),
    deny('StackPolicies', actionsOf('cloudformation SetStackPolicy'), { Resource: stacks }),
    deny('Trails', actionsOf('cloudtrail DeleteTrail Put* StopLogging UpdateTrail'), {
      ...{ Resource: arn('cloudtrail', `trail/${own}*`), Condition: unless(execution) },
    }),
    deny('Build', actionsOf('codebuild RetryBuild* StartBuild*'), {
      ...{ Resource: projects, Condition: unless(pipeline.role) },
    }),
    deny('Files', actionsOf('s3 DeleteObject* PutBucketPolicy PutObject*'), {
      Resource: `arn:aws:s3:::${pipeline.stack.toLowerCase()}-*`,
      Condition: unless(execution, `${name}-*`),
    }),
    ...approvals.map((approval) =>
      deny(approval, actionsOf('codepipeline PutApprovalResult'), {
        Resource: arn('codepipeline', `${name}/Approve/${approval}`),
        Condition: unless(`${name}-${approval}`),
      }),
    ),
  ]
}

/** For a bucket of a second account: only the trail of the election's account writes there. */
function trailBucketPolicyOf({ election, account }: Guarded) {
  const { main } = stackNamesOf(election)
  const bucket = `arn:aws:s3:::${main.toLowerCase()}-trail-${account}`
  const trail = `arn:aws:cloudtrail:${election.region}:${account}:trail/${main}-SecondAccount`
  const byTrail = {
    ...{ Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' } },
    Condition: { StringEquals: { 'aws:SourceArn': trail } },
  }
  return [
    { ...byTrail, Action: 's3:GetBucketAcl', Resource: bucket },
    { ...byTrail, Action: 's3:PutObject', Resource: `${bucket}/AWSLogs/${account}/*` },
  ]
}
