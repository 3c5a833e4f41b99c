import { dateAndTime, duration } from '../moments.ts'
import { count, number } from '../numbers.ts'
import { type Rehearsable, titleOf } from '../rehearsal.ts'
import { zoneName } from '../zone-name.ts'

interface Words extends Rehearsable {
  name: string
  title: string
  organiser: string
  senderId: string
  timeZone: string
  dates: Record<
    'contestUntil' | 'reissueOpensAt' | 'reissueClosesAt' | 'voteOpensAt' | 'voteClosesAt',
    Date
  > & { appealsUntil?: Date }
  limits: Record<`${'reissues' | 'sms'}Per${'Voter' | 'Phone'}` | 'noticesBeyondRequests', number>
  smsDelaySeconds: number
  smsPerSecond: number
  smsDailyCap: number
  smsMaxPriceUsd: number
  smsMonthlySpendUsd?: number | undefined
  receiptMinutes: number
  mailsPerSecond: number
  mailsPerDay?: number | undefined
  smsWaitsForMailMinutes: number
  bothLostHours: number
  territories: readonly string[]
  mail: { from: string; identity: 'address' | 'domain' | 'existing' }
  protection: {
    backupDays?: number | undefined
    keysReplicaRegion?: string | undefined
    customerManagedKey?: boolean | undefined
  }
  alarms?: { email: string } | undefined
  site: {
    brandColour: string
    logo?: string | undefined
    domain?: string | undefined
    firewall: boolean
  }
  helpdesk: { phone: string; email: string; hours: string }
  ballots: readonly { id: string; title: string }[]
}

/**
 * An election read back to whoever wrote its file.
 * @param sms as a voter receives it, but for the identifier
 * @param septets how many of the 160 of an SMS it takes
 */
export function electionInWords(election: Words, sms: string, septets: number): string {
  const { organiser } = election
  return [
    `${titleOf(election)}\nOrganisateur : ${organiser}`,
    section('Dates', dateTexts(election)),
    section('Limites', limitTexts(election)),
    section('SMS', smsTexts(election)),
    section(
      `Le SMS, tel que l'électeur le reçoit (${septets} caractères sur 160)`,
      sms.split('\n'),
    ),
    section('E-mails, site et assistance', contactTexts(election)),
    section('Déploiement', deploymentTexts(election)),
    section(
      count(election.ballots.length, 'scrutin'),
      election.ballots.map(({ id, title: name }) => `${name} (${id})`),
    ),
  ].join('\n\n')
}

const section = (heading: string, texts: readonly string[]) =>
  [heading, ...texts.map((text) => `  ${text}`)].join('\n')

function dateTexts({ dates, timeZone }: Words): string[] {
  const zone = zoneName(timeZone)
  const at = (date: Date) => `${dateAndTime(date, timeZone)}, ${zone}`
  const lasting = (from: Date, to: Date) => duration(to.getTime() - from.getTime())
  return [
    `Les demandes de nouvel identifiant ouvrent ${at(dates.reissueOpensAt)}.`,
    `Puis elles ferment ${at(dates.reissueClosesAt)} : elles sont ouvertes pendant ${lasting(dates.reissueOpensAt, dates.reissueClosesAt)}.`,
    `Le vote ouvre ${at(dates.voteOpensAt)}.`,
    `Le vote ferme ${at(dates.voteClosesAt)} : il est ouvert pendant ${lasting(dates.voteOpensAt, dates.voteClosesAt)}.`,
    `On peut contester jusqu'au ${at(dates.contestUntil)}.`,
    ...(dates.appealsUntil
      ? [`Les recours prennent fin ${at(dates.appealsUntil)} : rien n'est détruit avant.`]
      : []),
  ]
}

function limitTexts({ limits, bothLostHours, territories }: Words): string[] {
  const names = new Intl.DisplayNames('fr', { type: 'region' })
  const { reissuesPerVoter, noticesBeyondRequests } = limits
  const then = noticesBeyondRequests
    ? `l'assistance peut lui imprimer ${count(noticesBeyondRequests, 'notice')}, à deux personnes`
    : "l'assistance n'en donne plus"
  return [
    `Un électeur peut demander ${count(reissuesPerVoter, 'identifiant')} au plus. Ensuite, ${then}.`,
    `Un téléphone peut servir ${limits.reissuesPerPhone} fois au plus, pour un seul électeur.`,
    `Échecs compris, ${limits.smsPerVoter} SMS au plus sont demandés pour un électeur, et ${limits.smsPerPhone} vers un téléphone : au-delà, l'assistance.`,
    `Qui vient de remplacer un mot de passe oublié attend ${count(bothLostHours, 'heure')} avant de demander un identifiant.`,
    `Téléphones mobiles acceptés : ${territories.map((code) => names.of(code)).join(', ')}.`,
  ]
}

function smsTexts(election: Words): string[] {
  const { smsDelaySeconds, smsMonthlySpendUsd } = election
  return [
    `Expéditeur : ${election.senderId}`,
    smsDelaySeconds === 0
      ? "Le SMS part aussitôt : l'électeur n'a pas le temps d'annuler."
      : `Le SMS part ${delay(smsDelaySeconds)} après la demande : l'électeur peut annuler d'ici là.`,
    election.smsWaitsForMailMinutes === 0
      ? "Le SMS n'attend pas l'e-mail qui permet d'annuler."
      : `Le SMS attend que l'e-mail qui permet d'annuler soit parti, ${count(election.smsWaitsForMailMinutes, 'minute')} au plus.`,
    `${number(election.smsPerSecond)} SMS par seconde et ${number(election.smsDailyCap)} SMS par jour au plus.`,
    `${number(election.smsMaxPriceUsd)} USD par SMS au plus ; ${
      smsMonthlySpendUsd === undefined
        ? "le plafond mensuel du compte AWS reste ce qu'il est."
        : `${number(smsMonthlySpendUsd)} USD par mois au plus, pour tout le compte AWS.`
    }`,
    `La page attend l'accusé de réception pendant ${count(election.receiptMinutes, 'minute')}.`,
  ]
}

function contactTexts({
  mail,
  mailsPerSecond,
  mailsPerDay,
  alarms,
  site,
  helpdesk,
}: Words): string[] {
  return [
    `Les e-mails viennent de ${mail.from}, ${mailsPerSecond} par seconde au plus.`,
    mailsPerDay === undefined
      ? 'Rien ne réserve une part du quota de SES aux e-mails qui annulent une demande.'
      : `Des ${number(mailsPerDay)} e-mails par jour de SES, deux sur cinq au plus portent un lien de mot de passe ou un code ; au-delà, ils attendent le lendemain.`,
    alarms ? `Les alarmes vont à ${alarms.email}.` : 'Les alarmes ne vont à personne.',
    `Couleur du site : ${site.brandColour}`,
    `Logo : ${site.logo ?? "aucun, l'initiale du titre à sa place"}`,
    `Adresse du site : ${site.domain ? `https://${site.domain}/` : 'celle que CloudFront lui donne, en cloudfront.net'}`,
    site.firewall
      ? "Un pare-feu arrête une adresse qui envoie bien plus de demandes qu'une académie."
      : "Aucun pare-feu n'est demandé.",
    `Assistance : ${helpdesk.phone}, ${helpdesk.email}, ${helpdesk.hours}`,
  ]
}

function deploymentTexts({ name, mail, protection }: Words): string[] {
  const { backupDays, keysReplicaRegion: region, customerManagedKey } = protection
  return [
    `Cette élection s'appelle « ${name} » : une autre du même compte AWS porte un autre nom.`,
    {
      domain: "SES vérifie le domaine de l'expéditeur, par des enregistrements DNS.",
      address: "SES vérifie l'adresse de l'expéditeur, par un lien envoyé à cette adresse.",
      existing: "SES a déjà vérifié l'expéditeur : rien n'est créé.",
    }[mail.identity],
    backupDays === undefined
      ? "Les tables n'ont que leur sauvegarde continue."
      : `Les tables sont aussi copiées chaque nuit, et chaque copie gardée ${count(backupDays, 'jour')}.`,
    region === undefined
      ? "Les clés ne sont que dans la région de l'élection."
      : `Les clés ont une copie dans la région ${region}.`,
    ...(customerManagedKey
      ? [
          "Une clé KMS de l'élection chiffre les tables et les clés : elle ne s'ouvre qu'aux fonctions et aux rôles de l'équipe.",
        ]
      : []),
  ]
}

function delay(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  const rest = seconds % 60
  const texts = [
    ...(minutes > 0 ? [count(minutes, 'minute')] : []),
    ...(rest > 0 ? [count(rest, 'seconde')] : []),
  ]
  return texts.join(' et ')
}
