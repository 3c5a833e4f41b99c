import * as z from 'zod/mini'
import type { formatTexts } from '../../texts/election/election-errors.ts'

export const oneLine = (maximum: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(maximum), z.regex(/^\P{Cc}*$/u))

export const emailAddress = z.email()

export const formattedText = (
  format: keyof typeof formatTexts,
  pattern: RegExp | ((text: string) => boolean),
) => z.stringFormat(format, pattern)

export const integer = (minimum: number, maximum: number) =>
  z.int().check(z.gte(minimum), z.lte(maximum))

export const awsRegion = formattedText('aws-region', /^[a-z]{2}(-[a-z]+)+-\d$/)
