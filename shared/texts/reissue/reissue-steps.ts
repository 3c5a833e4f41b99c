// The steps of a request: what somebody knows of it, and nothing of what nobody saw.

const stepNames = {
  accepted: 'Demande enregistrée',
  sending: "SMS en cours d'envoi",
  sent: 'SMS envoyé',
  delivered: "Remis à l'opérateur",
  failed: 'SMS non remis',
  cancelled: 'Demande annulée',
}

type State = keyof typeof stepNames

/** Not every carrier says that it took an SMS: that step shows once it is known. */
const namesAhead: Partial<Record<State, string[]>> = {
  accepted: ["Préparation de l'envoi", 'Départ du SMS'],
  sending: ['Départ du SMS'],
}

export interface ReissueStep {
  state: State
  at: string
}

export interface Step {
  name: string
  /** When it was reached. */
  at?: string
  look: 'done' | 'now' | 'bad' | 'ahead'
}

export function stepsOf({
  state,
  history,
  withdrawn,
  restored,
  usedAt,
  isReceiptMissing,
}: {
  state: State
  history: ReissueStep[]
  withdrawn?: true | undefined
  restored?: true | undefined
  usedAt?: string | undefined
  isReceiptMissing: boolean
}): Step[] {
  // An identifier that was used did arrive, whatever a carrier said.
  const past = usedAt
    ? history.filter(({ state }) => state !== 'failed')
    : // SNS took it, and did not send it.
      restored
      ? history.filter(({ state }) => state !== 'sent')
      : history
  const steps = past.map((step): Step => {
    return { name: stepNames[step.state], at: step.at, look: 'done' }
  })
  const last = steps[steps.length - 1]
  if (usedAt) return [...steps, { name: "Utilisé dans l'espace de vote", at: usedAt, look: 'now' }]
  if (last) {
    last.look = state === 'failed' ? 'bad' : 'now'
    if (state === 'failed' && (restored || !hasLeft(history))) last.name = 'SMS non envoyé'
    if (withdrawn) last.name = 'Demande retirée'
    if (isReceiptMissing) last.name += ', sans accusé de réception'
  }
  const ahead = namesAhead[state] ?? []
  return [...steps, ...ahead.map((name): Step => ({ name, look: 'ahead' }))]
}

/** Beside the name of a step that is ahead. */
export const stepAheadText = 'à venir'

export function hasLeft(history: ReissueStep[]): boolean {
  return history.some(({ state }) => state === 'sent')
}

/** The team gave out a notice after this SMS had left */
export function isReplaced({
  identifier,
  state,
  restored,
  usedAt,
  history,
}: {
  identifier: 'notice' | 'sms' | 'nowhere'
  state: State
  restored?: true | undefined
  usedAt?: string | undefined
  history: ReissueStep[]
}): boolean {
  if (restored) return false
  const isLost = state === 'failed' && !usedAt
  return hasLeft(history) && (identifier === 'notice' || (identifier === 'nowhere' && !isLost))
}
