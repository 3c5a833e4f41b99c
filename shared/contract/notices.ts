import * as z from 'zod/mini'
import { withDescription } from './descriptions.ts'

export const printedNotice = z.strictObject({
  beginning: withDescription(
    z.string().check(z.regex(/^[\dA-Z]{4} [\dA-Z]{2}$/)),
    'First half of the identifier. Staff never get the second half.',
  ),
})

export type PrintedNotice = z.infer<typeof printedNotice>

export const noticeEnd = z.strictObject({
  end: z.nullable(
    withDescription(
      z.string().check(z.regex(/^[\dA-Z]{2} [\dA-Z]{4}$/)),
      'Second half of the valid identifier; null unless staff printed a notice with its first half.',
    ),
  ),
})

export type NoticeEnd = z.infer<typeof noticeEnd>
