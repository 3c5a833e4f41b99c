import { setTimeout as sleep } from 'node:timers/promises'
import {
  type CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation'
import { wishMinutes } from '../../shared/domain/ledger/two-people.ts'
import { deployTexts as texts } from '../../shared/texts/ledger/deploy-command.ts'
import { teamFunctionTexts } from '../../shared/texts/roll/team-function.ts'
import { askStanding, KeysRefusedError } from '../keys/ask-team-function.ts'
import { type AskTeamFunction, TeamFunctionError } from '../keys/team-function.ts'

export interface Version {
  /** Digests, by stack. */
  templates: Record<string, string>
  /** In the order in which they need each other. */
  stacks: readonly { stack: string; region: string }[]
  reason: string | undefined
  /** What both are told of it. */
  digest: string
}

interface Deploying {
  ask: AskTeamFunction
  clientOf: (region: string) => CloudFormationClient
  tell: (text: string) => void
  pollMilliseconds?: number
}

/**
 * Has each stack made by the function that alone may do so.
 * @returns the exit code: 1 when it was not, or not to the end; 3 when another person must ask for the same
 */
export async function deployStacks(
  { ask, clientOf, tell, pollMilliseconds = 5000 }: Deploying,
  { templates, stacks, reason, digest }: Version,
): Promise<number> {
  let told = false
  for (const { stack, region } of stacks) {
    const client = clientOf(region)
    let answer: Awaited<ReturnType<typeof askStanding>>
    for (;;) {
      answer = await askStanding(ask, {
        ...{ compute: 'deployment', templates, stack },
        ...(reason && { reason }),
      })
      if (answer.outcome !== 'busy') break
      await end(client, stack, pollMilliseconds)
    }
    const { outcome, wish, second, others = [] } = answer
    if (!outcome) {
      tell(answer.standing === 'asked' ? texts.asked(digest, wishMinutes) : texts.askedAlready)
      if (others.length > 0) tell(texts.othersAsked(others))
      return 3
    }
    if (second && !told) tell(texts.agreed([wish?.by ?? '', second.by]))
    told = true
    if (outcome === 'unchanged') {
      tell(texts.stack(stack, outcome))
      continue
    }
    if (outcome === 'begun') {
      tell(texts.stack(stack, outcome))
      const status = await end(client, stack, pollMilliseconds)
      if (/^(CREATE|UPDATE)_COMPLETE$/.test(status)) continue
      tell(texts.failed(stack, status, await whyFailed(client, stack)))
      return 1
    }
    tell(texts.notBegun(stack, outcome))
    return 1
  }
  tell(texts.deployed)
  return 0
}

/** @returns the status once nothing is under way */
async function end(
  client: CloudFormationClient,
  stack: string,
  pollMilliseconds: number,
): Promise<string> {
  for (;;) {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }))
    const status = Stacks[0]?.StackStatus ?? ''
    if (!status.endsWith('_IN_PROGRESS')) return status
    await sleep(pollMilliseconds)
  }
}

/** Of the last update, what failed by itself. */
async function whyFailed(client: CloudFormationClient, stack: string): Promise<string[]> {
  const { StackEvents = [] } = await client.send(
    new DescribeStackEventsCommand({ StackName: stack }),
  )
  return StackEvents.filter(
    ({ ResourceStatus = '', ResourceStatusReason = '' }) =>
      ResourceStatus.endsWith('_FAILED') && !/cancelled/i.test(ResourceStatusReason),
  )
    .slice(0, 5)
    .map(
      ({ LogicalResourceId, ResourceStatusReason }) =>
        `${LogicalResourceId}: ${ResourceStatusReason}`,
    )
}

/** Why the function did not answer, or refused. */
export function whyNot(error: unknown): string | undefined {
  if (error instanceof TeamFunctionError) return teamFunctionTexts.noAnswer(error.message)
  if (!(error instanceof KeysRefusedError)) return undefined
  const { refusal } = error
  return refusal === 'no-reason' ? texts.reasonless : teamFunctionTexts.refusals[refusal]
}
