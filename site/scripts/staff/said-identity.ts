import { field } from '../form.ts'
import { readBirthDate } from '../reissue/birth-date.ts'

/** An unreadable date is sent as it was typed, and comes back with what is wrong. */
export function saidIdentity(form: HTMLFormElement): { numen: string; birthDate: string } {
  const typed = field(form, 'birthDate').value
  const reading = readBirthDate(typed)
  return {
    numen: field(form, 'numen').value,
    birthDate: 'date' in reading ? reading.date : typed,
  }
}
