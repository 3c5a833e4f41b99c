import { setTimeout as sleep } from 'node:timers/promises'
import { dynamoKeyUses } from '../../shared/adapters/account/dynamo-key-uses.ts'
import { moment } from '../../shared/texts/moments.ts'
import { tableNamesOf } from '../deployment.ts'
import type { Target } from '../reach-election.ts'
import { rollTables } from '../roll/roll-access.ts'
import { remoteKeyRings, remoteOriginHeader } from './ask-team-function.ts'
import { type Rotation, replaceVersion, retireVersion, showVersions } from './rotate-keys.ts'

const withRotation =
  <Args extends unknown[]>(work: (rotation: Rotation, ...args: Args) => Promise<void>) =>
  async (target: Target, ...args: Args): Promise<number> => {
    await work(rotationOf(target), ...args)
    return 0
  }

export const runStatus = withRotation(showVersions)
export const runReplace = withRotation(replaceVersion)
export const runRetire = withRotation(retireVersion)

function rotationOf({ deployment, election }: Target): Rotation {
  const { database, outputs, askTeamFunction } = deployment
  return {
    rings: remoteKeyRings(askTeamFunction),
    originHeader: remoteOriginHeader(askTeamFunction),
    uses: dynamoKeyUses(database, tableNamesOf(outputs)),
    operations: rollTables(deployment).operations,
    clock: () => new Date(),
    sleep,
    moment: (at) => moment(at, election.timeZone),
    print: console.log,
  }
}
