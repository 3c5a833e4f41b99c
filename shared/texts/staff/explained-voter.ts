import type { VoterFacts } from '../../domain/staff/voter-facts.ts'
import { mailFailureTexts } from '../mail/mail-failures.ts'
import { fromMoment, nearMoment, ofMoment, sinceMoment, untilMoment } from '../moments.ts'
import { count } from '../numbers.ts'
import { noneLeftText } from '../reissue/none-left.ts'
import { needsKnownPhoneText, newPasswordFirstText } from '../reissue/reissue-availability.ts'
import { mayStillArriveText } from '../reissue/reissue-progress.ts'
import { type IdentifierSituation, validIdentifierText } from '../reissue/valid-identifier.ts'
import { sentences } from '../sentences.ts'
import { textsOfFailure } from '../sms/sms-failures.ts'
import type { TimeContext } from './explained-request.ts'

// Staff read these sentences out to the voter.

export function accountTexts(facts: VoterFacts, time: TimeContext): string[] {
  const { timeZone, now } = time
  const { hasPassword, passwordSetAt, mailFailure, link, takenPhone } = facts
  const { knownPhone, formerPhone } = facts
  const nearText = (instant: Date) => nearMoment(instant, timeZone, now)
  return sentences([
    mailFailure && failureText(mailFailure, time),
    hasPassword
      ? `Vous avez un mot de passe${passwordSetAt ? `, choisi ${nearText(passwordSetAt)}` : ''}.`
      : "Vous n'avez pas de mot de passe : sans lui, aucune demande n'est possible. Demandez un lien par « Mot de passe personnel oublié ou première connexion ».",
    link &&
      `Vous avez demandé un lien par e-mail ${nearText(link.requestedAt)} : ${linkText(link, time)}.`,
    takenPhone &&
      `Le numéro se terminant par ${takenPhone.maskedPhone.slice(-2)}, saisi ${nearText(takenPhone.at)}, a été refusé : une autre personne l'utilise.`,
    knownPhone &&
      `Vous avez enregistré ${nearText(knownPhone.setAt)} le numéro se terminant par ${knownPhone.maskedPhone.slice(-2)}${now < knownPhone.settlesAt ? ` : il comptera ${fromMoment(knownPhone.settlesAt, timeZone, now)}` : ''}.`,
    formerPhone &&
      `Le numéro se terminant par ${formerPhone.maskedPhone.slice(-2)} a été remplacé ou retiré ${nearText(formerPhone.changedAt)} : il a reçu un lien pour l'annuler, ${untilMoment(formerPhone.endsAt, timeZone, now)}.`,
  ])
}

function failureText(
  { why, at, final }: NonNullable<VoterFacts['mailFailure']>,
  { timeZone, now }: TimeContext,
): string {
  const beginning = final
    ? `Nos e-mails ne vont plus à votre adresse ${sinceMoment(at, timeZone, now)}`
    : `Un e-mail n'est peut-être pas arrivé à votre adresse, ou avec du retard, ${nearMoment(at, timeZone, now)}`
  return `${beginning} : ${mailFailureTexts[why]}.`
}

function linkText({ mailed, newest }: NonNullable<VoterFacts['link']>, time: TimeContext) {
  const { timeZone, now, isSuspended } = time
  const { expiresAt } = newest ?? {}
  if (!expiresAt) return 'il a servi'
  if (!mailed) return "son e-mail n'est pas encore parti"
  if (expiresAt <= now) return 'il ne fonctionne plus'
  return `son e-mail est parti, il fonctionne ${isSuspended ? 'encore' : untilMoment(expiresAt, timeZone, now)}`
}

export function identifierExplanation(situation: IdentifierSituation): string {
  const { from, lateSmsAt, isUnderWay, mayRequest, timeZone, now } = situation
  if (from !== 'nowhere' || isUnderWay || mayRequest) return validIdentifierText(situation)
  return lateSmsAt
    ? `Si le SMS ${ofMoment(lateSmsAt, timeZone, now)} finit par arriver, son identifiant fonctionne.`
    : "Vous n'avez plus d'identifiant qui fonctionne."
}

export function nextTexts(facts: VoterFacts, { timeZone, now }: TimeContext): string[] {
  const { isUnderWay, isCancellable, obstacle, opensAt, closesAt, remaining, receiptDueAt } = facts
  const nearText = (instant: Date) => nearMoment(instant, timeZone, now)
  if (now >= facts.voteClosesAt) {
    const closedText = `Le vote est clos ${sinceMoment(facts.voteClosesAt, timeZone, now)}`
    return [
      now < facts.graceEndsAt
        ? `${closedText}. Si votre connexion date d'avant, vous pouvez finir de voter ${untilMoment(facts.graceEndsAt, timeZone, now)}. Ne vous déconnectez pas.`
        : `${closedText} : il n'y a plus rien à faire.`,
    ]
  }
  if (obstacle === 'suspended')
    return [
      "Le vote est suspendu : personne ne peut ni se connecter, ni demander un identifiant, ni voter. La fermeture du vote sera repoussée d'autant.",
    ]
  if (isUnderWay)
    return sentences([
      "Vous n'avez rien à refaire. Gardez votre téléphone allumé.",
      isCancellable &&
        'Si le numéro est faux, choisissez « Je me suis trompé de numéro » dans votre espace.',
    ])
  switch (obstacle) {
    case 'not-open':
      return [`Les demandes de nouvel identifiant ouvriront ${nearText(opensAt)}.`]
    case 'closed':
      return [
        `Les demandes de nouvel identifiant sont closes ${sinceMoment(closesAt, timeZone, now)}.`,
      ]
    case 'password-change-required':
      return [newPasswordFirstText]
    case 'both-factors-lost':
      return [
        `Votre mot de passe ou votre inscription a changé récemment. Par sécurité, vous pourrez demander un identifiant ${fromMoment(facts.bothFactorsLostUntil ?? now, timeZone, now)}.`,
      ]
    case 'phone-unknown':
      return [needsKnownPhoneText]
    case 'none-remaining':
      return [noneLeftText(facts.noRequestLeftReason ?? 'nothing-left', facts.limit, 'staff')]
    default: {
      const [, advice] = textsOfFailure(facts.failure)
      const pendingReceipt = receiptDueAt &&
        now < receiptDueAt && { receiptDueAt: receiptDueAt.toISOString(), timeZone, now }
      return sentences([
        pendingReceipt && mayStillArriveText(pendingReceipt, 'de faire une autre demande'),
        facts.failure && facts.failure !== 'service-limit' && advice,
        `Vous pouvez demander un nouvel identifiant : il vous reste ${count(remaining, 'demande')}. Si un délai s'applique, le site l'indique.`,
      ])
    }
  }
}

export const staffTexts = {
  noRequest: "Vous n'avez fait aucune demande : aucun SMS n'a été envoyé.",
  headings: {
    account: 'Le compte',
    earlierRequests: 'Vos demandes précédentes',
    identifier: "L'identifiant valable",
    nextSteps: 'Et maintenant',
  },
} as const
