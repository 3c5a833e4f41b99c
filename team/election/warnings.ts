import { TZDate } from '@date-fns/tz'
import type { Election } from '../../shared/domain/election/election.ts'
import { type DateName, dateNames } from '../../shared/domain/election/read-dates.ts'
import { electionFields } from '../../shared/texts/election/election-fields.ts'
import { duration } from '../../shared/texts/moments.ts'
import { count, number } from '../../shared/texts/numbers.ts'
import { teamRoleNames } from '../../shared/tooling/team-roles.ts'
import { smsCountFor, smsPriceUsd } from '../estimate/prices.ts'
import { firstMorningConcurrency } from '../estimate/quotas.ts'
import { unprintableTexts } from '../notices/unprintable-texts.ts'

const hourMilliseconds = 3_600_000
const dayMilliseconds = 24 * hourMilliseconds

/** AWS's default rate of a sender id, in SMS parts a second, probably for each country (docs/aws-behaviours.md). */
const defaultSmsPerSecond = 10

// Our own list of generic words. French carriers are reported to block sender ids that consist of such words:
// https://af2m.org/protection-des-oadc-sensibles
const genericSenderIdPattern =
  /^(alertes?|banque|bank|code|colis|contact|elections?|identifiant|infos?|livraison|message|notice|paiement|payment|pro|rdv|scrutin|service|sms|suivi|urgent|votes?|voter)+\d*$/i

const frenchTerritories = 'FR GP MQ RE GF NC PF YT PM WF BL MF'.split(' ')

/** French territories for which AWS documents sender ids (docs/aws-behaviours.md). */
const territoriesWithSenderId = ['FR', 'GP', 'MQ', 'RE', 'GF', 'NC', 'PF']

export function warningsOf(election: Election, now: Date): string[] {
  return [
    ...dateNames.flatMap((name) => dateWarnings(name, election, now)),
    ...periodWarnings(election, now),
    ...smsWarnings(election),
    ...contactWarnings(election),
    ...unprintableTexts(election).map(
      (text) => `Les notices ne pourront pas être imprimées : ${text}.`,
    ),
    ...capacityWarnings(election),
    ...protectionWarnings(election),
  ].filter((text) => text !== false)
}

type Warning = string | false

function dateWarnings(dateName: DateName, { dates, timeZone }: Election, now: Date): Warning[] {
  const instant = dates[dateName]
  const subject = `${electionFields[`dates.${dateName}`]?.label} : cette date`
  const localDate = new TZDate(instant.getTime(), timeZone)
  const isVoteDate = dateName === 'voteOpensAt' || dateName === 'voteClosesAt'
  const isOnDay = (weekday: number) => isVoteDate && localDate.getDay() === weekday
  const isNight = localDate.getHours() < 7 || localDate.getHours() >= 22
  return [
    instant <= now && `${subject} est déjà passée.`,
    isOnDay(6) && `${subject} tombe un samedi.`,
    isOnDay(0) && `${subject} tombe un dimanche.`,
    isVoteDate && isNight && `${subject} est la nuit, entre 22 h et 7 h.`,
  ]
}

function periodWarnings({ dates, bothLostHours }: Election, now: Date): Warning[] {
  const { reissueOpensAt, reissueClosesAt, voteOpensAt, voteClosesAt } = dates
  const timeToVote = voteOpensAt.getTime() - now.getTime()
  const voteDuration = voteClosesAt.getTime() - voteOpensAt.getTime()
  const closesBeforeVote = reissueClosesAt <= voteOpensAt
  return [
    timeToVote > 0 &&
      timeToVote < 14 * dayMilliseconds &&
      `Le vote ouvre dans ${duration(timeToVote)} seulement. AWS peut mettre des jours à accorder les SMS et les e-mails demandés.`,
    timeToVote > 366 * dayMilliseconds &&
      `Le vote n'ouvre que dans ${duration(timeToVote)}. Vérifiez l'année.`,
    voteDuration < dayMilliseconds &&
      `Le vote ne dure que ${duration(voteDuration)} : moins de 24 heures.`,
    voteDuration > 8 * dayMilliseconds &&
      `Le vote dure ${duration(voteDuration)} : plus de 8 jours.`,
    reissueOpensAt > voteOpensAt &&
      "Les demandes n'ouvrent qu'après l'ouverture du vote : d'ici là, une personne qui a perdu son identifiant ne peut pas voter.",
    reissueClosesAt > voteClosesAt &&
      'Les demandes ferment après le vote : un identifiant obtenu entre les deux ne sert à rien.',
    closesBeforeVote &&
      "Les demandes ferment avant que le vote ouvre : pendant le vote, personne ne peut obtenir d'identifiant.",
    !closesBeforeVote &&
      reissueClosesAt < voteClosesAt &&
      'Les demandes ferment avant la fin du vote : ensuite, une personne qui a perdu son identifiant ne peut plus voter.',
    bothLostHours * hourMilliseconds >= voteDuration &&
      `L'attente après un mot de passe oublié (${count(bothLostHours, 'heure')}) dure autant que le vote : une personne qui perd les deux ne peut plus voter en ligne.`,
  ]
}

function smsWarnings(election: Election): Warning[] {
  const { smsDelaySeconds, smsPerSecond, smsDailyCap: cap, smsMaxPriceUsd: price } = election
  const { senderId, territories, smsMonthlySpendUsd: spend } = election
  const smsPerHour = smsPerSecond * 3600
  const undocumentedTerritories = territories.filter(
    (code) => frenchTerritories.includes(code) && !territoriesWithSenderId.includes(code),
  )
  return [
    smsDelaySeconds < 30 &&
      `Le SMS part après ${count(smsDelaySeconds, 'seconde')} : c'est court pour annuler une demande faite par un autre.`,
    cap < smsPerHour &&
      `Le plafond de ${number(cap)} SMS par jour peut être atteint en moins d'une heure (${number(smsPerHour)} SMS). Les électeurs suivants attendraient le lendemain.`,
    smsPerSecond > defaultSmsPerSecond &&
      `AWS n'envoie que ${number(defaultSmsPerSecond)} SMS par seconde et par pays sous un nom d'expéditeur, sauf accord : demandez à AWS d'en accorder ${number(smsPerSecond)}, ou les SMS au-delà seront refusés.`,
    spend !== undefined &&
      smsCountFor(spend) < cap &&
      `${number(spend)} USD par mois, c'est environ ${number(smsCountFor(spend))} SMS, pour ${number(cap)} permis en un jour. Cette somme dépensée, AWS n'envoie plus de SMS.`,
    genericSenderIdPattern.test(senderId) &&
      `Le nom d'expéditeur ${senderId} n'est fait que de mots généraux : depuis mars 2025, les opérateurs français bloquent de tels noms. Choisissez celui de l'organisme.`,
    undocumentedTerritories.length > 0 &&
      `AWS ne dit pas s'il envoie des SMS sous un nom d'expéditeur vers ${undocumentedTerritories.join(', ')} : après le déploiement, essayez un numéro de chacun avec « npm run sms -- test ».`,
    price < smsPriceUsd &&
      `Un SMS à plus de ${number(price)} USD ne part pas. Comptez ${number(smsPriceUsd)} USD pour la France métropolitaine, et plus ailleurs.`,
  ]
}

/** French service numbers may have four digits, such as 3975. */
const minDigits = 4

function contactWarnings(election: Election): Warning[] {
  const { mail, alarms, helpdesk, ballots, site, staff, legal } = election
  const phones = Object.entries({
    'helpdesk.phone': helpdesk.phone,
    'legal.publisher.phone': legal?.publisher.phone,
    'legal.host.phone': legal?.host.phone,
  })
  const addresses = Object.entries({
    'mail.from': mail.from,
    'alarms.email': alarms?.email ?? '',
    'helpdesk.email': helpdesk.email,
  })
  const titles = ballots.map(({ title }) => title)
  const repeatedTitles = new Set(titles.filter((title, index) => titles.indexOf(title) !== index))
  const isExamplePhone = helpdesk.phone === electionFields['helpdesk.phone']?.example
  return [
    !alarms && 'Personne ne reçoit les alarmes : ajoutez "alarms": { "email": "…" }.',
    !site.votingUrl &&
      'Le fichier ne dit pas où déposer les bulletins : la notice et « JE VOTE » promettent que vous en communiquerez l\'adresse. Ajoutez "votingUrl" à "site", ou annoncez-la aux électeurs avant le vote.',
    // RFC 2606 reserves these domains for examples.
    ...addresses.map(
      ([field, value]) =>
        /[@.]example(\.(org|com|net))?$/i.test(value) &&
        `${field} est une adresse d'exemple, où rien n'arrive : ${value}.`,
    ),
    ...phones.map(
      ([field, phone]) =>
        phone !== undefined &&
        phone.replace(/\D/g, '').length < minDigits &&
        `${field} n'est pas un numéro que l'on peut appeler : ${phone}.`,
    ),
    !staff &&
      'Personne ne pourra aider un électeur dans son dossier, ni rien corriger à deux après le scellé : ajoutez "staff".',
    isExamplePhone && `helpdesk.phone est le numéro de l'exemple : ${helpdesk.phone}.`,
    ...[...repeatedTitles].map((title) => `Deux scrutins ont le même titre : ${title}.`),
  ]
}

function capacityWarnings({ site, lambdaConcurrency, mailsPerDay }: Election): Warning[] {
  const isConcurrencyLow = (lambdaConcurrency ?? 0) < firstMorningConcurrency
  const capacityText =
    lambdaConcurrency === undefined
      ? 'Le fichier ne dit pas combien de fonctions AWS laisse tourner à la fois.'
      : `AWS ne laisse tourner que ${number(lambdaConcurrency)} fonctions à la fois.`
  return [
    !site.firewall &&
      'Rien n\'arrête une adresse qui envoie trop de demandes : ajoutez "firewall": true à "site".',
    mailsPerDay === undefined &&
      'Le fichier ne dit pas combien d\'e-mails SES laisse partir en 24 heures : un flot de demandes de liens pourrait épuiser ce quota, et avec lui les e-mails qui annulent une demande. Demandez à SES deux fois et demie le nombre des électeurs, puis écrivez "mailsPerDay".',
    isConcurrencyLow &&
      `${capacityText} Un nouveau compte en a 10 : pour une première matinée, demandez-en ${number(firstMorningConcurrency)} au moins, puis écrivez "lambdaConcurrency".`,
  ]
}

/** The French civil service code (R. 211-580) requires the ledger to be kept for two years. */
const minLedgerDays = 730

function protectionWarnings({ protection, roles, auditTrail, ledger }: Election): Warning[] {
  const unassignedRoles = teamRoleNames.filter((name) => !roles[name])
  return [
    ledger.lockDays < minLedgerDays &&
      `Le journal n'est verrouillé que pendant ${count(ledger.lockDays, 'jour')}, et il est à garder deux ans : ensuite, une personne qui administre le compte peut l'effacer. Écrivez "lockDays": ${minLedgerDays}.`,
    ledger.recipients.length === 0 &&
      'Personne ne reçoit les têtes du journal : rien ne dira s\'il a été réécrit. Ajoutez "recipients" à "ledger".',
    protection.customerManagedKey === true &&
      unassignedRoles.length > 0 &&
      `La clé qui chiffre les tables s'ouvre aussi aux personnes qui prennent un rôle de l'équipe, et le compte laisse ses administrateurs prendre ceux que « roles » ne donne à personne : ${unassignedRoles.join(', ')}.`,
    !auditTrail &&
      'Sans piste d\'audit, personne n\'apprend qui change une fonction, un rôle ou une clé. Ôtez "auditTrail": false, ou gardez-en une autre dans ce compte.',
  ]
}
