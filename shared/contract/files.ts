import * as z from 'zod/mini'
import { fileCodeDigits } from '../domain/code-lengths.ts'
import { isReason, maxReasonLength } from '../domain/staff/reason.ts'
import { fileActions, fileOpenings, repairKinds, staffActions } from '../domain/staff-action.ts'
import { instant } from './descriptions.ts'

export const fileCode = z.strictObject({
  code: z.string().check(z.regex(new RegExp(`^\\d{${fileCodeDigits}}$`))),
  expiresAt: instant,
})

export type FileCodeAnswer = z.infer<typeof fileCode>

export const openFileBody = z.object({ code: z.string().check(z.maxLength(64)) })

export const identityBody = z.object({
  numen: z.string().check(z.maxLength(64)),
  birthDate: z.string().check(z.maxLength(64)),
})

export const fileView = z.strictObject({
  initials: z.string(),
  expiresAt: instant,
  opening: z.enum(fileOpenings),
  vote: z.string(),
  sections: z.array(
    z.strictObject({
      heading: z.string(),
      lines: z.array(z.string()),
      folded: z.optional(z.literal(true)),
    }),
  ),
  actions: z.array(z.enum(staffActions)),
  /** Actions that the signed-in staff member requested for this voter, and that a colleague approved. */
  approved: z.optional(z.array(z.enum(staffActions))),
  /** Approval request of the colleague whose code opened the file. */
  wish: z.optional(
    z.strictObject({
      action: z.enum(staffActions),
      reason: z.string(),
      corrects: z.optional(z.enum(repairKinds)),
      /** Local part of the colleague's e-mail address. */
      by: z.string(),
      printed: z.optional(z.literal(true)),
    }),
  ),
})

/** `expiresAt` of the file that the page shows: an action is refused if another file was opened since. */
export const shownFile = z.object({ file: z.optional(instant) })

const reason = z
  .string()
  .check(z.trim(), z.maxLength(maxReasonLength, 'malformed'), z.refine(isReason, 'malformed'))

export const fileActionBody = z.object({
  action: z.enum(fileActions, 'required'),
  reason,
  ...shownFile.shape,
})

export const repairBody = z.object({
  corrects: z.enum(repairKinds, 'required'),
  numen: z.optional(z.string()),
  birthDate: z.optional(z.string()),
  email: z.optional(z.string()),
  ...shownFile.shape,
})

export const reasonBody = z.object({ reason })

export const repairRequestBody = z.object({ ...repairBody.shape, reason })

export const fileActionAnswer = z.strictObject({
  /** Code with which a second person opens the file to approve the action. */
  second: z.optional(fileCode),
})

export type FileActionAnswer = z.infer<typeof fileActionAnswer>

export type FileView = z.infer<typeof fileView>
