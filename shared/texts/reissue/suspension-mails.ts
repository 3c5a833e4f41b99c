import { layOut, type MailText } from '../mail/mail-layout.ts'
import { about, moment, nearMoment } from '../moments.ts'
import type { Letterhead } from './reissue-mails.ts'

// To who has a request under way when the vote is suspended, and when it goes on.

interface Suspended {
  firstName: string
  siteUrl: string
  requestedAt: Date
  now: Date
}

export function voteSuspendedMail(
  letterhead: Letterhead,
  { firstName, siteUrl, requestedAt, suspendedSince, now }: Suspended & { suspendedSince: Date },
): MailText {
  const { timeZone } = letterhead
  return layOut(letterhead, {
    subject: 'Le vote est suspendu : votre demande vous attend',
    firstName,
    body: [
      `Le vote est suspendu depuis ${moment(suspendedSince, timeZone, now)}. Aucun SMS ne part pendant ce temps.`,
      `Vous avez demandé un nouvel identifiant électeur ${moment(requestedAt, timeZone, now)}. Vous n'avez rien à refaire : votre demande garde sa place, aucun délai ne court, et le temps de l'interruption vous sera rendu. Un e-mail vous dira quand le vote reprend.`,
      ...follow(siteUrl),
    ],
  })
}

export function voteResumedMail(
  letterhead: Letterhead,
  {
    firstName,
    siteUrl,
    requestedAt,
    expectedAt,
    voteClosesAt,
    now,
  }: Suspended & {
    /** Absent when nobody knows. */
    expectedAt: Date | undefined
    voteClosesAt: Date
  },
): MailText {
  const { timeZone } = letterhead
  const expected = expectedAt
    ? `est attendu ${about(nearMoment(expectedAt, timeZone, now))}`
    : 'partira dès que possible'
  return layOut(letterhead, {
    subject: 'Le vote a repris : votre demande aussi',
    firstName,
    body: [
      `Le vote a repris. Le SMS du nouvel identifiant électeur demandé ${moment(requestedAt, timeZone, now)} ${expected}.`,
      `Le temps de l'interruption vous est rendu : le vote ferme maintenant ${moment(voteClosesAt, timeZone, now)}.`,
      ...follow(siteUrl),
    ],
  })
}

const follow = (siteUrl: string) => [
  { label: 'Suivre mon SMS', link: `${siteUrl}/espace/` },
  "Le nouvel identifiant n'est jamais envoyé par e-mail, et personne ne vous le demandera.",
  "Ce n'est pas vous qui avez fait cette demande ? Prévenez l'assistance.",
]
