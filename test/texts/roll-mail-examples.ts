import {
  addressReplacedMail,
  noticeRenewedMail,
  noticeReturnedMail,
  rollCorrectedMail,
  rollRemovedMail,
} from '../../shared/texts/roll/roll-mails.ts'
import { asked, type Case, later, nextDay, passwordPage, siteUrl, to, zoe } from './mail-cases.ts'

const corrected = {
  ...zoe,
  at: asked,
  lastName: 'Exemple',
  email: 'zoe.exemple@academie.example.org',
  ballots: ["Comité social d'administration ministériel"],
}

export const rollMails: Record<string, Case> = {
  'the roll corrected': {
    write: to(rollCorrectedMail, { ...corrected, hasNewEmail: false, reissuesResumeAt: undefined }),
    asks: 'Vous voyez une erreur ?',
  },
  'the roll corrected, with another address': {
    write: to(rollCorrectedMail, { ...corrected, hasNewEmail: true, reissuesResumeAt: nextDay }),
    asks: 'Vous voyez une erreur ?',
    moments: ['asked', 'nextDay'],
    action: { label: 'Créer mon mot de passe', link: passwordPage },
  },
  'an address replaced': {
    write: to(addressReplacedMail, { at: asked }),
    asks: "Vous n'avez pas demandé ce changement ?",
  },
  'a removal from the roll': {
    write: to(rollRemovedMail, { at: asked, contestUntil: nextDay }),
    asks: "Vous pensez que c'est une erreur ?",
    moments: ['asked', 'nextDay'],
  },
  'a notice that came back': {
    write: to(noticeReturnedMail, { at: asked, reissueOpensAt: later, reissueClosesAt: nextDay }),
    asks: 'Vous ne pouvez pas recevoir de SMS ?',
    moments: ['asked', 'later', 'nextDay'],
    action: { label: 'Ouvrir mon espace électeur', link: `${siteUrl}/` },
  },
  'a notice replaced': {
    write: to(noticeRenewedMail, { at: asked }),
    asks: 'Vous ne recevez pas cette notice ?',
  },
}
