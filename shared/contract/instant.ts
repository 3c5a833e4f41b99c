import * as z from 'zod/mini'

/** As `Date.toISOString` writes it: UTC, with milliseconds. */
export const instant = z.iso.datetime({ precision: 3 })
