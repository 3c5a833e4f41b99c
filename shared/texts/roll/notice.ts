import type { Election } from '../../domain/election/election.ts'
import { typesetFrench } from '../french-typography.ts'
import { period, zoneName } from '../moments.ts'
import { count } from '../numbers.ts'

type NoticeElection = Pick<
  Election,
  'title' | 'organiser' | 'timeZone' | 'dates' | 'limits' | 'helpdesk' | 'ballots' | 'site'
>

export type NoticeText = ReturnType<typeof noticeText>

export function noticeText(election: NoticeElection, siteUrl: string) {
  const { title, organiser, timeZone, dates, limits, helpdesk } = election
  const { reissuesPerVoter } = limits
  const timesText =
    reissuesPerVoter === 1 ? 'une seule fois' : `${reissuesPerVoter} fois au maximum`
  const typesetTexts = typesetAll({
    organiser,
    election: title,
    kind: 'Notice de vote personnelle et confidentielle',
    identifierLabel: 'Votre identifiant électeur',
    aboutSymbols:
      'Le 0 est toujours le chiffre zéro et le 1 toujours le chiffre un : un identifiant ne contient jamais les lettres I, L, O et U. Vous pouvez le saisir en minuscules et sans espaces.',
    secrecy:
      "Ne communiquez cet identifiant à personne. L'assistance ne vous demandera jamais cet identifiant ni votre mot de passe.",
    dates: {
      heading: 'Les dates',
      items: [
        `Vous pouvez voter ${period(dates.voteOpensAt, dates.voteClosesAt, timeZone)}.`,
        `Vous pouvez demander un nouvel identifiant ${period(dates.reissueOpensAt, dates.reissueClosesAt, timeZone)}.`,
        `Les heures sont données en ${zoneName(timeZone)}.`,
      ],
    },
    site: {
      heading: 'Le site du vote',
      hint: 'Ce code ouvre le site du vote. Il contient seulement son adresse.',
    },
    steps: {
      heading: 'Comment voter en quatre étapes',
      items: [
        'Ouvrez le site du vote. La première fois, choisissez « Mot de passe personnel oublié ou première connexion ? ». Vous recevez par e-mail un lien pour créer votre mot de passe personnel.',
        'Connectez-vous à votre espace électeur avec votre adresse e-mail professionnelle et votre mot de passe personnel.',
        "Choisissez « JE VOTE ». Dans l'espace de vote, saisissez l'identifiant électeur de cette notice, puis de nouveau votre mot de passe personnel.",
        election.site.votingUrl
          ? "La liste de vos scrutins s'affiche, avec le lien du système de vote. Votez pour chaque scrutin, puis choisissez « DÉCONNEXION »."
          : `La liste de vos scrutins s'affiche. ${organiser} vous communique l'adresse du système de vote, où vous voterez pour chaque scrutin. Choisissez ensuite « DÉCONNEXION ».`,
      ],
    },
    loss: {
      heading: 'Vous avez perdu cet identifiant ?',
      items: [
        `Connectez-vous à votre espace électeur et choisissez « Demander un nouvel identifiant électeur ». Vous le recevez par SMS et l'ancien n'est plus valable. C'est possible ${timesText}.`,
        'Il vous faut un téléphone mobile, votre NUMEN et votre date de naissance.',
      ],
    },
    ballots: {
      heading: 'Les scrutins de cette élection (votre espace électeur montre les vôtres)',
      items: election.ballots.map(({ title }) => title),
    },
    helpdesk: {
      heading: 'Assistance',
      items: [`${helpdesk.phone} ou ${helpdesk.email}`, `${helpdesk.hours}.`],
    },
  })
  const qrAlternative = `${typesetFrench("Code QR de l'adresse du site :")} ${siteUrl}`
  return { ...typesetTexts, site: { ...typesetTexts.site, url: siteUrl, qrAlternative } }
}

export function moreBallotsText(number: number): string {
  return number === 1 ? 'et un autre scrutin.' : `et ${number} autres scrutins.`
}

export const noSchoolText = 'sans établissement'

export const noticeTitle = (name: string) => `${typesetFrench('Notice de vote :')} ${name}`

export const voterLabel = 'Électeur'
export const schoolLabel = 'Établissement'
export const emailText = (email: string) => `${typesetFrench('Adresse e-mail :')} ${email}`
export const spelledLabel = 'Caractère par caractère'

const digitNames = ['zéro', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf']

export function spellOut(symbols: string): string {
  return [...symbols]
    .map((symbol) => {
      const digitName = digitNames[Number(symbol)]
      return digitName ? `chiffre ${digitName}` : `lettre ${symbol}`
    })
    .join(', ')
}

export const groupText = (number: number, total: number) => positionText('Groupe', number, total)

export const signatureSheetText = {
  title: typesetFrench("Feuille d'émargement"),
  purpose:
    'Chaque électeur signe quand il reçoit sa notice de vote. Remettez une notice seulement à la personne dont elle porte le nom.',
  homonyms: typesetFrench(
    "Des électeurs portent le même nom, ou un nom qui ne s'imprime pas. Leur adresse e-mail professionnelle les distingue : elle figure sous leur nom et sur leur notice.",
  ),
  columns: { lastName: 'Nom', firstName: 'Prénom', date: 'Date', signature: 'Signature' },
  voters: (voterCount: number) => count(voterCount, 'électeur'),
  partText: (part: number, partCount: number) => positionText('Partie', part, partCount),
  page: (page: number, pageCount: number) => positionText('Page', page, pageCount),
}

export const summaryColumns = {
  school: schoolLabel,
  file: 'Fichier',
  notices: 'Notices',
  format: 'Format',
}
export const formatNames = { pdf: 'papier', html: 'page HTML', braille: 'texte pour le braille' }

const positionText = (unit: string, number: number, total: number) =>
  `${unit} ${number} sur ${total}`

function typesetAll<T>(value: T): T {
  if (typeof value === 'string') return typesetFrench(value) as T
  if (Array.isArray(value)) return value.map(typesetAll) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, typesetAll(part)]),
  ) as T
}
