import { type IAMClient, paginateSimulatePrincipalPolicy } from '@aws-sdk/client-iam'
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts'
import type { Election } from '../../shared/domain/election/election.ts'
import { deploymentTexts as texts } from '../../shared/texts/preflight/deployment.ts'
import { blocks, type Finding, ok, warning } from './finding.ts'

/** The roles of `cdk bootstrap`, as whoever deploys takes them on: one sends the files, the other deploys. */
export const deployerRoles = ['deploy-role', 'file-publishing-role'] as const

/** Of `cdk bootstrap` too: what CloudFormation does, it does with this one's rights. */
const executionRole = 'cfn-exec-role'

interface Place {
  account: string
  region: string
}

function arnOf(role: string, { account, region }: Place): string {
  return `arn:aws:iam::${account}:role/cdk-hnb659fds-${role}-${account}-${region}`
}

/** One right for each service that the stacks of an election use: whoever lacks it lacks the others. */
export function actionsFor({ site, protection, canary, auditTrail }: Election): string[] {
  return [
    'apigateway:POST',
    'cloudfront:CreateDistribution',
    'cloudwatch:PutMetricAlarm',
    'dynamodb:CreateTable',
    'events:PutRule',
    'iam:CreateRole',
    'iam:PassRole',
    'kms:CreateKey',
    'lambda:CreateFunction',
    'lambda:PutFunctionConcurrency',
    'logs:CreateLogGroup',
    's3:CreateBucket',
    'secretsmanager:CreateSecret',
    'ses:CreateEmailIdentity',
    'sns:CreateTopic',
    'sqs:CreateQueue',
    ...(site.firewall ? ['wafv2:CreateWebACL'] : []),
    ...(site.hostedZone ? ['route53:ChangeResourceRecordSets'] : []),
    ...(site.hostedZone && !site.certificate ? ['acm:RequestCertificate'] : []),
    ...(protection.customerManagedKey ? ['kms:CreateAlias'] : []),
    ...(protection.backupDays ? ['backup:CreateBackupVault'] : []),
    ...(canary ? ['codedeploy:CreateDeploymentGroup'] : []),
    ...(auditTrail ? ['cloudtrail:CreateTrail'] : []),
  ]
}

/**
 * Takes a role on as `cdk deploy` will, and lets it go: this alone shows what the caller, the role's trust and the
 * organisation allow together, and takes no right to read them.
 * @returns whether it may
 */
export async function mayTakeOn(
  client: STSClient,
  role: (typeof deployerRoles)[number],
  place: Place,
): Promise<boolean> {
  try {
    await client.send(
      new AssumeRoleCommand({
        RoleArn: arnOf(role, place),
        RoleSessionName: 'preflight',
        DurationSeconds: 900,
      }),
    )
    return true
  } catch (error) {
    if (/AccessDenied/.test((error as Error).name)) return false
    throw error
  }
}

/** CDK goes on with the caller's own rights, and says so in a warning. */
export function judgeTakenOn(role: string, { region }: Place, may: boolean): Finding[] {
  return may ? [ok(texts.mayTakeOn(role, region))] : [warning(texts.mayNotTakeOn(role, region))]
}

/** @returns the actions that the role of CloudFormation may not do */
export async function readRefusedActions(
  client: IAMClient,
  place: Place,
  actions: string[],
): Promise<string[]> {
  const refused: string[] = []
  const pages = paginateSimulatePrincipalPolicy(
    { client },
    { PolicySourceArn: arnOf(executionRole, place), ActionNames: actions },
  )
  for await (const { EvaluationResults = [] } of pages) {
    for (const { EvalActionName = '', EvalDecision } of EvaluationResults) {
      if (EvalDecision !== 'allowed') refused.push(EvalActionName)
    }
  }
  return refused
}

export function judgeRefusedActions({ region }: Place, refused: string[]): Finding[] {
  return refused.length > 0
    ? [blocks(texts.refusedActions(region, refused))]
    : [ok(texts.executionRole(region))]
}
