import { setTimeout as sleep } from 'node:timers/promises'
import { cloudfrontOriginHeader } from '../../shared/adapters/account/cloudfront-origin-header.ts'
import { dynamoKeyUses } from '../../shared/adapters/roll/dynamo-key-uses.ts'
import { readSecret, writeSecret } from '../../shared/adapters/secrets-manager.ts'
import { headerByIds, keyRings } from '../../shared/domain/account/key-rotation.ts'
import { type KeyRing, readKeyRing } from '../../shared/domain/key-ring.ts'
import type { RingName } from '../../shared/domain/keys.ts'
import { moment } from '../../shared/texts/moments.ts'
import { secretOf } from '../deployment.ts'
import { type Reached, type ReachOptions, rollTables, withDeployment } from '../roll/reach-roll.ts'
import { remoteKeyRings } from './remote-keys.ts'
import {
  addVersion,
  type Rotation,
  retireVersion,
  showVersions,
  useVersion,
} from './rotate-keys.ts'

// Each resolves to the exit code: 1 when what was asked for is not so, 2 when no election was named.

export interface RetireOptions extends ReachOptions {
  /** Do not wait until the cookies of known browsers have come of age. */
  forgetBrowsers?: boolean
}

/** `npm run keys -- show` */
export function runShow(options: ReachOptions): Promise<number> {
  return rotating(options, showVersions)
}

/** `npm run keys -- add` */
export function runAdd(name: RingName, options: ReachOptions): Promise<number> {
  return rotating(options, (rotation) => addVersion(rotation, name))
}

/** `npm run keys -- use` */
export function runUse(name: RingName, options: ReachOptions): Promise<number> {
  return rotating(options, (rotation) => useVersion(rotation, name))
}

/** `npm run keys -- retire` */
export function runRetire(name: RingName, options: RetireOptions): Promise<number> {
  const { forgetBrowsers = false } = options
  return rotating(options, (rotation) => retireVersion(rotation, name, { forgetBrowsers }))
}

function rotating(
  options: ReachOptions,
  work: (rotation: Rotation) => Promise<boolean>,
): Promise<number> {
  return withDeployment(options, async (reached) => {
    return (await work(rotationOf(reached))) ? 0 : 1
  })
}

function rotationOf({ deployment, election }: Reached): Rotation {
  const { database, outputs, cloudFront, askTeamFunction } = deployment
  const clock = () => new Date()
  const originToken = originTokenOf(deployment)
  const ofToken = keyRings(originToken, clock)
  const others = remoteKeyRings(askTeamFunction)
  const ringsOf = (name: RingName) => (name === 'originToken' ? ofToken : others)
  return {
    rings: {
      find: (name) => ringsOf(name).find(name),
      change: (name, ...change) => ringsOf(name).change(name, ...change),
    },
    originHeader: headerByIds(
      cloudfrontOriginHeader(cloudFront, outputs.DistributionId),
      originToken.read,
    ),
    uses: dynamoKeyUses(database, {
      voters: outputs.VotersTable,
      reissues: outputs.ReissuesTable,
    }),
    operations: rollTables(deployment).operations,
    clock,
    sleep,
    moment: (at) => moment(at, election.timeZone),
    tell: console.log,
  }
}

/** What CloudFront proves itself with. Whoever deploys reads it anyway: it stands in the distribution. */
function originTokenOf({
  secretsManager,
  outputs,
}: Pick<Reached['deployment'], 'secretsManager' | 'outputs'>) {
  const secret = secretOf(outputs, 'originToken')
  return {
    read: async () => readKeyRing(await readSecret(secretsManager, secret)),
    write: (_: RingName, ring: KeyRing) =>
      writeSecret(secretsManager, secret, JSON.stringify(ring)),
  }
}
