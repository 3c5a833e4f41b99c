import { dynamoReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { dynamoSmsDays, dynamoSmsSlots } from '../../shared/adapters/sms/dynamo-sms-days.ts'
import type { OpenSessions } from '../../shared/contract/session.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { openedAt } from '../../shared/domain/account/session.ts'
import { voteEndFor } from '../../shared/domain/election/election-dates.ts'
import { isPrinted } from '../../shared/domain/reissue/valid-identifier.ts'
import { cacheReads } from '../../shared/runtime/cached-reads.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { publicReissue } from '../../shared/runtime/public-reissue.ts'
import { serveAlways, voterPorts } from '../../shared/runtime/serve.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { noneLeftText } from '../../shared/texts/reissue/none-left.ts'
import { printedNoticeText } from '../../shared/texts/reissue/valid-identifier.ts'
import { usefulTimeOf } from './last-useful-request.ts'
import { resources } from './resources.ts'
import { showSessions } from './show-sessions.ts'
import { showSpace } from './show-space.ts'

const runtime = wire(resources)
const { database, tables, time } = runtime
const { election, toWall } = time
const dependencies = {
  ...voterPorts(runtime),
  reissues: dynamoReissues(database, tables.reissues),
  smsSlots: { find: cacheReads(5, dynamoSmsSlots(database, tables.smsDays).find) },
  smsDays: dynamoSmsDays(database, tables.smsDays),
  toWall,
}

const isoTextOf = (at: ElectionInstant) => toWall(at).toISOString()

export const handler = serveAlways(runtime, {
  async 'GET /api/sessions'({ spaceClaim }) {
    const view = await showSessions(dependencies, spaceClaim)
    if (view.outcome !== 'shown') throw new Problem(view.outcome)
    return { status: 200, body: { sessions: view.sessions } satisfies OpenSessions }
  },

  async 'GET /api/voter'({ spaceClaim }) {
    const space = await showSpace(dependencies, spaceClaim)
    if (space.outcome !== 'shown') throw new Problem(space.outcome)
    const { initials, firstName, lastName, email, ballots, identifier } = space
    const isSuspended = time.suspendedSince() !== undefined
    const { dates, limits, title, organiser, timeZone, helpdesk } = election
    return {
      status: 200,
      body: {
        initials,
        firstName,
        lastName,
        email,
        ...(space.emailRefused && { emailRefused: true }),
        election: {
          title,
          organiser,
          timeZone,
          contestUntil: dates.contestUntil.toISOString(),
          voteOpensAt: isoTextOf(dates.voteOpensAt),
          voteClosesAt: isoTextOf(dates.voteClosesAt),
          ...(isSuspended && { suspended: true as const }),
        },
        session: {
          expiresAt: isoTextOf(space.session.expiresAt),
          endsAt: isoTextOf(space.session.endsAt),
          votesUntil: isoTextOf(voteEndFor(dates.voteClosesAt, openedAt(space.session))),
        },
        helpdesk,
        ballots,
        identifier: {
          from: identifier.from,
          ...(identifier.from === 'sms' && { sentAt: isoTextOf(identifier.sentAt) }),
          ...(isPrinted(identifier) && { text: printedNoticeText }),
        },
        ...(space.phones && { phones: space.phones }),
        reissue: {
          opensAt: isoTextOf(space.opensAt),
          closesAt: isoTextOf(space.closesAt),
          open: space.isReissueOpen,
          limit: limits.reissuesPerVoter,
          remaining: space.remaining,
          ...(space.noRequestLeftReason && {
            noneLeftText: noneLeftText(space.noRequestLeftReason, limits.reissuesPerVoter, 'page'),
          }),
          passwordChangeRequired: space.passwordChangeRequired,
          bothFactorsLostUntil: space.bothFactorsLostUntil
            ? isoTextOf(space.bothFactorsLostUntil)
            : null,
          ...usefulTimeOf(space.lastUsefulAt, identifier.from, time),
          latest: space.latest ? publicReissue(space.latest, time) : null,
        },
      } satisfies Voter,
    }
  },
})
