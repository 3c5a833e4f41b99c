import { GetKeyPolicyCommand } from '@aws-sdk/client-kms'
import { kmsSigner } from '../../shared/adapters/ledger/kms-signer.ts'
import { smsNames } from '../../shared/contract/sms-names.ts'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import { digestOfRoll } from '../../shared/domain/ledger/roll-digest.ts'
import { type Digests, sha256 } from '../../shared/domain/ledger/seal.ts'
import type { Reached } from '../reach-election.ts'
import { rollTables } from '../roll/roll-access.ts'
import { siteClient } from '../smoke/site-client.ts'
import { type ReadFunctions, readFunctions } from './read-functions.ts'
import { readPages } from './read-pages.ts'
import { type Reading, readDigest, readOr, together } from './reading.ts'

export interface Deployed extends ReadFunctions {
  voters: number
}

/** Reads all that is sealed, as it is now. @param names of what to look at: of these, the pages are asked for */
export async function readDeployed(
  { deployment, election }: Reached,
  names: Digests,
): Promise<Deployed> {
  const { outputs } = deployment
  const { main, kept } = stackNamesOf(election)
  const functions = await readFunctions(deployment, {
    stacks: [main, kept, smsNames.stack],
    distributionId: outputs.DistributionId,
  })
  const read = [
    functions,
    await readPages(siteClient(outputs.SiteUrl), 'voters', Object.keys(names)),
    ...(outputs.StaffUrl
      ? [await readPages(siteClient(outputs.StaffUrl), 'staff', Object.keys(names))]
      : []),
    await readKey(deployment),
    await readKeyPolicy(deployment, kept),
  ]
  const { reading, voters } = await readRoll(deployment)
  return { ...functions, ...together([...read, reading]), voters }
}

/** What people compare is in the mails that the ledger sends: the first half of this. */
function readKey({ kms, outputs }: Reached['deployment']): Promise<Reading> {
  return readDigest('kms:GetPublicKey', 'key', async () => {
    return sha256(await kmsSigner(kms, outputs.LedgerSigningKey).publicKey())
  })
}

/** Who may open tables and keys: of a key of the election's own. */
export async function readKeyPolicy(
  { kms, outputs: { EncryptionKey: KeyId } }: Pick<Reached['deployment'], 'kms' | 'outputs'>,
  kept: string,
): Promise<Reading> {
  if (!KeyId) return { digests: {}, unread: [] }
  return readDigest('kms:GetKeyPolicy', `configuration ${kept}/EncryptionKey`, async () => {
    const { Policy = '' } = await kms.send(new GetKeyPolicyCommand({ KeyId }))
    return sha256(Policy)
  })
}

async function readRoll(
  deployment: Reached['deployment'],
): Promise<{ reading: Reading; voters: number }> {
  const read = await readOr('dynamodb:Scan', ['roll'], () =>
    digestOfRoll(rollTables(deployment).roll.everyone()),
  )
  if ('unread' in read) return { reading: { digests: {}, unread: read.unread }, voters: 0 }
  const { digest, voters } = read.value
  return { reading: { digests: { roll: digest }, unread: [] }, voters }
}
