import { layOut, type MailContent } from '../mail/mail-layout.ts'
import { aroundMoment, moment, nearMoment } from '../moments.ts'
import { type Letterhead, notMailedText, type RequestDetails } from './reissue-mails.ts'

type Details = Omit<RequestDetails, 'maskedPhone'> & { now: Date }

export function voteSuspendedMail(
  letterhead: Letterhead,
  details: Details & { suspendedSince: Date },
): MailContent {
  const { requestedAt, suspendedSince, now } = details
  const momentText = (instant: Date) => moment(instant, letterhead.timeZone, now)
  return layOut(letterhead, details, 'Le vote est suspendu : votre demande est conservée', [
    `Le vote est suspendu depuis ${momentText(suspendedSince)}. Aucun SMS ne part pendant la suspension.`,
    `Vous avez demandé un nouvel identifiant électeur ${momentText(requestedAt)}. Vous n'avez rien à refaire : votre demande est conservée. La fermeture du vote sera repoussée d'autant. Un e-mail vous préviendra de la reprise.`,
    ...followParagraphs(details),
  ])
}

export function voteResumedMail(
  letterhead: Letterhead,
  details: Details & { expectedAt: Date | undefined; voteClosesAt: Date },
): MailContent {
  const { requestedAt, expectedAt, voteClosesAt, now } = details
  const { timeZone } = letterhead
  const arrivalText = expectedAt
    ? `est attendu ${aroundMoment(nearMoment(expectedAt, timeZone, now))}`
    : 'partira dès que possible'
  return layOut(letterhead, details, 'Le vote a repris : votre demande aussi', [
    `Le vote a repris. Le SMS du nouvel identifiant électeur demandé ${moment(requestedAt, timeZone, now)} ${arrivalText}.`,
    `La fermeture du vote est repoussée : elle aura lieu ${moment(voteClosesAt, timeZone, now)}.`,
    ...followParagraphs(details),
  ])
}

const followParagraphs = ({ siteUrl }: Details) => [
  { label: 'Suivre mon SMS', link: `${siteUrl}/espace/` },
  notMailedText,
  "Ce n'est pas vous qui avez fait cette demande ? Prévenez l'assistance.",
]
