import { GetEmailIdentityCommand, type SESv2Client } from '@aws-sdk/client-sesv2'
import type { Election } from '../../shared/domain/election/election.ts'
import { mailTexts as texts } from '../../shared/texts/preflight/mail.ts'
import { unlessGone } from '../unless-gone.ts'
import { namesUpFrom } from './dns.ts'
import { blocks, type Finding, ok, warning } from './finding.ts'

/** A sender that SES knows. */
export interface SesIdentity {
  name: string
  isVerified: boolean
  /** Of DKIM: the names of its records begin with them. None when it does not sign. */
  dkimTokens: readonly string[]
  /** The domain that bounces come back to; undefined when it is SES's own. */
  mailFromDomain: string | undefined
  configurationSet: string | undefined
}

/** What SES knows of an address, and of its domain or the nearest one above it: it takes the address first. */
export interface SesIdentities {
  address: SesIdentity | undefined
  domain: SesIdentity | undefined
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

export async function readSesIdentities(client: SESv2Client, from: string): Promise<SesIdentities> {
  const address = await readIdentity(client, from)
  for (const name of namesUpFrom(domainOf(from))) {
    const domain = await readIdentity(client, name)
    if (domain) return { address, domain }
  }
  return { address, domain: undefined }
}

async function readIdentity(client: SESv2Client, name: string): Promise<SesIdentity | undefined> {
  const read = await unlessGone(
    () => client.send(new GetEmailIdentityCommand({ EmailIdentity: name })),
    'NotFoundException',
  )
  const { DkimAttributes, MailFromAttributes } = read ?? {}
  return (
    read && {
      name,
      isVerified: read.VerifiedForSendingStatus === true,
      dkimTokens: DkimAttributes?.SigningEnabled ? (DkimAttributes.Tokens ?? []) : [],
      mailFromDomain: MailFromAttributes?.MailFromDomain || undefined,
      configurationSet: read.ConfigurationSetName,
    }
  )
}

/** The one that an election writes with; undefined when it is still to be made. */
export function senderOf({ from, identity }: Election['mail'], { address, domain }: SesIdentities) {
  if (identity === 'domain') return domain?.name === domainOf(from) ? domain : undefined
  return identity === 'address' ? address : (address ?? domain)
}

/** @param ours the names of those that the election's own stack made */
export function judgeSender(
  mail: Election['mail'],
  identities: SesIdentities,
  ours: readonly string[],
): Finding[] {
  const name = mail.identity === 'domain' ? domainOf(mail.from) : mail.from
  const sender = senderOf(mail, identities)
  if (mail.identity === 'existing') {
    if (!sender) return [blocks(texts.noSender(mail.from, domainOf(mail.from)))]
    return [...verification(sender, mail.identity), ...configurationSet(sender)]
  }
  if (!sender) return [ok(texts.newSender(name))]
  if (!ours.includes(name)) return [blocks(texts.senderOfOthers(name))]
  return verification(sender, mail.identity)
}

function verification({ name, isVerified }: SesIdentity, kind: Election['mail']['identity']) {
  return [isVerified ? ok(texts.sender(name)) : blocks(texts.unverified(name, kind))]
}

function configurationSet({ name, configurationSet: set }: SesIdentity): Finding[] {
  return set === undefined ? [] : [warning(texts.configurationSet(name, set))]
}
