import * as z from 'zod/mini'

/** An instant in an answer, as `Date.toISOString` writes it: in UTC, with milliseconds. */
export const instant = z.iso.datetime({ precision: 3 })
