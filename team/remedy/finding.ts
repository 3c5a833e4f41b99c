import type { Target } from '../reach-election.ts'

export interface Finding {
  text: string
  repair?: {
    plan: string
    cost: string
    perform(): Promise<{ message: string; isStillWrong?: boolean }>
  }
}

export interface RemedyContext extends Target {
  isOnAws: boolean
  territory: string | undefined
}

export type Check = (context: RemedyContext) => Promise<readonly Finding[]>
