import { maskPhone } from '../../shared/domain/sms/phone.ts'
import {
  bothFactorsLostMail,
  identityRefusedMail,
  passwordLinkMail,
  passwordSetMail,
  signInCodeMail,
} from '../../shared/texts/mail/mails.ts'
import {
  identifierSentMail,
  reissueAskedMail,
  reissueCancelledMail,
  reissueFailedMail,
  reissueHeldMail,
  reissuePausedMail,
  reissueStoppedMail,
  reissueWithdrawnMail,
} from '../../shared/texts/reissue/reissue-mails.ts'
import { voteResumedMail, voteSuspendedMail } from '../../shared/texts/reissue/suspension-mails.ts'
import { phone, voterId } from '../builders/values.ts'
import { asked, type Case, later, nextDay, passwordPage, siteUrl, zoe } from './mail-cases.ts'
import { rollMails } from './roll-mail-examples.ts'

const passwordLink = `${passwordPage}#${voterId}.${'t'.repeat(43)}`
const codeLink = `${siteUrl}/#code=482109375566`
const cancelLink = `${siteUrl}/annuler/#reissue-1.${'c'.repeat(43)}`
const endLink = `${siteUrl}/deconnecter/#${voterId}.${'e'.repeat(43)}`

const follow = { label: 'Suivre mon SMS', link: `${siteUrl}/espace/` }
const notMe = { label: "Ce n'est pas moi : demander un lien", link: passwordPage }
const sms = { requestedAt: asked, maskedPhone: maskPhone(phone) }

type Failure = Parameters<typeof reissueFailedMail>[1]

const failed = (failure: Failure['failure'], former: Failure['former']): Failure => {
  return { ...zoe, ...sms, failure, former, sentAt: later, mayAskUntil: nextDay, remaining: 2 }
}

export const mails: Record<string, Case> = {
  'the link of a first connection': {
    write: (letterhead, voter) =>
      passwordLinkMail(letterhead, {
        ...{ ...zoe, link: passwordLink, hours: 2, first: true },
        ...voter,
      }),
    subject: 'Créez votre mot de passe',
    moments: [],
    action: { label: 'Créer mon mot de passe', link: passwordLink },
  },
  'the link of a forgotten password': {
    write: (letterhead, voter) =>
      passwordLinkMail(letterhead, {
        ...{ ...zoe, link: passwordLink, hours: 2, first: false },
        ...voter,
      }),
    subject: 'Créez un nouveau mot de passe',
    moments: [],
    action: { label: 'Créer un nouveau mot de passe', link: passwordLink },
  },
  'the code to sign in': {
    write: (letterhead, voter) =>
      signInCodeMail(letterhead, { ...zoe, code: '482109375566', link: codeLink, ...voter }),
    subject: 'Votre code de connexion',
    moments: [],
    action: { label: 'Me connecter avec ce code', link: codeLink },
  },
  'a password created': {
    write: (letterhead, voter) =>
      passwordSetMail(letterhead, {
        ...{ ...zoe, kind: 'created', at: asked, reissuesResumeAt: undefined },
        ...voter,
      }),
    subject: 'Votre mot de passe a été créé',
    moments: ['asked'],
    action: notMe,
  },
  'a password changed': {
    write: (letterhead, voter) =>
      passwordSetMail(letterhead, {
        ...zoe,
        kind: 'changed',
        at: asked,
        reissuesResumeAt: nextDay,
        ...voter,
      }),
    subject: 'Votre mot de passe a été remplacé',
    moments: ['asked', 'nextDay'],
    action: notMe,
  },
  'an identifier asked for': {
    write: (letterhead, voter) =>
      reissueAskedMail(letterhead, { ...zoe, ...sms, expectedAt: later, cancelLink, ...voter }),
    subject: 'Un nouvel identifiant électeur a été demandé : SMS attendu vers 0 h 58',
    moments: ['asked'],
    action: follow,
    quiet: { label: "Ce n'est pas moi : annuler", link: cancelLink },
  },
  'an SMS put off': {
    write: (letterhead, voter) =>
      reissueHeldMail(letterhead, {
        ...zoe,
        ...sms,
        expectedAt: nextDay,
        isOfTerritory: false,
        cancelLink,
        ...voter,
      }),
    subject: 'Votre SMS est reporté : il est attendu le mercredi 2 décembre vers 0 h 58',
    moments: ['asked', 'aboutNextDay'],
    action: follow,
    quiet: { label: "Ce n'est pas moi : annuler", link: cancelLink },
  },
  'an SMS to a territory that has had those of the day': {
    write: (letterhead, voter) =>
      reissueHeldMail(letterhead, {
        ...zoe,
        ...sms,
        expectedAt: nextDay,
        isOfTerritory: true,
        cancelLink,
        ...voter,
      }),
    subject: 'Votre SMS est reporté : il est attendu le mercredi 2 décembre vers 0 h 58',
    moments: ['asked', 'aboutNextDay'],
    action: follow,
    quiet: { label: "Ce n'est pas moi : annuler", link: cancelLink },
  },
  'an SMS held by a limit': {
    write: (letterhead, voter) =>
      reissueStoppedMail(letterhead, { ...zoe, ...sms, cancelLink, ...voter }),
    subject: 'Votre SMS est retenu : il partira dès que possible',
    moments: ['asked'],
    action: follow,
    quiet: { label: "Ce n'est pas moi : annuler", link: cancelLink },
  },
  'an SMS to a territory that is paused': {
    write: (letterhead, voter) =>
      reissuePausedMail(letterhead, { ...zoe, ...sms, cancelLink, ...voter }),
    subject: 'Votre SMS est retenu : il partira plus tard',
    moments: ['asked'],
    action: follow,
    quiet: { label: "Ce n'est pas moi : annuler", link: cancelLink },
  },
  'a vote suspended': {
    write: (letterhead, voter) =>
      voteSuspendedMail(letterhead, {
        ...{ ...zoe, requestedAt: asked, suspendedSince: later, now: later },
        ...voter,
      }),
    subject: 'Le vote est suspendu : votre demande vous attend',
    moments: ['later', 'asked'],
    action: follow,
  },
  'a vote that goes on': {
    write: (letterhead, voter) =>
      voteResumedMail(letterhead, {
        ...{ ...zoe, requestedAt: asked, expectedAt: later, voteClosesAt: nextDay, now: later },
        ...voter,
      }),
    subject: 'Le vote a repris : votre demande aussi',
    moments: ['asked', 'nextDay'],
    action: follow,
  },
  'an identifier asked for, whose SMS is leaving': {
    write: (letterhead, voter) =>
      reissueAskedMail(letterhead, {
        ...zoe,
        ...sms,
        expectedAt: later,
        cancelLink: undefined,
        ...voter,
      }),
    subject: 'Un nouvel identifiant électeur a été demandé : SMS attendu vers 0 h 58',
    moments: ['asked'],
    action: follow,
  },
  'an identifier sent': {
    write: (letterhead, voter) =>
      identifierSentMail(letterhead, { ...zoe, ...sms, sentAt: later, ...voter }),
    subject: 'Votre nouvel identifiant électeur est parti par SMS à 0 h 58',
    moments: ['asked'],
    action: follow,
  },
  'an SMS that did not arrive': {
    write: (letterhead, voter) =>
      reissueFailedMail(letterhead, { ...failed('unreachable', 'void'), ...voter }),
    subject: "SMS non remis : refaites votre demande d'un identifiant électeur",
    moments: ['asked', 'nextDay'],
    action: { label: 'Demander un autre SMS', link: `${siteUrl}/identifiant/` },
  },
  'an SMS that did not arrive, once requests are closed': {
    write: (letterhead, voter) =>
      reissueFailedMail(letterhead, {
        ...failed('unknown', 'void'),
        mayAskUntil: undefined,
        ...voter,
      }),
    subject: "SMS non remis : adressez-vous à l'assistance",
    moments: ['asked'],
  },
  'an SMS that could not leave': {
    write: (letterhead, voter) =>
      reissueFailedMail(letterhead, { ...failed('invalid-number', 'kept'), ...voter }),
    subject: "Votre SMS n'a pas pu partir : refaites votre demande d'un identifiant électeur",
    moments: ['asked', 'nextDay'],
    action: { label: 'Demander un autre SMS', link: `${siteUrl}/identifiant/` },
  },
  'an SMS that SNS did not send after all': {
    write: (letterhead, voter) =>
      reissueFailedMail(letterhead, { ...failed('service-limit', 'back'), ...voter }),
    subject: "Votre SMS n'a pas pu partir : refaites votre demande d'un identifiant électeur",
    moments: ['asked', 'nextDay'],
    action: { label: 'Demander un autre SMS', link: `${siteUrl}/identifiant/` },
  },
  'an SMS that could not leave, of a voter who had no valid identifier': {
    write: (letterhead, voter) =>
      reissueFailedMail(letterhead, { ...failed('service-limit', 'none'), ...voter }),
    subject: "Votre SMS n'a pas pu partir : refaites votre demande d'un identifiant électeur",
    moments: ['asked', 'nextDay'],
    action: { label: 'Demander un autre SMS', link: `${siteUrl}/identifiant/` },
  },
  'a request cancelled': {
    write: (letterhead, voter) =>
      reissueCancelledMail(letterhead, {
        ...{ ...zoe, requestedAt: asked, cancelledAt: later },
        ...voter,
      }),
    subject: "Votre demande d'un nouvel identifiant électeur est annulée",
    moments: ['asked'],
    action: { label: 'Demander un lien pour un nouveau mot de passe', link: passwordPage },
  },
  'a request withdrawn': {
    write: (letterhead, voter) =>
      reissueWithdrawnMail(letterhead, {
        ...{ ...zoe, ...sms, cancelLink, remaining: 3, mayAskUntil: nextDay },
        ...voter,
      }),
    subject: "Votre demande d'un nouvel identifiant électeur est retirée",
    moments: ['asked', 'nextDay'],
    action: { label: 'Faire une autre demande', link: `${siteUrl}/identifiant/` },
    quiet: { label: "Ce n'est pas moi : annuler", link: cancelLink },
  },
  'a request refused because both factors were lost': {
    write: (letterhead, voter) =>
      bothFactorsLostMail(letterhead, { ...zoe, at: asked, until: nextDay, ...voter }),
    subject: "Une demande d'identifiant électeur a été refusée par sécurité",
    moments: ['asked', 'nextDay'],
    action: notMe,
  },
  'wrong identities': {
    write: (letterhead, voter) =>
      identityRefusedMail(letterhead, { ...zoe, link: endLink, at: asked, ...voter }),
    subject: "Des demandes d'identifiant électeur ont été refusées",
    moments: ['asked'],
    action: { label: "Ce n'est pas moi : tout déconnecter", link: endLink },
  },
  ...rollMails,
}
