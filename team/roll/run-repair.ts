import { randomUUID } from 'node:crypto'
import { dynamoInterventions } from '../../shared/adapters/ledger/dynamo-interventions.ts'
import { keyedHash } from '../../shared/domain/keys.ts'
import type { Intervention, Interventions } from '../../shared/domain/ledger/intervention.ts'
import { standingOf, wishMinutes } from '../../shared/domain/ledger/two-people.ts'
import { rollSealedAt } from '../../shared/domain/roll/roll-operation.ts'
import { repairTexts as texts } from '../../shared/texts/roll/repair-command.ts'
import { isReason } from '../helpdesk/with-reason.ts'
import { callerOf } from '../preflight/caller.ts'
import type { RollAccess } from './apply-file.ts'
import { type ChangeOutcome, changeVoters } from './change-voters.ts'
import { type ReachOptions, rollAccess, withDeployment } from './reach-roll.ts'
import { type CheckedRoll, checkRoll, type RollLine, readRoll } from './read-roll.ts'
import type { VoterLine } from './roll-lines.ts'
import { mistakesTable, writeMistakes } from './roll-mistakes-report.ts'

export interface RepairOptions extends ReachOptions {
  reason: string
  errors: string
}

/**
 * `npm run roll -- repair FILE`: corrects one voter of a sealed roll, once two people ask for the same.
 * @returns the exit code: 3 when another person must ask for the same
 */
export function runRepair(file: string, options: RepairOptions): Promise<number> {
  const { reason, errors, ...reach } = options
  if (!isReason(reason)) {
    console.error(texts.reasonless)
    return Promise.resolve(2)
  }
  return withDeployment(reach, async ({ deployment, election }) => {
    if (new Date() < rollSealedAt(election)) {
      console.error(texts.unsealed)
      return 1
    }
    const { ballots } = election
    const checked = await checkRoll(file, { ballots, purpose: 'correct', now: new Date() })
    if (checked.mistakeCount > 0) {
      await writeMistakes(errors, checked.mistakes)
      console.error(mistakesTable(checked, errors))
      return 1
    }
    const lines: RollLine<'correct'>[] = []
    for await (const chunk of readRoll(checked as CheckedRoll<'correct'>)) lines.push(...chunk)
    const [only] = lines
    if (!only || lines.length > 1) {
      console.error(texts.notOne(lines.length))
      return 2
    }
    const { email, ...correction } = only.entry
    const line = { line: only.line, email, correction }
    const access = await rollAccess(deployment, 'correct')
    const { database, outputs } = deployment
    const interventions = dynamoInterventions(database, outputs.InterventionsTable)
    const by = await callerOf(reach)
    const repair = await repairVoter({ ...access, interventions, by }, line, reason)
    console.log(repair.said)
    return repair.code
  })
}

interface Dependencies extends RollAccess {
  interventions: Pick<Interventions, 'all' | 'record'>
  /** Role and session of whoever asks. */
  by: string
}

/** Records what one person asks for, or does it when another has asked for the very same. */
export async function repairVoter(
  dependencies: Dependencies,
  line: VoterLine,
  reason: string,
): Promise<{ code: number; said: string }> {
  const { interventions, by, clock, keys, roll } = dependencies
  // Keyed: the ledger tells it in clear, and a NUMEN must not be tried.
  const asked = keyedHash(keys.identity, 'repair', line.email, JSON.stringify(sorted(line)))
  const wish = { kind: 'repair' as const, subject: 'voter', asked, by, now: clock() }
  const { agreed, own } = standingOf(await interventions.all(), wish)
  const said = {
    kind: wish.kind,
    subject: wish.subject,
    at: wish.now,
    by,
    reason,
    digests: { asked },
  }
  if (!agreed) {
    if (!own) await interventions.record({ interventionId: randomUUID(), ...said })
    return { code: 3, said: own ? texts.askedAlready : texts.asked(wishMinutes) }
  }
  const second: Intervention = {
    interventionId: `${agreed.interventionId}/agreed`,
    confirms: agreed.interventionId,
    ...said,
  }
  const outcomes: ChangeOutcome[] = []
  const agreement = { wish: agreed, second }
  const repairing = {
    ...dependencies,
    roll: {
      ...roll,
      async correct(...[voter, changes, at]: Parameters<typeof roll.correct>) {
        const repaired = await roll.repair(voter, changes, at, agreement)
        if (repaired === 'not-agreed') throw new AgreementServed()
        return repaired
      },
    },
  }
  async function* batches() {
    yield [line]
  }
  try {
    await changeVoters(repairing, batches(), {
      change: 'correct',
      underWay: { operationId: second.interventionId, unfinished: [], checkStillOurs() {} },
      width: 1,
      done: (_, outcome) => void outcomes.push(outcome),
    })
  } catch (error) {
    if (!(error instanceof AgreementServed)) throw error
    return { code: 1, said: texts.served }
  }
  const [outcome = 'absent'] = outcomes
  return { code: outcome === 'corrected' ? 0 : 1, said: texts.outcome(outcome, agreed.by) }
}

/** The wish of the other is no longer there, or has served: nothing was written. */
class AgreementServed extends Error {}

/** The same of the same correction, in whichever order its columns come. */
function sorted({ correction }: VoterLine): [string, unknown][] {
  return Object.entries(correction).sort(([one], [other]) => (one < other ? -1 : 1))
}
