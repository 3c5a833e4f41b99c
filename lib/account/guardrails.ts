import { smsNamePrefix, smsResourceNames } from '../../shared/contract/sms-resource-names.ts'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { approvalNames, pipelineNamesOf } from './bootstrap.ts'
import { sharedNameLength } from './policies.ts'

interface GuardrailInput {
  election: Pick<Election, 'name' | 'region'>
  account: string
  templates: Readonly<
    Record<string, { Resources: Record<string, { Type: string; DeletionPolicy?: string }> }>
  >
}

export function guardrailsOf(input: GuardrailInput) {
  const policyDocument = (Statement: object[]) => ({ Version: '2012-10-17', Statement })
  return {
    'stack-policy': { Statement: stackPolicyOf(input) },
    boundary: policyDocument(boundaryOf(input, 'reassort-boundary')),
    organisation: policyDocument(organisationPolicyOf(input)),
    'trail-bucket': policyDocument(trailBucketPolicyOf(input)),
  }
}

function stackPolicyOf({ election, templates }: GuardrailInput) {
  const { Resources = {} } = templates[stackNamesOf(election).data] ?? {}
  const retainedResources = Object.entries(Resources).flatMap(([id, { DeletionPolicy = '' }]) =>
    DeletionPolicy.startsWith('Retain') ? [`LogicalResourceId/${id}`] : [],
  )
  const removalActions = ['Update:Replace', 'Update:Delete']
  return [
    { Effect: 'Allow', Principal: '*', Action: 'Update:*', Resource: '*' },
    { Effect: 'Deny', Principal: '*', Action: removalActions, Resource: retainedResources },
  ]
}

const iamPrefixes: Record<string, string> = {
  ApiGatewayV2: 'apigateway',
  CertificateManager: 'acm',
}

function servicesIn(templates: GuardrailInput['templates']): string[] {
  const resourceServices = Object.values(templates)
    .flatMap(({ Resources }) => Object.values(Resources))
    .flatMap(({ Type }) => /^AWS::(\w+)::/.exec(Type)?.[1] ?? [])
    .map((name) => iamPrefixes[name] ?? name.toLowerCase())
  const actions = JSON.stringify(templates).matchAll(/"([a-z0-9-]+):[A-Z][A-Za-z]+\*?"/g)
  const actionServices = [...actions].map(([, service = '']) => service)
  // CloudFormation reads the bootstrap version from SSM.
  const services = new Set([...resourceServices, ...actionServices, 'ssm'])
  return [...services].filter((name) => !['aws', 'cdk'].includes(name)).sort()
}

function deny(Sid: string, actions: string | string[], fields: object) {
  const Action = [actions].flat().flatMap((pattern) => {
    const [service, ...verbs] = pattern.split(' ')
    return verbs.map((verb) => `${service}:${verb}`)
  })
  return { ...{ Sid, Effect: 'Deny', Action, Resource: '*' }, ...fields }
}

function arnBuildersOf({ election, account }: GuardrailInput) {
  const prefix = stackNamesOf(election).main.slice(0, sharedNameLength)
  const arn = (service: string, resource: string, region = election.region) =>
    `arn:aws:${service}:${region}:${account}:${resource}`
  const roleArn = (name: string) => arn('iam', `role/${name}`, '')
  const roleArns = [`${prefix}*`, `${smsResourceNames.stack}*`].map(roleArn)
  return { prefix, arn, roleArn, roleArns }
}

function boundaryOf(input: GuardrailInput, name: string) {
  const { arn, roleArn, roleArns } = arnBuildersOf(input)
  const boundaryCondition = { 'iam:PermissionsBoundary': arn('iam', `policy/${name}`, '') }
  return [
    {
      ...{ Sid: 'ServicesOfTheElection', Effect: 'Allow', Resource: '*' },
      Action: servicesIn(input.templates).map((service) => `${service}:*`),
    },
    deny(
      'RolesOfTheElection',
      'iam Add* Attach* Create* Deactivate* Delete* Detach* PassRole Put* Remove* Set* Update* Upload*',
      { Resource: undefined, NotResource: [...roleArns, roleArn('aws-service-role/*')] },
    ),
    deny('EachWithThisBoundary', 'iam AttachRolePolicy CreateRole PutRole*', {
      Condition: { StringNotEquals: boundaryCondition },
    }),
    deny('ForGood', 'iam DeleteRolePermissionsBoundary', {}),
  ]
}

function organisationPolicyOf(input: GuardrailInput) {
  const { prefix, arn, roleArn, roleArns } = arnBuildersOf(input)
  const { main } = stackNamesOf(input.election)
  const { name, roleName, stack } = pipelineNamesOf(main, input.election.region)
  const exemptRoles = (...names: string[]) => ({
    ArnNotLike: { 'aws:PrincipalArn': names.map(roleArn) },
  })
  const [executionRole, deployRole] = ['cdk-*-cfn-exec-role-*', 'cdk-*-deploy-role-*'] as const
  const [operatorRole, restartRole] = [`${prefix}*TeamRolesOperator*`, `${prefix}*Restarting*`]
  const functionArns = [prefix, smsNamePrefix].map((start) => arn('lambda', `function:${start}*`))
  const projectArns = arn('codebuild', `project/${name}*`)
  const protectedArns = [...functionArns, ...roleArns, projectArns, arn('codepipeline', name)]
  const stackArns = [`${prefix}*`, `${smsResourceNames.stack}/*`, 'CDKToolkit/*'].map((pattern) =>
    arn('cloudformation', `stack/${pattern}`, '*'),
  )
  return [
    deny('Invoke', 'lambda InvokeFunction', {
      Resource: functionArns,
      Condition: {
        ...exemptRoles(executionRole, operatorRole),
        BoolIfExists: { 'lambda:InvokedViaFunctionUrl': 'false' },
      },
    }),
    deny(
      'Change',
      [
        'lambda Add* Create* Delete* Publish* Put* Remove* Update*',
        'iam Attach* Create* Delete* Detach* PassRole Put* Update*',
        ...['codebuild Delete* Update*', 'codepipeline Delete* Update*'],
      ],
      { Resource: protectedArns, Condition: exemptRoles(executionRole, restartRole) },
    ),
    deny('Map', 'lambda CreateEventSource* DeleteEventSource* UpdateEventSource*', {
      Condition: {
        ...exemptRoles(executionRole, restartRole),
        ArnLike: { 'lambda:FunctionArn': functionArns },
      },
    }),
    deny('Bootstrap', 'iam Attach* Delete* Detach* Put* Update*', { Resource: roleArn('cdk-*') }),
    deny('Pass', 'iam PassRole', {
      ...{ Resource: roleArn('cdk-*'), Condition: exemptRoles(deployRole) },
    }),
    deny('Deploy', 'sts AssumeRole', {
      ...{ Resource: roleArn('cdk-*'), Condition: exemptRoles(roleName('Deploy')) },
    }),
    deny('Stacks', 'cloudformation Continue* Create* Delete* Execute* Rollback* Update*', {
      Resource: stackArns,
      Condition: exemptRoles(deployRole),
    }),
    deny('StackPolicies', 'cloudformation SetStackPolicy', { Resource: stackArns }),
    deny('Trails', 'cloudtrail DeleteTrail Put* StopLogging UpdateTrail', {
      ...{ Resource: arn('cloudtrail', `trail/${prefix}*`), Condition: exemptRoles(executionRole) },
    }),
    deny('Build', 'codebuild RetryBuild* StartBuild*', {
      ...{ Resource: projectArns, Condition: exemptRoles(roleName('Pipeline')) },
    }),
    deny('Files', 's3 DeleteObject* PutBucketPolicy PutObject*', {
      Resource: `arn:aws:s3:::${stack.toLowerCase()}-*`,
      Condition: exemptRoles(executionRole, `${name}-*`),
    }),
    ...approvalNames.map((approval) =>
      deny(approval, 'codepipeline PutApprovalResult', {
        Resource: arn('codepipeline', `${name}/Approve/${approval}`),
        Condition: exemptRoles(roleName(approval)),
      }),
    ),
  ]
}

function trailBucketPolicyOf({ election, account }: GuardrailInput) {
  const { main } = stackNamesOf(election)
  const bucketArn = `arn:aws:s3:::${main.toLowerCase()}-trail-${account}`
  const trailArn = `arn:aws:cloudtrail:${election.region}:${account}:trail/${main}-SecondAccount`
  const trailStatement = {
    ...{ Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' } },
    Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
  }
  return [
    { ...trailStatement, Action: 's3:GetBucketAcl', Resource: bucketArn },
    { ...trailStatement, Action: 's3:PutObject', Resource: `${bucketArn}/AWSLogs/${account}/*` },
  ]
}
