import electionFile from '../../election.json' with { type: 'json' }
import { captchaPicture } from '../../functions/create-captcha/captcha-picture.ts'
import { usefulTimeOf } from '../../functions/show-space/last-useful-request.ts'
import type { Calendar } from '../../shared/contract/calendar.ts'
import type { Captcha } from '../../shared/contract/captcha.ts'
import type { Reissue } from '../../shared/contract/reissue.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { graceMinutes } from '../../shared/domain/election/election-dates.ts'
import { parseElection } from '../../shared/domain/election/parse-election.ts'
import { type AnnouncedDates, announcementText } from '../../shared/texts/election/announcement.ts'
import { englishAnnouncementText } from '../../shared/texts/english/announcement.ts'
import { typesetFrench } from '../../shared/texts/french-typography.ts'
import { seeded } from '../builders/seeded.ts'
import { type BothClocks, bothClocks } from '../builders/values.ts'

export const election = parseElection(electionFile)

export const staffedElection = parseElection({
  ...electionFile,
  staff: {
    issuer: 'https://connexion.example.org',
    clientId: 'reassort',
    people: [{ email: 'agent@academie.example.org', role: 'agent' }],
  },
})

export const knowingElection = { ...staffedElection, knownPhones: true }

export const minutesAfter = (minutes: number, at: Date) =>
  bothClocks(at.getTime() + minutes * 60_000)

export const now = minutesAfter(-2777, election.dates.voteClosesAt)

const ago = (minutes: number) => minutesAfter(-minutes, now).toISOString()

export const ballots = election.ballots.slice(0, 3)

export function calendarAnswer(
  announced?: Pick<AnnouncedDates, 'suspendedSince' | 'resumedAt' | 'voteClosesAt'>,
): Calendar {
  const { dates, timeZone } = election
  const { reissueClosesAt, voteClosesAt } = { ...dates, ...announced }
  const announcedNow = { timeZone, now, ...announced, reissueClosesAt, voteClosesAt }
  return {
    version: Number(announced !== undefined),
    suspended: announced?.suspendedSince !== undefined,
    reissueClosesAt: reissueClosesAt.toISOString(),
    voteClosesAt: voteClosesAt.toISOString(),
    announcement: {
      fr: announced ? typesetFrench(announcementText(announcedNow)) : '',
      en: announced ? englishAnnouncementText(announcedNow) : '',
    },
  }
}

export function voterAnswer(latest: Reissue | null, at: Date = now): Voter {
  const { dates, title, organiser, timeZone, helpdesk, limits } = election
  const isCounted = latest !== null && latest.state !== 'failed' && latest.state !== 'cancelled'
  return {
    initials: 'AE',
    firstName: 'Amina',
    lastName: 'Exemple',
    email: 'amina.exemple.01@academie.example.org',
    session: {
      expiresAt: minutesAfter(30, at).toISOString(),
      endsAt: minutesAfter(480, at).toISOString(),
      votesUntil: minutesAfter(graceMinutes, dates.voteClosesAt).toISOString(),
    },
    election: {
      title,
      organiser,
      timeZone,
      contestUntil: dates.contestUntil.toISOString(),
      voteOpensAt: dates.voteOpensAt.toISOString(),
      voteClosesAt: dates.voteClosesAt.toISOString(),
    },
    helpdesk,
    ballots,
    identifier: identifierOf(latest),
    reissue: {
      opensAt: dates.reissueOpensAt.toISOString(),
      closesAt: dates.reissueClosesAt.toISOString(),
      open: dates.reissueOpensAt <= at && at < dates.reissueClosesAt,
      limit: limits.reissuesPerVoter,
      remaining: limits.reissuesPerVoter - Number(isCounted),
      passwordChangeRequired: latest?.state === 'cancelled' && !latest.withdrawn,
      bothFactorsLostUntil: null,
      latest,
    },
  }
}

export function usefulAnswer(minutes: number): ReturnType<typeof usefulTimeOf> {
  const at = minutesAfter(minutes, election.dates.voteClosesAt)
  const lastUsefulAt = minutesAfter(-3, election.dates.voteClosesAt)
  return usefulTimeOf(lastUsefulAt, 'notice', {
    election: election as Election<BothClocks>,
    clock: () => at,
    toWall: bothClocks,
  })
}

function identifierOf(latest: Reissue | null): Voter['identifier'] {
  const sentAt = latest?.history.find(({ state }) => state === 'sent')?.at
  if (!sentAt) return { from: 'notice' }
  return latest?.state === 'failed' && !latest.usedAt
    ? { from: 'nowhere' }
    : { from: 'sms', sentAt }
}

const steps: Record<Reissue['state'], Partial<Record<Reissue['state'], number>>> = {
  accepted: { accepted: 1 },
  sending: { accepted: 3, sending: 1 },
  sent: { accepted: 4, sending: 2, sent: 2 },
  delivered: { accepted: 6, sending: 4, sent: 4, delivered: 3 },
  failed: { accepted: 6, sending: 4, sent: 4, failed: 3 },
  cancelled: { accepted: 6, cancelled: 4 },
}

export function reissueAnswer(state: Reissue['state'], changes: Partial<Reissue> = {}): Reissue {
  const history = Object.entries(steps[state]).map(([reached, minutes]) => ({
    state: reached as Reissue['state'],
    at: ago(minutes),
  }))
  return {
    id: '00000000-0000-4000-8000-000000000001',
    state,
    maskedPhone: '•• •• •• •• 78',
    phoneEnding: '5678',
    requestedAt: history[0]?.at ?? ago(1),
    expectedAt: ago(-1),
    history,
    ...(state === 'sent' && { receiptDueAt: ago(-13) }),
    ...(state === 'failed' && { failure: 'unreachable' }),
    ...changes,
  }
}

export const captchaAnswer: Captcha = {
  id: '00000000-0000-4000-8000-000000000002',
  image: captchaPicture('9456', seeded(9456)),
  audio: '/api/captcha-sounds/sealed-code',
  expiresAt: minutesAfter(10, now).toISOString(),
}
