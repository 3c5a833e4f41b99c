import type { TakenPhone, TakenPhones } from '../domain/voter/voter.ts'
import { type Journal, journalFailure } from '../runtime/journal.ts'

export interface TakenPhonePorts {
  takenPhones: Pick<TakenPhones, 'record'>
  journal: Journal
}

export async function recordTakenPhone(
  { takenPhones, journal }: TakenPhonePorts,
  voterId: string,
  { phoneHash, maskedPhone }: Omit<TakenPhone, 'at'>,
  at: ElectionInstant,
): Promise<void> {
  const record = takenPhones.record(voterId, { phoneHash, maskedPhone, at })
  await journalFailure(journal, record, (error) => ({ event: 'taken-phone.unnoted', error }))
}
