import * as z from 'zod/mini'
import { described } from './described.ts'

export const printedNotice = z.strictObject({
  beginning: described(
    z.string().check(z.regex(/^[\dA-Z]{4} [\dA-Z]{2}$/)),
    'The first half of the identifier: nobody of the staff gets the other.',
  ),
})

export type PrintedNotice = z.infer<typeof printedNotice>

export const noticeEnd = z.strictObject({
  end: z.nullable(
    described(
      z.string().check(z.regex(/^[\dA-Z]{2} [\dA-Z]{4}$/)),
      'The second half of the identifier that is valid; null when staff printed no notice with its first.',
    ),
  ),
})

export type NoticeEnd = z.infer<typeof noticeEnd>
