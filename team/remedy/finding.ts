import type { Target } from '../reach-election.ts'

export interface RepairResult {
  message: string
  isStillWrong?: boolean
}

export interface Finding {
  text: string
  /** Absent if a person must decide, or AWS must act. */
  repair?: {
    plan: string
    cost: string
    perform(): Promise<RepairResult>
  }
}

export interface RemedyContext extends Target {
  /** False for a local run, whose queues belong to no stack. */
  isOnAws: boolean
  territory: string | undefined
}

/** Checks one part of an election. Throws if it could not be read. */
export type Check = (context: RemedyContext) => Promise<readonly Finding[]>
