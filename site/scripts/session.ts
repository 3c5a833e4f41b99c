import { call, type Problem, type Voter } from './api.ts'
import { clearTop, part, showFailure, showLoading, showNotice } from './page.ts'
import { forgetAll, recall, remember } from './tab-memory.ts'

// The cookie is out of the scripts' reach: this only says which links to show.
const SIGNED_IN = 'connecte'

/**
 * The voter of a page that is only for signed-in ones, and the server's clock (ms).
 * @returns undefined when the page shows why it can't be, or leaves for the sign-in page.
 */
export async function signedInVoter(): Promise<{ voter: Voter; at: number } | undefined> {
  hideFromHistory()
  showLoading()
  const answer = await call<Voter>('GET', 'voter')
  if (answer.ok) {
    rememberSignedIn()
    return { voter: answer.body, at: answer.at }
  }
  if (!leaveIfSignedOut(answer.problem)) showFailure(answer.problem)
  return undefined
}

export function rememberSignedIn(): void {
  remember(SIGNED_IN, 'oui')
  showLinks()
}

export function showLinksIfSignedIn(): void {
  if (recall(SIGNED_IN) !== undefined) showLinks()
}

function showLinks(): void {
  for (const link of document.querySelectorAll<HTMLElement>('[data-signed-in]')) link.hidden = false
  part('sign-out').onclick = signOut
}

/** To the sign-in page, which leads back here, when the API says that nobody is signed in. */
export function leaveIfSignedOut(problem: Problem): boolean {
  if (problem.code !== 'unauthenticated') return false
  forgetAll()
  location.replace(`/#retour=${location.pathname}`)
  return true
}

/** On the sign-in page: where to go next; says why the voter is here when a page sent them. */
export function pathAfterSignIn(): string {
  const path = /^#retour=(\/(?:espace|identifiant|vote)\/)$/.exec(location.hash)?.[1]
  if (!path) return '/espace/'
  showNotice("Votre session est terminée, ou n'est pas ouverte. Connectez-vous pour continuer.")
  return path
}

async function signOut(): Promise<void> {
  clearTop()
  const answer = await call('DELETE', 'session')
  if (answer.ok || answer.problem.code === 'unauthenticated') {
    forgetAll()
    location.replace('/')
    return
  }
  showNotice(
    "Nous n'avons pas pu confirmer votre déconnexion. Réessayez ; sur un ordinateur partagé, fermez aussi le navigateur.",
  )
}

// « Retour » after signing out, in this tab or another, would show the personal page again, from the
// browser's memory.
function hideFromHistory(): void {
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload()
  })
}
