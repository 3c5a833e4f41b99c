import type { DeployOutcome } from '../../shared/contract/stack-deployments.ts'
import { sha256 } from '../../shared/domain/ledger/seal.ts'

export interface DeployPorts {
  /** @returns undefined when there is no such file */
  readTemplate(digest: string): Promise<{ content: Uint8Array; url: string } | undefined>
  /** As CloudFormation says it; undefined when there is no such stack. */
  statusOf(stack: string): Promise<string | undefined>
  create(stack: string, url: string): Promise<DeployOutcome>
  update(stack: string, url: string): Promise<DeployOutcome>
}

/** Has CloudFormation begin to make a stack as a template says, which is the one of this digest and no other. */
export async function deployStack(
  { readTemplate, statusOf, create, update }: DeployPorts,
  { stack, template }: { stack: string; template: string },
): Promise<DeployOutcome> {
  const status = await statusOf(stack)
  if (status?.endsWith('_IN_PROGRESS')) return 'busy'
  const found = await readTemplate(template)
  if (!found || sha256(found.content) !== template) return 'no-template'
  return status === undefined ? create(stack, found.url) : update(stack, found.url)
}
