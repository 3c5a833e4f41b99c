import { call, type Problem } from './api.ts'
import { clearTop, part, showNotice } from './page.ts'

// The cookie is out of the scripts' reach: this only remembers which buttons to show. A browser that refuses storage
// shows no button on the content pages, nothing worse.
const FLAG = 'connecte'

const SESSION_ENDED = '#session-terminee'

export function rememberSignedIn(): void {
  try {
    sessionStorage.setItem(FLAG, '1')
  } catch {}
  showSessionLinks()
}

/** The links of a signed-in voter, on the pages that don't ask the API who they are. */
export function showLinksIfSignedIn(): void {
  if (isSignedIn()) showSessionLinks()
}

/** To the sign-in page, when the API says that nobody is signed in. */
export function leaveIfSignedOut(problem: Problem): boolean {
  if (problem.code !== 'unauthenticated') return false
  forget()
  location.replace(`/${SESSION_ENDED}`)
  return true
}

/** On the sign-in page: why the voter is back there. */
export function explainReturn(): void {
  if (location.hash !== SESSION_ENDED) return
  history.replaceState(null, '', location.pathname)
  showNotice("Votre session est terminée, ou n'est pas ouverte. Connectez-vous pour continuer.")
}

function showSessionLinks(): void {
  for (const link of document.querySelectorAll<HTMLElement>('[data-signed-in]')) link.hidden = false
  part('sign-out').onclick = signOut
}

async function signOut(): Promise<void> {
  clearTop()
  const answer = await call('DELETE', 'session')
  if (answer.ok || answer.problem.code === 'unauthenticated') {
    forget()
    location.replace('/')
    return
  }
  showNotice(
    "Nous n'avons pas pu confirmer votre déconnexion. Réessayez ; sur un ordinateur partagé, fermez aussi le navigateur.",
  )
}

function isSignedIn(): boolean {
  try {
    return sessionStorage.getItem(FLAG) === '1'
  } catch {
    return false
  }
}

function forget(): void {
  try {
    sessionStorage.removeItem(FLAG)
  } catch {}
}

// « Retour » after signing out would show the personal page again, from the browser's memory.
export function hideFromHistory(): void {
  window.addEventListener('pageshow', (event) => {
    if (event.persisted && !isSignedIn()) location.reload()
  })
}
