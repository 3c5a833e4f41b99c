import type { DeployOutcome, StackDeployments } from '../../shared/contract/stack-deployments.ts'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import type { Refusal } from '../../shared/contract/team-requests.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { digestOf, lastSeal } from '../../shared/domain/ledger/seal.ts'
import { isRecent, isSamePerson } from '../../shared/domain/ledger/two-people.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import { isReason } from '../../shared/domain/staff/reason.ts'
import { askForSteps, type Standing, type TogetherPorts } from './ask-together.ts'
import type { Caller } from './read-caller.ts'

interface Dependencies extends TogetherPorts {
  deployments: StackDeployments
  election: Pick<Election, 'dates' | 'mode' | 'name' | 'timeZone'>
}

export type Deploying = Standing & {
  outcome?: DeployOutcome
  /** Who asked for another version within the hour. */
  others?: readonly string[]
}

/**
 * Has one stack made as a version says: of an election that is sealed, once two people ask for that version. Nobody of
 * the team can do it otherwise.
 */
export async function deployTogether(
  dependencies: Dependencies,
  caller: Caller,
  version: {
    templates: Readonly<Record<string, string>>
    stack: string
    reason?: string | undefined
  },
): Promise<Deploying | { refused: Refusal }> {
  const { interventions, deployments, election, clock } = dependencies
  const { templates, stack, reason } = version
  const template = Object.hasOwn(templates, stack) ? templates[stack] : undefined
  if (template === undefined) return { refused: 'invalid' }
  const all = await interventions.all()
  const now = clock()
  const seal = lastSeal(all)
  // By its seal, or by the day of the vote: no one person takes either away.
  const isSealed = seal !== undefined || (election.mode === 'vote' && now >= rollSealedAt(election))
  if ((isSealed || reason !== undefined) && !isReason(reason ?? '')) {
    return { refused: 'no-reason' }
  }
  const asked = digestOf(templates)
  // The bureau reads there what was to be deployed, as both were told it.
  const subject = `${stackNamesOf(election).main} ${asked}`
  const standing = await askForSteps(dependencies, caller, {
    ...{ kind: 'deployment', subject },
    // What somebody asked for before this seal agrees with nobody.
    asked: [asked, String(seal?.interventionId), String(isSealed)],
    reason,
  })
  if ('refused' in standing) return standing
  if ('second' in standing) await interventions.record(standing.second)
  else if (isSealed) {
    const isOther = (one: Intervention) =>
      one.kind === 'deployment' && one.digests?.proof !== undefined && one.subject !== subject
    const others = all.filter((one) => isOther(one) && isRecent(one, now))
    const by = others.map((one) => one.by).filter((one) => !isSamePerson(one, caller.by))
    return { ...standing, others: [...new Set(by)] }
  }
  return { ...standing, outcome: await deployments.begin(stack, template) }
}
