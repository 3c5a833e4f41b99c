import { maskPhone } from '../../shared/domain/sms/phone.ts'
import {
  bothFactorsLostMail,
  identityRefusedMail,
  passwordLinkMail,
  passwordSetMail,
  signInCodeMail,
} from '../../shared/texts/mail/account-mails.ts'
import {
  identifierSentMail,
  reissueCancelledMail,
  reissueFailedMail,
  reissueWithdrawnMail,
  underWayMail,
} from '../../shared/texts/reissue/reissue-mails.ts'
import { voteResumedMail, voteSuspendedMail } from '../../shared/texts/reissue/suspension-mails.ts'
import { phone, voterId } from '../builders/values.ts'
import { asked, type Case, later, nextDay, passwordPage, siteUrl, to, zoe } from './mail-cases.ts'
import { rollMails } from './roll-mail-examples.ts'

const passwordLink = `${passwordPage}#${voterId}.${'t'.repeat(43)}`
const codeLink = `${siteUrl}/#code=482109375566`
const cancelLink = `${siteUrl}/annuler/#reissue-1.${'c'.repeat(43)}`
const endLink = `${siteUrl}/deconnecter/#${voterId}.${'e'.repeat(43)}`

const follow = { label: 'Suivre mon SMS', link: `${siteUrl}/espace/` }
const notMe = { label: "Ce n'est pas moi : demander un lien", link: passwordPage }
const sms = { requestedAt: asked, maskedPhone: maskPhone(phone) }

const pending = { ...sms, news: 'asked' as const, expectedAt: later, isDelayed: false, cancelLink }
const heldByCap = { ...pending, news: 'daily-cap', expectedAt: nextDay } as const

const underWay = (write: Case['write'], ...moments: NonNullable<Case['moments']>): Case => ({
  ...{ write, moments: ['asked', ...moments], action: follow },
  secondary: { label: "Ce n'est pas moi : annuler", link: cancelLink },
})

type Failure = Parameters<typeof reissueFailedMail>[1]

const failure = (failure: Failure['failure'], formerState: Failure['formerState']): Failure => {
  return { ...zoe, ...sms, failure, formerState, sentAt: later, closesAt: nextDay, remaining: 2 }
}

const failed = (...how: Parameters<typeof failure>): Case => ({
  write: to(reissueFailedMail, failure(...how)),
  moments: ['asked', 'nextDay'],
  action: { label: 'Demander un autre SMS', link: `${siteUrl}/identifiant/` },
})

export const mails: Record<string, Case> = {
  'the link of a first connection': {
    write: to(passwordLinkMail, { link: passwordLink, linkHours: 2, isFirstPassword: true }),
    moments: [],
    action: { label: 'Créer mon mot de passe', link: passwordLink },
  },
  'the link of a forgotten password': {
    write: to(passwordLinkMail, { link: passwordLink, linkHours: 2, isFirstPassword: false }),
    moments: [],
    action: { label: 'Créer un nouveau mot de passe', link: passwordLink },
  },
  'the code to sign in': {
    write: to(signInCodeMail, { code: '482109375566', link: codeLink }),
    moments: [],
    action: { label: 'Me connecter avec ce code', link: codeLink },
  },
  'a password created': {
    write: to(passwordSetMail, { at: asked, reissuesResumeAt: undefined }),
    action: notMe,
  },
  'a password changed': {
    write: to(passwordSetMail, { at: asked, reissuesResumeAt: nextDay }),
    moments: ['asked', 'nextDay'],
    action: notMe,
  },
  'an identifier asked for': underWay(to(underWayMail, pending)),
  'an SMS put off': underWay(to(underWayMail, heldByCap), 'aboutNextDay'),
  'an SMS to a territory that has had those of the day': underWay(
    to(underWayMail, { ...heldByCap, news: 'territory-cap' }),
    'aboutNextDay',
  ),
  'an SMS held by a limit': underWay(to(underWayMail, { ...pending, news: 'service-limit' })),
  'an SMS to a paused territory': underWay(to(underWayMail, { ...pending, news: 'paused' })),
  'a vote suspended': {
    write: to(voteSuspendedMail, { requestedAt: asked, suspendedSince: later, now: later }),
    moments: ['later', 'asked'],
    action: follow,
  },
  'a vote that goes on': {
    write: to(voteResumedMail, {
      requestedAt: asked,
      expectedAt: later,
      voteClosesAt: nextDay,
      now: later,
    }),
    moments: ['asked', 'nextDay'],
    action: follow,
  },
  'an identifier asked for, whose SMS is leaving': {
    write: to(underWayMail, { ...pending, cancelLink: undefined }),
    action: follow,
  },
  'an identifier sent': {
    write: to(identifierSentMail, { ...sms, sentAt: later }),
    action: follow,
  },
  'an SMS that did not arrive': failed('unreachable', 'replaced'),
  'an SMS that did not arrive, once requests are closed': {
    write: to(reissueFailedMail, { ...failure('unknown', 'replaced'), closesAt: undefined }),
  },
  'an SMS that could not leave': failed('invalid-number', 'unchanged'),
  'an SMS that SNS did not send after all': failed('service-limit', 'restored'),
  'an SMS that could not leave, of a voter without a valid identifier': failed(
    'service-limit',
    'none',
  ),
  'a request cancelled': {
    write: to(reissueCancelledMail, {
      requestedAt: asked,
      cancelledAt: later,
      mayHaveLaterSms: false,
    }),
    action: { label: 'Demander un lien pour un nouveau mot de passe', link: passwordPage },
  },
  'a request withdrawn': {
    write: to(reissueWithdrawnMail, {
      ...sms,
      cancelLink,
      remaining: 3,
      closesAt: nextDay,
      stoppedByStaff: true,
    }),
    moments: ['asked', 'nextDay'],
    action: { label: 'Faire une autre demande', link: `${siteUrl}/identifiant/` },
    secondary: { label: "Ce n'est pas moi : annuler", link: cancelLink },
  },
  'a request refused because both factors were lost': {
    write: to(bothFactorsLostMail, { at: asked, until: nextDay }),
    moments: ['asked', 'nextDay'],
    action: notMe,
  },
  'wrong identities': {
    write: to(identityRefusedMail, { link: endLink, at: asked }),
    action: { label: "Ce n'est pas moi : tout déconnecter", link: endLink },
  },
  ...rollMails,
}
