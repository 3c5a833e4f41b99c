import { rehearsalTexts } from './rehearsal.ts'

export type PageLabels = typeof frenchLabels

export const frenchLabels = {
  lang: 'fr' as 'fr' | 'en',
  skipLink: 'Aller au contenu',
  versions: 'Langues',
  menuHelp: 'AIDE',
  help: 'Aide',
  helpHref: '/aide/',
  tutorial: 'Tutoriel',
  tutorialHref: '/tutoriel/',
  helpdesk: "Contacter l'assistance",
  phone: 'Téléphone :',
  email: 'E-mail :',
  hours: 'Horaires :',
  warning: 'Elle ne vous demandera jamais votre mot de passe ni votre identifiant électeur.',
  acceptedNumbers: 'Numéros acceptés',
  prefixes: "Les mobiles de ces territoires. Depuis l'étranger, écrivez l'indicatif international.",
  printHint:
    "Lecture compatible ordinateur : le texte de cette page dit tout, les images l'illustrent. À imprimer ou à garder :",
  smsSender: 'Un SMS de',
  rehearsal: {
    name: 'Répétition',
    watermark: rehearsalTexts.watermark as string,
    messageRecipients:
      'Seules les personnes invitées à cette répétition reçoivent des e-mails et des SMS. Rien ne compte pour le vote.',
  },
}

export const easyLabels: PageLabels = {
  ...frenchLabels,
  help: 'Aide facile à lire',
  helpHref: '/aide/facile/',
  tutorial: 'Tutoriel facile à lire',
  tutorialHref: '/tutoriel/facile/',
  warning:
    "L'assistance ne demande jamais votre mot de passe. L'assistance ne demande jamais votre identifiant.",
  acceptedNumbers: 'Les numéros de téléphone acceptés',
  prefixes: 'Votre numéro de téléphone portable doit commencer comme ceci :',
  printHint: 'Vous pouvez aussi lire ou imprimer le tutoriel habituel :',
  smsSender: 'Message envoyé par',
  rehearsal: {
    ...frenchLabels.rehearsal,
    messageRecipients:
      "C'est un essai. Seules les personnes invitées reçoivent des e-mails et des SMS. Rien ne compte pour le vote.",
  },
}
