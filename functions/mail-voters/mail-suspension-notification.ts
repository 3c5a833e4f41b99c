import { suspensionPhase } from '../../shared/domain/election/calendar.ts'
import { recipientOf } from '../../shared/domain/mail/mail.ts'
import { heldByLimit, heldByPause, isUnderWay } from '../../shared/domain/reissue/reissue.ts'
import { refusesMail } from '../../shared/domain/voter/voter.ts'
import type { ElectionTime } from '../../shared/runtime/election-time.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'
import { voteResumedMail, voteSuspendedMail } from '../../shared/texts/reissue/suspension-mails.ts'

export async function mailSuspension(
  { reissues, voters, mailer, takeToken, reissueMails, time, siteUrl }: Dependencies,
  { reissueId, phase }: { reissueId: string; phase: number },
): Promise<'suspended' | 'resumed' | 'over' | 'refused' | 'no-token'> {
  const findDueReissue = async () => {
    const storedReissue = await reissues.find(reissueId)
    if (
      !storedReissue ||
      !isUnderWay(storedReissue.state) ||
      suspensionPhase(time.calendar(), time.toWall(time.clock())) !== phase
    )
      return undefined
    const { toldPhase = 0 } = storedReissue
    const isResumed = phase % 2 === 0
    return toldPhase < phase && (!isResumed || toldPhase === phase - 1) ? storedReissue : undefined
  }
  if (!(await findDueReissue())) return 'over'
  if (!(await takeToken())) return 'no-token'
  const reissue = await findDueReissue()
  const voter = reissue && (await voters.findAddressee(reissue.voterId))
  if (!voter) return 'over'
  if (refusesMail(voter)) return 'refused'
  const { election, toWall, clock } = time
  const suspendedSince = time.suspendedSince()
  const facts = {
    firstName: voter.firstName,
    siteUrl,
    requestedAt: toWall(reissue.requestedAt),
    now: suspendedSince ?? toWall(clock()),
  }
  const isHeld = [heldByLimit, heldByPause].includes(reissue.heldOn ?? '')
  const isTimeUnknown = isHeld || reissue.expectedAt <= clock()
  const mail = suspendedSince
    ? voteSuspendedMail(election, { ...facts, suspendedSince })
    : voteResumedMail(election, {
        ...facts,
        expectedAt: isTimeUnknown ? undefined : toWall(reissue.expectedAt),
        voteClosesAt: toWall(election.dates.voteClosesAt),
      })
  // The phase is recorded first: after a crash the mail may be lost, but it is not sent twice.
  const { toldPhase = 0 } = reissue
  if (!(await reissueMails.recordNotifiedPhase(reissueId, toldPhase, phase))) return 'over'
  await mailer.send({ ...recipientOf(voter), ...mail }).catch(async (failure) => {
    await reissueMails.recordNotifiedPhase(reissueId, phase, toldPhase)
    throw failure
  })
  return suspendedSince ? 'suspended' : 'resumed'
}

interface Dependencies
  extends Pick<
    ReissuePorts,
    'reissues' | 'voters' | 'mailer' | 'takeToken' | 'reissueMails' | 'siteUrl'
  > {
  time: Pick<ElectionTime, 'calendar' | 'election' | 'clock' | 'toWall' | 'suspendedSince'>
}
