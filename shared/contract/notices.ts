import * as z from 'zod/mini'
import { describeSchema } from './descriptions.ts'

export const printedNotice = z.strictObject({
  beginning: describeSchema(
    z.string().check(z.regex(/^[\dA-Z]{4} [\dA-Z]{2}$/)),
    'First half of the identifier. Staff never get the second half.',
  ),
})

export type PrintedNotice = z.infer<typeof printedNotice>

export const noticeEnd = z.strictObject({
  end: z.nullable(
    describeSchema(
      z.string().check(z.regex(/^[\dA-Z]{2} [\dA-Z]{4}$/)),
      'Second half of the valid identifier; null unless staff printed a notice with its first half.',
    ),
  ),
})

export type NoticeEnd = z.infer<typeof noticeEnd>
