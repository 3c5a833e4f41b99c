import type { Election } from '../../domain/election/election.ts'
import { count } from '../numbers.ts'
import { identifierSms } from '../sms/sms.ts'

export const pictureNames = ['lien', 'demande', 'suivi', 'connexion', 'vote'] as const

export type PictureName = (typeof pictureNames)[number]

export interface Step {
  /** Links are written `[label](href)`. */
  text: string
  picture?: PictureName
  sms?: string[]
}

interface TutorialPart {
  id: string
  title: string
  needs: string
  steps: (string | Step)[]
  note?: string
}

type TutorialElection = Pick<
  Election,
  'mode' | 'smsSignature' | 'senderId' | 'bothLostHours' | 'limits' | 'site'
>

export type Tutorial = ReturnType<typeof tutorialOf>

const pictureAlts: Readonly<Record<PictureName, string>> = {
  lien: "Le formulaire : un champ pour l'adresse e-mail, et sous lui un bouton.",
  demande:
    "Le premier champ du formulaire de demande : le numéro de téléphone, avec l'indicatif à saisir pour les DROM-COM et l'étranger.",
  suivi:
    "Le suivi d'une demande, en haut de l'espace électeur : le SMS est remis à l'opérateur, avec l'heure.",
  connexion:
    "Le haut du formulaire de connexion : un champ pour l'adresse e-mail, et sous lui un champ pour le mot de passe personnel.",
  vote: "Le haut du formulaire de l'espace de vote : le champ de l'identifiant électeur.",
}

const linkPattern = /\[(.+?)\]\((.+?)\)/g

export const mapLinks = (text: string, write: (label: string, href: string) => string) =>
  text.replace(linkPattern, (_, label: string, href: string) => write(label, href))

export const sampleSms = (election: Pick<TutorialElection, 'mode' | 'smsSignature'>) =>
  identifierSms(['B5XX', 'XXXX', 'XXXX'].join(' '), election.smsSignature, election).split('\n')

/** Undefined without a domain: CloudFront then names the site, after the pages are built. */
export const siteUrlOf = ({ site }: Pick<TutorialElection, 'site'>) =>
  site.domain && `https://${site.domain}/`

export function tutorialOf(election: TutorialElection) {
  const { senderId, bothLostHours, limits } = election
  const parts: TutorialPart[] = [
    {
      id: 'mot-de-passe',
      title: 'Créer votre mot de passe, la première fois ou après un oubli',
      needs: 'Il vous faut votre messagerie professionnelle.',
      steps: [
        'Ouvrez la page « [Mot de passe personnel oublié ou première connexion](/mot-de-passe/) ».',
        {
          picture: 'lien',
          text: 'Saisissez votre adresse e-mail professionnelle, puis choisissez « Recevoir un lien ».',
        },
        "Ouvrez l'e-mail reçu, puis son lien, dans les 2 heures. Il fonctionne une seule fois. Vous n'avez rien reçu ? Regardez dans les courriers indésirables.",
        "Choisissez un mot de passe de 12 caractères au moins, par exemple une phrase que personne d'autre ne connaît, puis « Enregistrer ce mot de passe ».",
      ],
    },
    {
      id: 'nouvel-identifiant',
      title: 'Obtenir un nouvel identifiant électeur',
      needs: `Il vous faut un téléphone mobile, votre NUMEN et votre date de naissance. Vous pouvez le faire ${limits.reissuesPerVoter} fois au maximum.`,
      steps: [
        "Connectez-vous à l'[espace électeur](/), puis choisissez « Demander un nouvel identifiant électeur ».",
        {
          picture: 'demande',
          text: 'Saisissez votre numéro de téléphone mobile, votre NUMEN et votre date de naissance. Recopiez le code de sécurité, ou choisissez « Écouter le code ». Choisissez ensuite « Continuer ».',
        },
        "Relisez votre numéro. S'il est faux, choisissez « Modifier ma demande ». S'il est juste, choisissez « Envoyer la demande ».",
        "Votre espace et un e-mail confirment la demande. Cet e-mail ne contient pas l'identifiant. Si le numéro est faux, choisissez dans votre espace « Je me suis trompé de numéro », avant le départ du SMS. Si la demande n'est pas de vous, le lien de cet e-mail permet de l'annuler.",
        {
          picture: 'suivi',
          text: "Suivez le SMS dans votre espace. « SMS envoyé » veut dire qu'il est parti, « Remis à l'opérateur » que l'opérateur de votre téléphone l'a pris en charge. Si vous n'avez rien reçu après l'heure prévue, choisissez « Je ne l'ai pas reçu ».",
        },
        {
          text: `L'expéditeur du SMS est ${senderId}. Le SMS contient votre nouvel identifiant. L'ancien n'est plus valable. Votre mot de passe ne change pas.`,
          sms: sampleSms(election),
        },
      ],
      note: `Vous venez de remplacer un mot de passe oublié ? Par sécurité, vous ne pourrez pas faire cette demande en ligne pendant ${count(bothLostHours, 'heure')} : contactez l'[assistance](/aide/#assistance).`,
    },
    {
      id: 'voter',
      title: 'Voter',
      needs: 'Il vous faut votre identifiant électeur et votre mot de passe personnel.',
      steps: [
        {
          picture: 'connexion',
          text: "Connectez-vous à l'[espace électeur](/) avec votre adresse e-mail professionnelle et votre mot de passe personnel.",
        },
        "Votre espace montre les scrutins auxquels vous participez. Choisissez « JE VOTE → » ou « J'ai reçu le SMS : je vote ».",
        {
          picture: 'vote',
          text: "Dans l'espace de vote, saisissez l'identifiant de votre notice de vote ou de votre dernier SMS, puis à nouveau votre mot de passe personnel. Choisissez « CONNEXION ».",
        },
        'La page affiche vos scrutins et explique la suite : vous déposez votre bulletin dans le système de vote.',
        'Après avoir voté, choisissez « DÉCONNEXION », surtout sur un ordinateur partagé.',
      ],
    },
  ]
  return {
    title: 'Tutoriel électeur',
    introduction: 'Ce tutoriel montre trois choses. Chacune prend quelques minutes.',
    address: `Le site du vote : ${siteUrlOf(election) ?? 'son adresse est imprimée sur votre notice de vote'}.`,
    parts: parts.map(({ steps, ...part }) => ({
      ...part,
      steps: steps.map((step): Step => (typeof step === 'string' ? { text: step } : step)),
    })),
    end: "Vous avez une difficulté ? Consultez l'[aide](/aide/).",
    pictureAlts,
  }
}

export function weightText(bytes: number): string {
  return `(PDF, ${Math.max(1, Math.round(bytes / 1000))} ko)`
}

export const pageText = (number: number) => `page ${number}`

export const helpdeskTitle = "L'assistance"
