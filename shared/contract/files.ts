import * as z from 'zod/mini'
import { fileCodeDigits } from '../domain/code-lengths.ts'
import { longestReason } from '../domain/staff/reason.ts'
import { fileActions, fileOpenings, repairKinds, staffActions } from '../domain/staff-action.ts'
import { instant } from './instant.ts'

export const fileCode = z.strictObject({
  code: z.string().check(z.regex(new RegExp(`^\\d{${fileCodeDigits}}$`))),
  expiresAt: instant,
})

export type FileCodeAnswer = z.infer<typeof fileCode>

export const openFileBody = z.object({ code: z.string().check(z.maxLength(64)) })

export const saidIdentity = z.object({
  numen: z.string().check(z.maxLength(64)),
  /** `YYYY-MM-DD` */
  birthDate: z.string().check(z.maxLength(64)),
})

/** A voter's file, masked: sentences to say aloud. */
export const fileView = z.strictObject({
  initials: z.string(),
  expiresAt: instant,
  /** How it was opened, as the ledger names it; absent: by an earlier version. */
  opening: z.optional(z.enum(fileOpenings)),
  /** Suspended, extended, and when it closes. */
  vote: z.string(),
  sections: z.array(
    z.strictObject({
      heading: z.string(),
      lines: z.array(z.string()),
      /** Seldom asked for: only its heading is seen at first. */
      folded: z.optional(z.literal(true)),
    }),
  ),
  actions: z.array(z.enum(staffActions)),
  /** What another of the staff asks for, whose code opened the file. */
  wish: z.optional(
    z.strictObject({
      action: z.enum(staffActions),
      reason: z.string(),
      /** Of a correction: of what. */
      corrects: z.optional(z.enum(repairKinds)),
      /** Their name at the address. */
      by: z.string(),
      mayAgree: z.boolean(),
      /** A notice was printed for it, which can be printed again. */
      printed: z.optional(z.literal(true)),
    }),
  ),
})

/** Closing time of the file shown: nothing is done to one opened since in the same session. Absent: the open one. */
export const shownFile = z.object({ file: z.optional(instant) })

/** Why, without saying for whom. */
const reason = z.string().check(z.maxLength(longestReason, 'malformed'))

export const fileActionBody = z.object({
  action: z.enum(fileActions, 'required'),
  reason,
  ...shownFile.shape,
})

/** What is right of a voter: NUMEN and birth date, or the address. */
export const repairBody = z.object({
  corrects: z.enum(repairKinds, 'required'),
  numen: z.optional(z.string()),
  /** `YYYY-MM-DD` */
  birthDate: z.optional(z.string()),
  email: z.optional(z.string()),
  ...shownFile.shape,
})

export const askedReason = z.object({ reason })

export const askedRepairBody = z.object({ ...repairBody.shape, reason })

export const fileActionAnswer = z.strictObject({
  /** What another of the staff opens the file with, to agree. */
  second: z.optional(fileCode),
})

export type FileActionAnswer = z.infer<typeof fileActionAnswer>

export type FileView = z.infer<typeof fileView>
