import { field } from '../form.ts'
import { readBirthDate } from '../reissue/reissue-check.ts'

/** Returns an unreadable date as typed, so that the API reports the error. */
export function typedIdentity(form: HTMLFormElement): { numen: string; birthDate: string } {
  const value = field(form, 'birthDate').value
  const reading = readBirthDate(value)
  return {
    numen: field(form, 'numen').value,
    birthDate: 'date' in reading ? reading.date : value,
  }
}
