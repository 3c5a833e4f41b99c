import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { TZDate } from '@date-fns/tz'
import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import {
  digestOf,
  digestsOf,
  formatDigest,
  lastSeal,
  type Seal,
} from '../../shared/domain/ledger/seal.ts'
import { RollModeError } from '../../shared/domain/roll/roll.ts'
import { modeOfRoll } from '../../shared/domain/roll/roll-operation.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import { untilMoment } from '../../shared/texts/moments.ts'
import { CommandError } from '../command-error.ts'
import { requestValue } from '../keys/ask-team-function.ts'
import { callerOf } from '../preflight/caller.ts'
import type { Target, TargetOptions } from '../reach-election.ts'
import { rollTables } from '../roll/roll-access.ts'
import type { BuiltSites } from '../smoke/check-site.ts'
import { drawSeal } from './draw-seal.ts'
import { type DeployedDigests, readDeployed } from './read-deployed.ts'
import { digestsOfPages } from './read-pages.ts'
import { differingSettings, readAssembly } from './read-source.ts'
import { differencesOf, subjectOf } from './reading.ts'
import { sealTexts as texts } from './texts.ts'

export interface SealOptions extends TargetOptions {
  page?: string
  reason?: string
}

export interface BuiltSources {
  assemblyDirectory: string
  sites: BuiltSites
  version: string
}

/** @throws CommandError with exit code 3 if a deployed item could not be read */
export async function runSeal(
  target: Target,
  { page, reason, ...options }: SealOptions,
  buildSources: () => Promise<BuiltSources>,
): Promise<number> {
  const { deployment, election } = target
  const { database, outputs } = deployment
  const interventions = dynamoInterventions(database, outputs.InterventionsTable)
  const rollMode = modeOfRoll(await rollTables(deployment).operations.list())
  if (rollMode && rollMode !== election.mode) throw new RollModeError(rollMode)
  const isFirstSeal = lastSeal(await interventions.list()) === undefined
  if (!isFirstSeal && reason === undefined) throw new CommandError(texts.missingReason)
  console.error(texts.readingProgress)
  const { assemblyDirectory, sites, version } = await buildSources()
  const source = readAssembly(assemblyDirectory)
  const builtDigests = { ...source.digests, ...digestsOfPages(sites) }
  const reading = await readDeployed(target, builtDigests)
  checkSources(reading, { ...source, digests: builtDigests })
  const { digests, voterCount } = reading
  const counts = {
    functions: Object.keys(digestsOf('code', digests)).length,
    pages: Object.keys(digestsOf('page', digests)).length,
    voters: voterCount,
  }
  const seal: Seal = {
    ...{ interventionId: randomUUID(), kind: 'seal', at: new Date() },
    by: await callerOf(options),
    subject: stackNamesOf(election).main,
    ...(reason !== undefined && { reason }),
    ...{ digests, counts },
  }
  const path = page ?? pageFileName(seal, election)
  try {
    // The page is written first, since a seal without a page to sign would stay in the ledger.
    await drawSeal(path, seal, election, { version })
    await requestValue(deployment.askTeamFunction, {
      ...{ compute: 'seal', sealId: seal.interventionId, at: seal.at.toISOString() },
      ...{ digests, counts, ...(reason !== undefined && { reason }) },
    })
  } catch (error) {
    const isExistingFile = (error as NodeJS.ErrnoException).code === 'EEXIST'
    if (!isExistingFile) rmSync(path, { force: true })
    throw error
  }
  console.log(texts.success(counts, formatDigest(digestOf(digests))))
  console.log(texts.page(path))
  const sealedAt = rollSealedAt(election)
  if (seal.at < sealedAt) {
    console.log(texts.openRoll(untilMoment(sealedAt, election.timeZone, seal.at)))
  }
  return 0
}

function checkSources(reading: DeployedDigests, source: ReturnType<typeof readAssembly>): void {
  if (reading.unreadItems.length > 0) {
    const unreadTexts = new Set(
      reading.unreadItems.map(({ finding: { text, remedy = '' } }) => `${text}\n  → ${remedy}`),
    )
    throw new CommandError([texts.unreadItems, ...unreadTexts].join('\n'), 3)
  }
  const differences = differencesOf(source.digests, reading).filter(({ name }) =>
    ['code', 'page', 'election'].includes(subjectOf(name)),
  )
  const remarks = [...source.settings].flatMap(([name, template]) => {
    const configuration = reading.settings.get(name)
    const settings = configuration ? differingSettings(template, configuration) : []
    return settings.length > 0 ? [texts.otherSettings(name, settings)] : []
  })
  const reasons = [...(differences.length > 0 ? [texts.otherBuild(differences)] : []), ...remarks]
  if (reasons.length > 0) throw new CommandError([...reasons, texts.remedy].join('\n'))
  if (reading.voterCount === 0) throw new CommandError(texts.emptyRoll)
}

function pageFileName({ at, digests }: Seal, election: Election): string {
  const day = new TZDate(at, election.timeZone).toISOString().slice(0, 10)
  return `scelle-${election.name}-${day}-${digestOf(digests).slice(0, 4)}.pdf`
}
