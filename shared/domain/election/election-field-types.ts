import * as z from 'zod/mini'

/** A text for voters to read, without a line break. */
export const oneLine = (maximum: number) =>
  z
    .string()
    .check(
      z.trim(),
      z.minLength(1, 'must not be empty'),
      z.maxLength(maximum, `must have at most ${maximum} characters`),
      z.regex(/^\P{Cc}*$/u, 'must be one line without control characters'),
    )

export const emailAddress = z.email('must be an e-mail address')

/** A text of one form. @param says what is told of any other */
export const matching = (form: RegExp, says: string) => z.string().check(z.regex(form, says))

export const whole = (minimum: number, maximum: number) => {
  const message = `must be a whole number from ${minimum} to ${maximum}`
  return z.int(message).check(z.gte(minimum, message), z.lte(maximum, message))
}

export const awsRegion = matching(
  /^[a-z]{2}(-[a-z]+)+-\d$/,
  'must be an AWS region, such as eu-west-3',
)
