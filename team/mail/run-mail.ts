import { readFile } from 'node:fs/promises'
import { dynamoFailedMails } from '../../shared/adapters/mail/dynamo-failed-mails.ts'
import { sesSuppressionList } from '../../shared/adapters/mail/ses-suppression-list.ts'
import { canonicalEmail } from '../../shared/domain/voter/voter.ts'
import { moment } from '../../shared/texts/moments.ts'
import { count } from '../../shared/texts/numbers.ts'
import { readClocks } from '../calendar/read-clocks.ts'
import type { Deployment } from '../deployment.ts'
import type { Target } from '../reach-election.ts'
import { rollTables } from '../roll/roll-access.ts'
import { currentAddresses, parseAddresses, resumeMails, unsuppress } from './suppressed-voters.ts'

const reasonTexts = {
  bounce: 'refusée par sa messagerie',
  complaint: 'plainte du destinataire',
} as const

export const mailCommandTexts = {
  address: (
    address: { email: string; reason: keyof typeof reasonTexts; since: Date },
    timeZone: string,
  ) => `${address.email}  ${reasonTexts[address.reason]}, ${moment(address.since, timeZone)}`,
  noAddress: "Aucune adresse de la liste électorale n'est sur la liste de suppression du compte.",
  suppressedAddresses: (addressCount: number) =>
    `${count(addressCount, 'adresse')} de la liste électorale ne ${addressCount > 1 ? 'reçoivent' : 'reçoit'} aucun e-mail. Vérifiez-les, puis : npm run mail -- unsuppress FICHIER.`,
  releasedAddresses: (addressCount: number) =>
    addressCount > 0
      ? `${count(addressCount, 'adresse')} de la liste électorale ${addressCount > 1 ? 'recevront' : 'recevra'} de nouveau les e-mails. Ceux d'avant sont perdus : chaque personne peut demander un nouveau lien sur le site.`
      : "Rien à faire : à aucune de ces adresses de la liste électorale les e-mails n'étaient retenus.",
} as const

export async function runStatus({ deployment, election }: Target): Promise<number> {
  const ports = mailPorts(deployment)
  let total = 0
  for await (const address of currentAddresses(ports)) {
    total++
    console.log(mailCommandTexts.address(address, election.timeZone))
  }
  console.error(
    total > 0 ? mailCommandTexts.suppressedAddresses(total) : mailCommandTexts.noAddress,
  )
  return 0
}

export async function runUnsuppress(
  { deployment, election }: Target,
  file: string,
): Promise<number> {
  const addresses = parseAddresses(await readFile(file, 'utf8'))
  const ports = mailPorts(deployment)
  const { clock } = await readClocks(deployment)
  const releasedEmails = new Set<string>()
  for await (const address of unsuppress(ports, addresses)) {
    releasedEmails.add(canonicalEmail(address.email))
    console.log(mailCommandTexts.address(address, election.timeZone))
  }
  // Mail resumes only after the removals, since SES drops mails to suppressed addresses.
  for await (const email of resumeMails(ports, addresses, clock())) {
    if (!releasedEmails.has(email)) console.log(email)
    releasedEmails.add(email)
  }
  console.error(mailCommandTexts.releasedAddresses(releasedEmails.size))
  return 0
}

function mailPorts(deployment: Deployment) {
  const { database, outputs, ses, keyedValues } = deployment
  const failedMails = dynamoFailedMails(database, outputs.VotersTable)
  const { roll } = rollTables(deployment)
  return { suppressionList: sesSuppressionList(ses), failedMails, roll, keyedValues }
}
