import { call, type Reissue, type ReissueState } from './api.ts'
import { formatMoment } from './french-dates.ts'
import { element, part, setText } from './page.ts'
import { pollDelayMs } from './polling.ts'
import { leaveIfSignedOut } from './session.ts'

const steps: Record<ReissueState, string> = {
  accepted: 'Demande enregistrée',
  sending: "SMS en cours d'envoi",
  sent: "Remis à l'opérateur",
  delivered: 'Arrivé sur votre téléphone',
  failed: 'SMS non remis',
  cancelled: 'Demande annulée',
}

/** Not every carrier says that an SMS arrived: that step shows once it is known. */
const usualWay: ReissueState[] = ['accepted', 'sending', 'sent']

const sentences: Record<ReissueState, string> = {
  accepted:
    "Votre demande est enregistrée. Le SMS va partir. D'ici là, votre identifiant actuel reste valable.",
  sending: "Le SMS est en cours d'envoi.",
  sent: "Le SMS a été remis à l'opérateur, et votre ancien identifiant n'est plus valable. Gardez votre téléphone allumé. Toujours rien après 15 minutes ? Vérifiez la fin du numéro ci-dessous, ou contactez l'assistance.",
  delivered: 'Le SMS est arrivé sur votre téléphone. Utilisez le nouvel identifiant pour voter.',
  failed:
    "Le SMS n'a pas pu être remis. Cette demande n'est pas décomptée. Vérifiez votre numéro avant d'en faire une autre.",
  cancelled:
    "Cette demande a été annulée : aucun SMS n'est envoyé, votre identifiant actuel reste valable et la demande n'est pas décomptée.",
}

const late = " Cela prend plus de temps que prévu. Vous n'avez rien à refaire."

export function isUnderWay({ state }: Reissue): boolean {
  return state === 'accepted' || state === 'sending'
}

/**
 * Shows where the SMS of `reissue` is and keeps it fresh until nothing more can change. A hidden page asks nothing.
 * `at` is the server's clock; `onChange` runs at each new state, since the requests left may change with it.
 */
export async function followReissue(
  reissue: Reissue,
  timeZone: string,
  at: number,
  onChange: () => void,
): Promise<void> {
  render(reissue, timeZone, at)
  part('progress').hidden = false
  let current = reissue
  let attempt = 0
  while (true) {
    const delay = pollDelayMs(current.state, attempt)
    if (delay === undefined) {
      part('progress-live').hidden = true
      return
    }
    await wait(delay)
    const answer = await call<Reissue>('GET', `reissues/${encodeURIComponent(current.id)}`)
    if (!answer.ok) {
      if (leaveIfSignedOut(answer.problem)) return
      setText('progress-checked', "Le suivi n'a pas pu être actualisé. Nous réessayons.")
      attempt += 1
      continue
    }
    const changed = answer.body.state !== current.state
    current = answer.body
    attempt = changed ? 0 : attempt + 1
    render(current, timeZone, answer.at)
    if (changed) onChange()
  }
}

function render(reissue: Reissue, timeZone: string, at: number): void {
  const now = new Date(at)
  const moment = (time: string) => formatMoment(new Date(time), timeZone, now)

  const isLate = isUnderWay(reissue) && new Date(reissue.expectedAt) < now
  setText('progress-state', sentences[reissue.state] + (isLate ? late : ''))
  setText('progress-phone', reissue.maskedPhone)
  part('progress-expected').hidden = !isUnderWay(reissue) || isLate
  setText('progress-expected-at', moment(reissue.expectedAt).replace(/^à/, 'vers'))
  part('progress-live').hidden = pollDelayMs(reissue.state, 0) === undefined
  setText('progress-checked', `Suivi actualisé ${moment(now.toISOString())}.`)

  const past = reissue.history.map(({ state, at }) => step(steps[state], moment(at), state))
  past[past.length - 1]?.setAttribute('aria-current', 'step')
  const coming = usualWay.slice(usualWay.indexOf(reissue.state) + 1 || usualWay.length)
  const list = part('progress-steps')
  list.textContent = ''
  list.append(...past, ...coming.map((state) => step(steps[state], 'à venir')))
}

function step(label: string, when: string, reached?: ReissueState): HTMLElement {
  const name = element('span', 'app-steps__name', label)
  return element(
    'li',
    `app-steps__step${reached ? ` app-steps__step--${reached}` : ''}`,
    name,
    ' ',
    when,
  )
}

async function wait(delayMs: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, delayMs))
  while (document.hidden) {
    await new Promise((resolve) =>
      document.addEventListener('visibilitychange', resolve, { once: true }),
    )
  }
}
