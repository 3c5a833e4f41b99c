import electionFile from '../../election.json' with { type: 'json' }
import { parseElection } from '../../shared/domain/election/election.ts'
import { maskPhone } from '../../shared/domain/sms/phone.ts'
import {
  bothFactorsLostMail,
  identityRefusedMail,
  type MailText,
  passwordLinkMail,
  passwordSetMail,
  signInCodeMail,
} from '../../shared/texts/mail/mails.ts'
import {
  identifierSentMail,
  type Letterhead,
  reissueAskedMail,
  reissueCancelledMail,
  reissueFailedMail,
  reissueHeldMail,
  reissueStoppedMail,
  reissueWithdrawnMail,
} from '../../shared/texts/reissue/reissue-mails.ts'
import {
  addressReplacedMail,
  noticeRenewedMail,
  noticeReturnedMail,
  rollCorrectedMail,
  rollRemovedMail,
} from '../../shared/texts/roll/roll-mails.ts'
import { phone, voterId } from '../builders/values.ts'

export const election: Letterhead = parseElection(electionFile)
const siteUrl = 'https://vote.example.org'
const passwordPage = `${siteUrl}/mot-de-passe/`
const passwordLink = `${passwordPage}#${voterId}.${'t'.repeat(43)}`
const codeLink = `${siteUrl}/#code=482109375566`
const cancelLink = `${siteUrl}/annuler/#reissue-1.${'c'.repeat(43)}`
const endLink = `${siteUrl}/deconnecter/#${voterId}.${'e'.repeat(43)}`
export const asked = new Date('2026-11-30T23:05:00Z')
export const later = new Date('2026-11-30T23:58:00Z')
const nextDay = new Date('2026-12-01T23:58:00Z')
/** Of each of them, by the clock of Paris and of Cayenne. */
export const clocks = {
  asked: ['mardi 1er décembre à 0 h 05', 'lundi 30 novembre à 20 h 05'],
  later: ['mardi 1er décembre à 0 h 58', 'lundi 30 novembre à 20 h 58'],
  nextDay: ['mercredi 2 décembre à 0 h 58', 'mardi 1er décembre à 20 h 58'],
  aboutNextDay: ['mercredi 2 décembre vers 0 h 58', 'mardi 1er décembre vers 20 h 58'],
}

interface Voter {
  firstName?: string
  maskedPhone?: string
}

interface Case {
  write: (letterhead: Letterhead, voter: Voter) => MailText
  subject: string
  moments: (keyof typeof clocks)[]
  /** With what the mail asks whether something is wrong: whether it is not the voter, when absent. */
  asks?: string
  /** Absent from a mail that only the helpdesk can follow. */
  action?: { label: string; link: string }
  /** The second action, for few. */
  quiet?: { label: string; link: string }
}

const follow = { label: 'Suivre mon SMS', link: `${siteUrl}/espace/` }
const notMe = { label: "Ce n'est pas moi : demander un lien", link: passwordPage }
export const zoe = { firstName: 'Zoé', siteUrl }
const corrected = {
  ...zoe,
  at: asked,
  lastName: 'Exemple',
  email: 'zoe.exemple@academie.example.org',
  ballots: ["Comité social d'administration ministériel"],
}
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
      reissueHeldMail(letterhead, { ...zoe, ...sms, expectedAt: nextDay, cancelLink, ...voter }),
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
  'the roll corrected': {
    write: (letterhead, voter) =>
      rollCorrectedMail(letterhead, { ...corrected, newAddress: false, ...voter }),
    subject: 'La liste électorale a été corrigée pour vous',
    asks: 'Vous voyez une erreur ?',
    moments: ['asked'],
  },
  'the roll corrected, with another address': {
    write: (letterhead, voter) =>
      rollCorrectedMail(letterhead, { ...corrected, newAddress: true, ...voter }),
    subject: 'La liste électorale a été corrigée pour vous',
    asks: 'Vous voyez une erreur ?',
    moments: ['asked'],
    action: { label: 'Créer mon mot de passe', link: passwordPage },
  },
  'an address replaced': {
    write: (letterhead, voter) => addressReplacedMail(letterhead, { ...zoe, at: asked, ...voter }),
    subject: "Cette adresse n'est plus celle de votre compte électeur",
    asks: "Vous n'avez pas demandé ce changement ?",
    moments: ['asked'],
  },
  'a removal from the roll': {
    write: (letterhead, voter) =>
      rollRemovedMail(letterhead, { ...zoe, at: asked, contestUntil: nextDay, ...voter }),
    subject: "Vous n'êtes plus sur la liste électorale",
    asks: "Vous pensez que c'est une erreur ?",
    moments: ['asked', 'nextDay'],
  },
  'a notice that came back': {
    write: (letterhead, voter) =>
      noticeReturnedMail(letterhead, {
        ...zoe,
        at: asked,
        reissueOpensAt: later,
        reissueClosesAt: nextDay,
        ...voter,
      }),
    subject: 'Votre notice de vote ne vous a pas été remise',
    asks: 'Vous ne pouvez pas recevoir de SMS ?',
    moments: ['asked', 'later', 'nextDay'],
    action: { label: 'Ouvrir mon espace électeur', link: `${siteUrl}/` },
  },
  'a notice replaced': {
    write: (letterhead, voter) => noticeRenewedMail(letterhead, { ...zoe, at: asked, ...voter }),
    subject: 'Une nouvelle notice de vote est imprimée pour vous',
    asks: 'Vous ne recevez pas cette notice ?',
    moments: ['asked'],
  },
}
