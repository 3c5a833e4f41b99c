import { withFrenchSpaces } from '../french-typography.ts'
import { period } from '../moments.ts'
import { count } from '../numbers.ts'
import { zoneName } from '../zone-name.ts'

// What the paper that carries a voter's first identifier says, whatever it is printed as.

/** What a notice says of the election. */
export interface NoticeElection {
  title: string
  organiser: string
  timeZone: string
  dates: { reissueOpensAt: Date; reissueClosesAt: Date; voteOpensAt: Date; voteClosesAt: Date }
  limits: { reissuesPerVoter: number }
  helpdesk: { phone: string; email: string; hours: string }
  ballots: readonly { title: string }[]
  site: { votingUrl?: string | undefined }
}

interface Section {
  heading: string
  /** In order when they are steps. */
  items: string[]
}

export interface NoticeText {
  organiser: string
  election: string
  kind: string
  identifierLabel: string
  aboutSymbols: string
  secrecy: string
  dates: Section
  site: { heading: string; url: string; scan: string; qrAlternative: string }
  steps: Section
  lost: Section
  ballots: Section
  helpdesk: Section
}

/** The same for every voter of an election. */
export function noticeText(election: NoticeElection, siteUrl: string): NoticeText {
  const { title, organiser, timeZone, dates, limits, helpdesk } = election
  const times = limits.reissuesPerVoter === 1 ? 'une seule fois' : `${limits.reissuesPerVoter} fois`
  return typesetAll({
    organiser,
    election: title,
    kind: 'Notice de vote personnelle et confidentielle',
    identifierLabel: 'Votre identifiant électeur',
    aboutSymbols:
      "Le 0 est toujours le chiffre zéro, le 1 toujours le chiffre un : les lettres I, L, O et U n'y figurent jamais. Les espaces et les majuscules ne comptent pas.",
    secrecy:
      "Ne communiquez cet identifiant à personne. L'assistance ne vous le demandera jamais, pas plus que votre mot de passe.",
    dates: {
      heading: 'Les dates',
      items: [
        `Voter : ${period(dates.voteOpensAt, dates.voteClosesAt, timeZone)}.`,
        `Demander un nouvel identifiant : ${period(dates.reissueOpensAt, dates.reissueClosesAt, timeZone)}.`,
        `Les heures sont données en ${zoneName(timeZone)}.`,
      ],
    },
    site: {
      heading: 'Le site du vote',
      url: siteUrl,
      scan: "Ce code carré contient l'adresse du site, et rien d'autre.",
      qrAlternative: `Code QR de l'adresse du site : ${siteUrl}`,
    },
    steps: {
      heading: 'Comment voter en quatre étapes',
      items: [
        'Ouvrez le site du vote. La première fois, choisissez « Mot de passe personnel oublié ou première connexion ? » : le lien reçu par e-mail permet de créer votre mot de passe.',
        'Connectez-vous à votre espace électeur avec votre adresse e-mail professionnelle et votre mot de passe personnel.',
        "Choisissez « JE VOTE » : dans l'espace de vote, saisissez l'identifiant électeur de cette notice, et de nouveau votre mot de passe.",
        election.site.votingUrl
          ? "La liste de vos scrutins s'affiche, avec le lien du système de vote. Votez à chacun, puis choisissez « DÉCONNEXION »."
          : `La liste de vos scrutins s'affiche. ${organiser} vous communique l'adresse du système de vote, où voter à chacun. Puis choisissez « DÉCONNEXION ».`,
      ],
    },
    lost: {
      heading: 'Vous avez perdu cet identifiant ?',
      items: [
        `Sur le site, ouvrez « Mon espace électeur », puis « Demander un nouvel identifiant électeur » : il arrive par SMS, ${times} au plus, et l'ancien n'est plus valable.`,
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
}

/** In the place of the ballots that the page has no room for. */
export function moreBallotsText(number: number): string {
  return number === 1 ? 'et un autre scrutin.' : `et ${number} autres scrutins.`
}

/** Of a voter whose school the file does not say. */
export const noSchoolText = 'sans établissement'

/** « Notice de vote de Amina Exemple »: the title of one voter's file. */
export const noticeOfText = (name: string) => `Notice de vote : ${name}`

export const voterLabel = 'Électeur'
export const schoolLabel = 'Établissement'
/** Tells apart two voters of one name in one school. */
export const emailText = (email: string) => withFrenchSpaces(`Adresse e-mail : ${email}`)
export const spelledLabel = 'Caractère par caractère'

/** Only the letters come from a voter's file: what reads it aloud, or embosses it, must not guess. */
const digitNames = ['zéro', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf']

/** « lettre B, chiffre cinq, chiffre zéro » */
export function spelled(symbols: string): string {
  return [...symbols]
    .map((symbol) => {
      const digit = digitNames[Number(symbol)]
      return digit ? `chiffre ${digit}` : `lettre ${symbol}`
    })
    .join(', ')
}

/** « Groupe 2 sur 3 » */
export const groupText = (number: number, groups: number) => outOf('Groupe', number, groups)

/** The sheet that voters sign when they are handed their notice. It holds no identifier. */
export const signatureSheetText = {
  title: "Feuille d'émargement",
  purpose:
    "Chaque électeur signe au moment où sa notice de vote lui est remise. Une notice n'est remise qu'à la personne dont elle porte le nom.",
  homonyms:
    'Des électeurs portent le même nom : leur adresse e-mail professionnelle, écrite sous ce nom et sur leur notice, les distingue.',
  columns: {
    lastName: 'Nom',
    firstName: 'Prénom',
    school: schoolLabel,
    date: 'Date',
    signature: 'Signature',
  },
  voters: (voters: number) => count(voters, 'électeur'),
  part: (part: number, parts: number) => outOf('Partie', part, parts),
  page: (page: number, pages: number) => outOf('Page', page, pages),
}

/** The list of the files, for whoever hands them out. */
export const summaryColumns = {
  school: schoolLabel,
  file: 'Fichier',
  notices: 'Notices',
  format: 'Format',
}
export const formatNames = { pdf: 'papier', html: 'page HTML', braille: 'texte pour le braille' }

const outOf = (what: string, number: number, all: number) => `${what} ${number} sur ${all}`

function typesetAll<T>(value: T): T {
  if (typeof value === 'string') return withFrenchSpaces(value) as T
  if (Array.isArray(value)) return value.map(typesetAll) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, typesetAll(part)]),
  ) as T
}
