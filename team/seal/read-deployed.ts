import { kmsSigner } from '../../shared/adapters/ledger/kms-signer.ts'
import { smsResourceNames } from '../../shared/contract/sms-resource-names.ts'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import { digestOfRoll } from '../../shared/domain/ledger/roll-digest.ts'
import { type Digests, sha256 } from '../../shared/domain/ledger/seal.ts'
import type { Target } from '../reach-election.ts'
import { rollTables } from '../roll/roll-access.ts'
import { siteClient } from '../smoke/site-client.ts'
import { readFunctions } from './read-functions.ts'
import { readPages, type SiteName } from './read-pages.ts'
import { digestReader, readAll } from './reading.ts'

export type DeployedDigests = Awaited<ReturnType<typeof readDeployed>>

export async function readDeployed({ deployment, election }: Target, expected: Digests) {
  const { outputs } = deployment
  const { main, data } = stackNamesOf(election)
  const readSitePages = (site: SiteName, url: string) =>
    readPages(siteClient(url), site, Object.keys(expected))
  let voterCount = 0
  const functions = await readFunctions(deployment, [main, data, smsResourceNames.stack])
  const readings = [
    functions,
    await readSitePages('voters', outputs.SiteUrl),
    ...(outputs.StaffUrl ? [await readSitePages('staff', outputs.StaffUrl)] : []),
    await readAll([
      digestReader('kms:GetPublicKey', 'key', async () =>
        sha256(await kmsSigner(deployment.kms, outputs.LedgerSigningKey).publicKey()),
      ),
      digestReader('dynamodb:Scan', 'roll', async () => {
        const rollDigest = await digestOfRoll(rollTables(deployment).roll.allVoters())
        voterCount = rollDigest.voterCount
        return rollDigest.digest
      }),
    ]),
  ]
  return {
    ...functions,
    digests: Object.assign({}, ...readings.map(({ digests }) => digests)) as Digests,
    unreadItems: readings.flatMap(({ unreadItems }) => unreadItems),
    voterCount,
  }
}
