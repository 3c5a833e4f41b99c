import { setTimeout as sleep } from 'node:timers/promises'
import { dynamoKeyUses } from '../../shared/adapters/account/dynamo-key-uses.ts'
import type { RotatedRing } from '../../shared/domain/account/key-rotation.ts'
import { moment } from '../../shared/texts/moments.ts'
import { tablesIn } from '../deployment.ts'
import type { Reached, ReachOptions } from '../reach-election.ts'
import { rollTables } from '../roll/roll-access.ts'
import { remoteKeyRings, remoteOriginHeader } from './ask-team-function.ts'
import { type Rotation, replaceVersion, retireVersion, showVersions } from './rotate-keys.ts'

// Exit codes: 1 when the ring is not as requested, 2 without an election, 3 for a second person.

export interface RetireOptions extends ReachOptions {
  forgetBrowsers?: boolean
}

export async function runStatus(reached: Reached): Promise<number> {
  await showVersions(rotationOf(reached))
  return 0
}

export async function runReplace(reached: Reached, name: RotatedRing): Promise<number> {
  await replaceVersion(rotationOf(reached), name)
  return 0
}

export async function runRetire(
  reached: Reached,
  name: RotatedRing,
  options: RetireOptions,
): Promise<number> {
  await retireVersion(rotationOf(reached), name, options)
  return 0
}

function rotationOf({ deployment, election }: Reached): Rotation {
  const { database, outputs, askTeamFunction } = deployment
  return {
    rings: remoteKeyRings(askTeamFunction),
    originHeader: remoteOriginHeader(askTeamFunction),
    uses: dynamoKeyUses(database, tablesIn(outputs)),
    operations: rollTables(deployment).operations,
    clock: () => new Date(),
    sleep,
    moment: (at) => moment(at, election.timeZone),
    tell: console.log,
  }
}
