import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts'
import { deploymentTexts as texts } from '../../shared/texts/preflight/deployment.ts'
import { type Finding, ok, warning } from './finding.ts'

/** The roles of `cdk bootstrap`, as whoever deploys takes them on: one sends the files, the other deploys. */
export const deployerRoles = ['deploy-role', 'file-publishing-role'] as const

interface Place {
  account: string
  region: string
}

function arnOf(role: string, { account, region }: Place): string {
  return `arn:aws:iam::${account}:role/cdk-hnb659fds-${role}-${account}-${region}`
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
