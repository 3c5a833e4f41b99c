import type { MailTurns } from '../../shared/domain/mail-ports.ts'
import {
  mailTurnMilliseconds,
  reservableMilliseconds,
  wrongMilliseconds,
} from '../../shared/domain/mail-rate.ts'

export function inMemoryMailTurns(mailsPerSecond: number): MailTurns {
  const turn = mailTurnMilliseconds(mailsPerSecond)
  let freeAt = 0

  return {
    async reserve(priority, now) {
      if (freeAt > now.getTime() + wrongMilliseconds) freeAt = 0
      const at = Math.max(freeAt, now.getTime())
      const latest = now.getTime() + reservableMilliseconds[priority]
      if (at > latest)
        return { askAgainAt: new Date(Math.ceil(at - reservableMilliseconds[priority])) }
      freeAt = at + turn
      return { at: new Date(at) }
    },
  }
}
