import * as z from 'zod/mini'
import { emailAddress, formattedText, oneLine } from './election-field-types.ts'

const isDay = (text: string) =>
  /^\d{4}-/.test(text) && new Date(`${text}T00:00Z`).toJSON()?.slice(0, 10) === text

/** Legal notices: publisher and host (law 2004-575), personal data (GDPR, articles 13 and 14), accessibility (France's RGAA). */
export const legalSchema = z.strictObject({
  publisher: z.strictObject({ name: oneLine(160), address: oneLine(240), phone: oneLine(40) }),
  publicationDirector: oneLine(160),
  contactEmail: emailAddress,
  host: z.strictObject({ name: oneLine(160), address: oneLine(240), phone: oneLine(40) }),
  personalData: z.strictObject({
    controller: oneLine(240),
    officerEmail: emailAddress,
    ground: oneLine(400),
    recipients: oneLine(400),
    retention: oneLine(400),
    hostingPlace: oneLine(240),
  }),
  accessibility: z.strictObject({
    statedOn: formattedText('day', isDay),
    contactEmail: emailAddress,
  }),
})
