import { moment } from '../moments.ts'
import { count } from '../numbers.ts'
import { type Letterhead, layOut, type MailContent, type MailFacts } from './mail-layout.ts'
import {
  mailboxAdvice,
  momentOf,
  newPasswordAction,
  nothingCountedText,
  requestBlockText,
  strangerParagraphs,
} from './mail-sentences.ts'

// Others may read a mail: it must not contain a voter's identifier, password, NUMEN, birth date or whole phone number.

export function passwordLinkMail(
  letterhead: Letterhead,
  details: {
    firstName: string
    link: string
    linkHours: number
    isFirstPassword: boolean
  },
): MailContent {
  const { link, isFirstPassword } = details
  const subject = isFirstPassword ? 'Créez votre mot de passe' : 'Créez un nouveau mot de passe'
  return layOut(letterhead, details, subject, [
    isFirstPassword
      ? 'Ouvrez ce lien pour créer le mot de passe personnel de votre espace électeur :'
      : 'Ouvrez ce lien pour remplacer le mot de passe personnel de votre espace électeur :',
    { label: isFirstPassword ? 'Créer mon mot de passe' : 'Créer un nouveau mot de passe', link },
    `Ce lien fonctionne une seule fois, pendant les ${count(details.linkHours, 'heure')} qui suivent l'envoi de cet e-mail. Si vous avez demandé plusieurs liens, seul le dernier fonctionne.`,
    'Ne transmettez cet e-mail à personne : toute personne qui a ce lien peut choisir votre mot de passe.',
    `Ce n'est pas vous qui avez demandé ce lien ? Ne faites rien : tant que personne ne l'utilise, ${
      isFirstPassword ? "aucun mot de passe n'est créé" : 'votre mot de passe reste le même'
    }.`,
  ])
}

export function signInCodeMail(
  letterhead: Letterhead,
  details: { firstName: string; code: string; link: string },
): MailContent {
  const { code, link } = details
  return layOut(letterhead, details, 'Votre code de connexion', [
    "Il y a eu trop d'essais de connexion sur votre compte. Pour vous connecter, saisissez ce code avec votre adresse e-mail et votre mot de passe personnel :",
    { code: code.replace(/(.{4})(?=.)/g, '$1 ') },
    'Vous pouvez aussi ouvrir ce lien, dans le navigateur avec lequel vous voulez vous connecter : le code sera déjà saisi.',
    { label: 'Me connecter avec ce code', link },
    'Ce code est valable 24 heures au moins, même si vous en recevez un autre. Votre mot de passe et votre identifiant ne changent pas.',
    "Ce n'est pas vous ? Ne faites rien : sans votre mot de passe, ce code n'ouvre rien. Ne le transmettez à personne.",
  ])
}

export function passwordSetMail(
  letterhead: Letterhead,
  details: MailFacts & { reissuesResumeAt: Date | undefined },
): MailContent {
  const { siteUrl, reissuesResumeAt } = details
  const changeWord = reissuesResumeAt ? 'remplacé' : 'créé'
  const changeMoment = momentOf(letterhead, details)
  return layOut(letterhead, details, `Votre mot de passe a été ${changeWord}`, [
    `Votre mot de passe personnel a été ${changeWord} ${changeMoment}, avec un lien envoyé à votre adresse e-mail.${reissuesResumeAt ? " L'ancien n'est plus valable. Votre identifiant électeur ne change pas." : ''}`,
    ...(reissuesResumeAt
      ? [
          'Toutes les connexions à votre compte ont pris fin : connectez-vous avec le nouveau mot de passe.',
          requestBlockText(letterhead, reissuesResumeAt, details.at),
        ]
      : [
          'Il ouvre votre espace électeur. Pour voter, vous le saisirez encore, avec votre identifiant électeur. Gardez-le pour vous.',
        ]),
    `Ce n'est pas vous ? ${mailboxAdvice} Demandez ensuite un lien pour créer un autre mot de passe : celui qui vient d'être choisi ne fonctionnera plus.`,
    newPasswordAction("Ce n'est pas moi : demander un lien", siteUrl),
    "Prévenez aussi l'assistance.",
  ])
}

export function bothFactorsLostMail(
  letterhead: Letterhead & { bothLostHours: number },
  details: MailFacts & { until: Date },
): MailContent {
  const { siteUrl } = details
  const { timeZone, bothLostHours } = letterhead
  const subject = "Une demande d'identifiant électeur a été refusée par sécurité"
  return layOut(letterhead, details, subject, [
    `Un nouvel identifiant électeur a été demandé depuis votre espace électeur ${momentOf(letterhead, details)}. Par sécurité, la demande a été refusée : votre mot de passe avait été remplacé, ou votre inscription corrigée, moins de ${count(bothLostHours, 'heure')} avant.`,
    `${nothingSentText} Votre identifiant ne change pas. ${nothingCountedText}`,
    `C'est bien vous ? Refaites votre demande après ${moment(details.until, timeZone, details.at)}. Si c'est urgent, appelez l'assistance.`,
    ...strangerParagraphs(siteUrl),
  ])
}

export function identityRefusedMail(
  letterhead: Letterhead,
  details: { firstName: string; link: string; at: Date },
): MailContent {
  const { link } = details
  return layOut(letterhead, details, "Des demandes d'identifiant électeur ont été refusées", [
    `Cinq demandes d'un nouvel identifiant électeur ont été refusées en une journée, la dernière ${momentOf(letterhead, details)}. Le NUMEN ou la date de naissance ne correspondait pas à votre compte.`,
    `${nothingSentText} Votre identifiant ne change pas. ${nothingCountedText} Il faut attendre de plus en plus longtemps avant chaque nouvelle demande.`,
    "C'est bien vous ? Demandez votre NUMEN au service RH de votre académie. Tout est exact ? Appelez l'assistance.",
    "Ce n'est pas vous ? Quelqu'un connaît votre mot de passe et a ouvert votre espace électeur. Ouvrez ce lien pour mettre fin à toutes les connexions à votre compte. Il ne change ni votre mot de passe ni votre identifiant.",
    { label: "Ce n'est pas moi : tout déconnecter", link },
    'Ce lien fonctionne une seule fois. Une personne qui connaît votre mot de passe peut se reconnecter : créez-en ensuite un nouveau. La page vous dit comment.',
    "Prévenez aussi l'assistance.",
  ])
}

const nothingSentText = 'Aucun SMS ne partira.'
