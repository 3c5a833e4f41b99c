import * as z from 'zod/mini'
import { instant } from './instant.ts'

/** A session of the voter's space that has not ended. Of a browser nothing is kept: only its voter can tell which it was. */
const openSession = z.strictObject({
  openedAt: instant,
  /** The one that asks. */
  current: z.boolean(),
  /** Opened with « Je suis sur un ordinateur partagé ». */
  sharedComputer: z.boolean(),
})

export const openSessions = z.strictObject({ sessions: z.array(openSession) })

export type OpenSessions = z.infer<typeof openSessions>
export type OpenSession = z.infer<typeof openSession>
