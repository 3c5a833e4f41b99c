import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { modeOutput } from '../../shared/contract/stack-outputs.ts'
import type { ElectionMode } from '../../shared/domain/election-mode.ts'
import type { Interventions } from '../../shared/domain/ledger/intervention.ts'
import { digestOfFiles, lastSeal } from '../../shared/domain/ledger/seal.ts'
import { standingOf, wishMinutes } from '../../shared/domain/ledger/two-people.ts'
import { isReason } from '../../shared/domain/staff/reason.ts'
import { deployTexts as texts } from '../../shared/texts/ledger/deploy-command.ts'
import { rehearsalCommandTexts } from '../../shared/texts/roll/rehearsal-command.ts'
import { nameOf } from '../preflight/ask.ts'

/** What may be deployed, and what stands there. */
interface Deploying {
  /** The stack that `InterventionsTable` is an output of. */
  stack: string
  /** Of what would be deployed. */
  mode: ElectionMode
  /** Of all that would be deployed. */
  assembly: string
  /** Undefined when the election was never deployed, or by a version without seals. */
  interventions: Pick<Interventions, 'all' | 'record'> | undefined
  /** What the roll in its tables was imported for; undefined when there is none. */
  rollMode: () => Promise<ElectionMode | undefined>
  by: () => Promise<string>
  now: Date
  tell: (text: string) => void
}

type Consent = 'deploy' | 'deploy-sealed' | 'wait' | 'refuse'

/** Whether something may be deployed now. While the election is sealed, two people must have asked for the same. */
async function consentTo(
  { stack, mode, assembly, interventions, rollMode, by, now, tell }: Deploying,
  reason = '',
): Promise<Consent> {
  const standing = await rollMode()
  if (standing && standing !== mode) {
    tell(rehearsalCommandTexts.otherRoll[standing])
    return 'refuse'
  }
  const all = (await interventions?.all()) ?? []
  if (!interventions || !lastSeal(all)) return 'deploy'
  if (!isReason(reason)) {
    tell(texts.reasonless)
    return 'refuse'
  }
  const who = await by()
  const wish = { kind: 'deployment' as const, subject: stack, asked: assembly, by: who, now }
  const { agreed, own, others } = standingOf(all, wish)
  if (agreed || !own) {
    await interventions.record({
      ...{ interventionId: randomUUID(), kind: 'deployment', at: now, by: who, reason },
      ...{ subject: stack, digests: { asked: assembly } },
      ...(agreed && { confirms: agreed.interventionId }),
    })
  }
  if (agreed) {
    tell(texts.agreed(agreed.by, agreed.reason ?? ''))
    return 'deploy-sealed'
  }
  tell(own ? texts.askedAlready(minutesLeft(own.at, now)) : texts.asked(assembly, wishMinutes))
  const strangers = new Set(others.filter((one) => one.by !== who).map((one) => one.by))
  if (strangers.size > 0) tell(texts.othersAsked([...strangers]))
  return 'wait'
}

interface Cdk {
  /** @returns the exit code of `cdk synth` into this directory */
  synth(directory: string): Promise<number>
  /** @returns the exit code of `cdk deploy` of what stands in this directory */
  deploy(directory: string): Promise<number>
}

/** What a deployed election has to say before it is deployed again. */
export type Reach = (stack: string) => Promise<Pick<Deploying, 'interventions' | 'rollMode' | 'by'>>

/**
 * `npm run deploy`
 * @returns the exit code: 1 when nothing was deployed, 3 when another person must ask for the same
 */
export async function runDeploy(
  { directory, reason }: { directory: string; reason: string | undefined },
  cdk: Cdk,
  reach: Reach,
): Promise<number> {
  if ((await cdk.synth(directory)) !== 0) {
    console.error(texts.notMade)
    return 1
  }
  const templates = readTemplates(directory)
  const { stack, mode } = electionStackIn(templates)
  let consent: Consent
  try {
    const reached = await reach(stack)
    const assembly = digestOfFiles(templates)
    const deploying = { ...reached, stack, mode, assembly, now: new Date(), tell: console.error }
    consent = await consentTo(deploying, reason?.trim())
  } catch (error) {
    console.error(texts.unknownSeal(nameOf(error)))
    return 1
  }
  if (consent === 'refuse') return 1
  if (consent === 'wait') return 3
  const code = await cdk.deploy(directory)
  if (consent === 'deploy-sealed') console.error(texts.sealAgain)
  return code === 0 ? 0 : 1
}

/** They name all else by its digest, and hold no place and no date: two people's are the same. */
export function readTemplates(directory: string): Map<string, Buffer> {
  return new Map(
    readdirSync(directory)
      .filter((file) => file.endsWith('.template.json'))
      .map((file) => [file, readFileSync(join(directory, file))]),
  )
}

function electionStackIn(templates: ReadonlyMap<string, Buffer>): {
  stack: string
  mode: ElectionMode
} {
  for (const [file, template] of templates) {
    const { Outputs = {} } = JSON.parse(template.toString()) as {
      Outputs?: Record<string, { Value?: unknown }>
    }
    if (!('InterventionsTable' in Outputs)) continue
    const mode = Outputs[modeOutput]?.Value === 'rehearsal' ? 'rehearsal' : 'vote'
    return { stack: file.replace('.template.json', ''), mode }
  }
  throw new Error('No stack of the app is an election')
}

function minutesLeft(askedAt: Date, now: Date): number {
  return Math.max(1, wishMinutes - Math.round((now.getTime() - askedAt.getTime()) / 60_000))
}
