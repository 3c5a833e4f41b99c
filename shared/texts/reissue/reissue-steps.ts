import type { Reissue } from '../../contract/reissue.ts'
import type { Voter } from '../../contract/voter.ts'

const stepNames: Record<State, string> = {
  accepted: 'Demande enregistrée',
  sending: "Préparation de l'envoi",
  sent: 'Départ du SMS',
  delivered: "Remise à l'opérateur",
  failed: 'Échec de la remise',
  cancelled: 'Annulation de la demande',
}

type State = Reissue['state']

/** Leaves out `delivered`, which not every carrier reports. */
const stepsAhead: Partial<Record<State, State[]>> = {
  accepted: ['sending', 'sent'],
  sending: ['sent'],
}

export interface Step {
  name: string
  at?: string
  look: 'done' | 'now' | 'bad' | 'ahead'
}

type ReissueFacts = Pick<Reissue, 'state' | 'history' | 'withdrawn' | 'restored' | 'usedAt'> & {
  identifier: Voter['identifier']['from']
}

export function stepsOf({ state, history, withdrawn, restored, usedAt }: ReissueFacts): Step[] {
  const pastSteps = usedAt
    ? history.filter(({ state }) => state !== 'failed')
    : // SNS accepted this SMS but did not send it.
      restored
      ? history.filter(({ state }) => state !== 'sent')
      : history
  const steps = pastSteps.map((step): Step => {
    return { name: stepNames[step.state], at: step.at, look: 'done' }
  })
  const lastStep = steps[steps.length - 1]
  if (usedAt) return [...steps, { name: "Entrée dans l'espace de vote", at: usedAt, look: 'now' }]
  if (lastStep) {
    lastStep.look = state === 'failed' ? 'bad' : 'now'
    if (state === 'failed' && (restored || !sentAt(history))) lastStep.name = "Échec de l'envoi"
    if (withdrawn) lastStep.name = 'Retrait de la demande'
  }
  const nextStates = stepsAhead[state] ?? []
  return [...steps, ...nextStates.map((state): Step => ({ name: stepNames[state], look: 'ahead' }))]
}

export const stepAheadText = 'à venir'

export function sentAt(history: Reissue['history']): string | undefined {
  return history.find(({ state }) => state === 'sent')?.at
}

/** Returns when a failed SMS left, if it may still arrive with a working identifier. */
export function lateSmsAt(facts: ReissueFacts): string | undefined {
  const { state, history, restored, usedAt } = facts
  return state === 'failed' && !restored && !usedAt && !isIdentifierReplaced(facts)
    ? sentAt(history)
    : undefined
}

export function isIdentifierReplaced({
  identifier,
  state,
  restored,
  usedAt,
  history,
}: ReissueFacts): boolean {
  if (restored) return false
  const isLost = state === 'failed' && !usedAt
  return (
    sentAt(history) !== undefined &&
    (identifier === 'notice' || (identifier === 'nowhere' && !isLost))
  )
}
