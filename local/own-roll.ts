import { dynamoRollSeal } from '../shared/adapters/roll/dynamo-roll-seal.ts'
import type { Election } from '../shared/domain/election/election.ts'
import { type Keys, versionIdOf } from '../shared/domain/keys.ts'
import { keyedValues } from '../shared/domain/roll/keyed-values.ts'
import { noticeIdentifier } from '../shared/domain/roll/notice.ts'
import { type LocalDeployment, openLocal } from '../team/deployment.ts'
import { explained } from '../team/reach-election.ts'
import { type Applied, applyFile, type RollAccess } from '../team/roll/apply-file.ts'
import { type CheckedRoll, checkRoll } from '../team/roll/read-roll.ts'
import { rollAccess } from '../team/roll/roll-access.ts'
import { RollError } from '../team/roll/roll-error.ts'
import { mistakesText } from '../team/roll/roll-mistakes-report.ts'
import { SetupError } from './table-engine.ts'

export interface OwnRoll {
  file: string
  noticesFile: string
}

interface ImportedRoll {
  voters: number
  notices: number
  counts: Applied['counts']
  /** Nothing was changed: the vote of a demo election is open, so an earlier run has sealed the roll that it kept. */
  isSealed: boolean
}

interface CheckedOwnRoll extends OwnRoll {
  checked: CheckedRoll
}

/** Runs before anything is started. @throws SetupError when the file has mistakes, or cannot be read */
export async function checkOwnRoll(
  ownRoll: OwnRoll,
  ballots: Election['ballots'],
): Promise<CheckedOwnRoll> {
  const { file } = ownRoll
  try {
    const checked = await checkRoll(file, { ballots, purpose: 'import', now: new Date() })
    if (checked.mistakeCount === 0) return { ...ownRoll, checked }
    throw new SetupError(`${mistakesText(checked)}\n${"Rien n'a été écrit."}`)
  } catch (error) {
    if (error instanceof RollError) throw new SetupError(`${file}: ${error.message}`)
    if ((error as NodeJS.ErrnoException).syscall) throw new SetupError(explained(error))
    throw error
  }
}

/**
 * Opens the local election with a roll of one's own, as `npm run roll -- import` does, unless it is sealed.
 * @throws SetupError when its notices would take another file's place
 */
export async function importOwnRoll(
  local: LocalDeployment,
  { checked, noticesFile }: CheckedOwnRoll,
  keys: Keys,
): Promise<ImportedRoll> {
  const deployment = openLocal(local)
  try {
    const { database, outputs, election } = deployment
    const isSealed =
      (await dynamoRollSeal(database, outputs.RollOperationsTable).find()) !== undefined
    const { noticeCount, counts } = await applyFile(
      { ...rollAccess(deployment, { mode: election?.mode ?? 'vote' }), ...withOwnKeys(keys) },
      {
        kind: 'import',
        checked,
        dryRun: isSealed,
        noticesFile,
      },
    )
    return { voters: checked.file.lines, notices: noticeCount, counts, isSealed }
  } catch (error) {
    if (error instanceof RollError && error.problem === 'notices-exist') {
      throw new SetupError(
        `${noticesFile} is there already, and notices are never written over: move it away.`,
      )
    }
    throw error
  } finally {
    deployment.close()
  }
}

/** Of whoever runs this machine, whose keys they are: nobody else is there to ask. */
export function withOwnKeys(keys: Keys): Pick<RollAccess, 'keyed' | 'identifiers'> {
  return {
    keyed: keyedValues(keys),
    identifiers: {
      async agreeOn() {},
      of: async (_, voters) =>
        voters.map((voter) => noticeIdentifier(keys, voter, versionIdOf(voter.identifierHash))),
    },
  }
}
