import {
  GetAccountCommand,
  type GetAccountResponse,
  GetEmailIdentityCommand,
  type GetEmailIdentityResponse,
  type SESv2Client,
} from '@aws-sdk/client-sesv2'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { number } from '../../shared/texts/numbers.ts'
import { ignoreMissing } from '../ignore-missing.ts'
import type { Account } from './clients.ts'
import { type Dns, resolveRecords } from './dns.ts'
import { blocker, check, type Finding, ok, warning } from './finding.ts'
import { checkOutputs } from './stacks.ts'

const sesGuide = 'docs/deploy.md#what-aws-leaves-to-you, point 2'
const sesAdvice =
  'Voyez pourquoi dans la console de SES, « Reputation metrics » : docs/runbook.md#e-mails.'

export const mailChecks = ({ election, clients: { cloudFormation, ses }, dns }: Account) => [
  check(
    'ses:GetAccount',
    () => ses.send(new GetAccountCommand({})),
    (account) => judgeSesAccount(account, election),
  ),
  check(
    'ses:GetEmailIdentity',
    () => readSender(ses, election.mail),
    (sender) =>
      checkOutputs(cloudFormation, stackNamesOf(election).data, (outputs) => {
        const { mail } = election
        const isDeployed = outputs !== undefined
        return check(
          `DNS ${domainOf(mail.from)}`,
          () => readDmarc(dns, domainOf(mail.from)),
          (dmarc) => [judgeSender(mail, sender, isDeployed), judgeDmarc(mail, sender, dmarc)],
        )
      }),
  ),
]

export function judgeSesAccount(
  account: GetAccountResponse,
  election: Pick<Election, 'mailsPerSecond' | 'mailsPerDay'>,
): Finding[] {
  const { MaxSendRate: rate = 0, Max24HourSend = 0 } = account.SendQuota ?? {}
  // -1 means unlimited: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendQuota.html
  const isUnlimited = Max24HourSend === -1
  const isSending = account.SendingEnabled && account.EnforcementStatus !== 'SHUTDOWN'
  const { EngagementMetrics } = account.VdmAttributes?.DashboardAttributes ?? {}
  const quotaText = `SES accorde ${number(rate)} e-mails par seconde et ${isUnlimited ? 'un nombre sans limite' : number(Max24HourSend)} par jour`
  const { mailsPerSecond, mailsPerDay = 0 } = election
  const isQuotaLow = rate < mailsPerSecond || (!isUnlimited && Max24HourSend < mailsPerDay)
  return [
    account.ProductionAccessEnabled
      ? ok("SES écrit à toute adresse : le compte n'est pas dans le bac à sable.")
      : blocker({
          text: "SES est dans le bac à sable : il n'écrit qu'aux adresses vérifiées, à aucun électeur.",
          remedy: `Demandez l'accès de production à AWS : ${sesGuide}. aws sesv2 get-account le montre.`,
        }),
    !isSending && blocker({ text: "SES n'envoie plus rien pour ce compte.", remedy: sesAdvice }),
    account.EnforcementStatus === 'PROBATION' &&
      warning({
        text: "AWS examine ce compte : trop d'adresses mortes ou de plaintes. Il peut arrêter les e-mails.",
        remedy: sesAdvice,
      }),
    isQuotaLow
      ? blocker({
          text: `${quotaText} ; le fichier en demande ${number(mailsPerSecond)} et ${number(mailsPerDay)}.`,
          remedy: `Demandez plus à AWS (${sesGuide}), ou écrivez moins dans "mailsPerSecond" et "mailsPerDay".`,
        })
      : ok(`${quotaText} : npm run election -- estimate dit si c'est assez pour vos électeurs.`),
    EngagementMetrics === 'ENABLED' &&
      warning({
        text: 'SES ajoute une image invisible à chaque e-mail du compte, pour compter les ouvertures.',
        remedy:
          'Arrêtez « EngagementMetrics » dans la console de SES : docs/deploy.md#the-senders-domain.',
      }),
  ].filter((finding) => finding !== false)
}

export type Sender = GetEmailIdentityResponse & { name: string }

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

function parentNames(name: string): string[] {
  const labels = name.split('.')
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'))
}

async function readSender(
  client: SESv2Client,
  { from, identity }: Election['mail'],
): Promise<Sender | undefined> {
  const domain = domainOf(from)
  // SES prefers an address to its domain, and a domain to its parents.
  const names = { domain: [domain], address: [from], existing: [from, ...parentNames(domain)] }
  for (const name of names[identity]) {
    const request = new GetEmailIdentityCommand({ EmailIdentity: name })
    const response = await ignoreMissing(() => client.send(request), 'NotFoundException')
    if (response) return { ...response, name }
  }
  return undefined
}

export function judgeSender(
  { from, identity }: Election['mail'],
  sender: Sender | undefined,
  isDeployed: boolean,
): Finding {
  if (!sender && identity !== 'existing') {
    return ok(`SES ne connaît pas encore ${from} : le déploiement l'ajoute, et dit ce qui reste.`)
  }
  if (sender && identity !== 'existing' && !isDeployed) {
    return blocker({
      text: `SES connaît déjà ${sender.name} : le premier déploiement l'ajouterait aussi, et échouerait.`,
      remedy: 'Écrivez "identity": "existing" : docs/deploy.md#if-the-first-deployment-fails.',
    })
  }
  if (sender?.VerifiedForSendingStatus) return ok(`SES a vérifié ${sender.name}.`)
  const records = (sender?.DkimAttributes?.Tokens ?? []).map(
    (token) => `${token}._domainkey.${sender?.name} CNAME ${token}.dkim.amazonses.com`,
  )
  return blocker({
    text: `SES n'a pas vérifié ${sender?.name ?? from} : aucun e-mail ne part.`,
    remedy: `${
      records.length > 0
        ? `Écrivez dans le DNS ${records.join(' ; ')}`
        : 'Ouvrez le message que SES a envoyé à cette adresse, ou faites-la vérifier'
    } : docs/deploy.md#what-aws-leaves-to-you, point 1.`,
  })
}

interface Dmarc {
  name: string
  policy: string
}

async function readDmarc(dns: Dns, domain: string): Promise<Dmarc | undefined> {
  for (const name of parentNames(domain)) {
    const records = await resolveRecords(dns.resolveTxt(`_dmarc.${name}`))
    // A record of more than 255 bytes comes in pieces. Several policies count as none.
    const policies = records
      .map((chunks) => chunks.join(''))
      .filter((text) => /^v=DMARC1\b/i.test(text))
    if (policies[0] !== undefined)
      return policies.length === 1 ? { name, policy: policies[0] } : undefined
  }
  return undefined
}

/** Receivers compare the domain of `mail.from` with the domains that sign (DKIM) and receive bounces (SPF). */
export function judgeDmarc(
  { from, identity }: Election['mail'],
  sender: Sender | undefined,
  dmarc: Dmarc | undefined,
): Finding {
  const domain = domainOf(from)
  const tags = tagsOf(dmarc?.policy ?? '')
  const willSign = sender === undefined && identity === 'domain'
  const isSigned = willSign || sender?.DkimAttributes?.Status === 'SUCCESS'
  const { MailFromDomain, MailFromDomainStatus } = sender?.MailFromAttributes ?? {}
  const isAligned =
    (isSigned && aligns(domain, domainOf(sender?.name ?? from), tags.adkim)) ||
    (MailFromDomainStatus === 'SUCCESS' && aligns(domain, MailFromDomain ?? '', tags.aspf))
  const subdomainTag = dmarc?.name === domain ? undefined : tags.sp
  const policy = (subdomainTag ?? tags.p ?? 'none').toLowerCase()
  const dnsGuide = 'docs/deploy.md#the-senders-domain'
  if (isAligned && dmarc)
    return ok(`DMARC : ${dmarc.name} dit p=${policy}, et les e-mails y répondent.`)
  if (isAligned) {
    return warning({
      text: `DMARC : rien pour ${domain}, ou plusieurs règles. Les grands hébergeurs en demandent une aux expéditeurs de nombreux e-mails.`,
      remedy: `Écrivez dans le DNS _dmarc.${domain} TXT "v=DMARC1; p=none", et rien d'autre à ce nom (${dnsGuide}).`,
    })
  }
  const unsignedAdvice = {
    text: `DMARC : les e-mails ne seraient pas signés au nom de ${domain}, qui demande p=${policy} : ils peuvent être refusés, ou finir dans les indésirables.`,
    remedy: `Faites signer le domaine par SES (DKIM) : écrivez "identity": "domain", ou demandez-le dans sa console (${dnsGuide}).`,
  }
  return policy === 'none' ? warning(unsignedAdvice) : blocker(unsignedAdvice)
}

function tagsOf(policy: string): Record<string, string> {
  const tags = policy.split(';').map((tag) => tag.split('=').map((text) => text.trim()))
  return Object.fromEntries(tags.map(([name = '', value = '']) => [name.toLowerCase(), value]))
}

/** Mode `r` accepts parents and children here; RFC 7489 also accepts siblings, but that takes a list of public suffixes. */
function aligns(domain: string, name: string, mode = 'r'): boolean {
  if (domain === name) return true
  return mode.toLowerCase() !== 's' && (domain.endsWith(`.${name}`) || name.endsWith(`.${domain}`))
}
