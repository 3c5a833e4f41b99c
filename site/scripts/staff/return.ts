import { call } from '../api.ts'
import { query, showFailure, showLoading } from '../page.ts'

const parameters = new URLSearchParams(location.search)
const [code, state, iss] = ['code', 'state', 'iss'].map((name) => parameters.get(name))

// The authorization code is single-use and must not stay in the history.
history.replaceState(null, '', location.pathname)
showLoading()
void finishSignIn()

async function finishSignIn(): Promise<void> {
  const credentials = code && state ? { code, state, ...(iss ? { iss } : {}) } : undefined
  const answer = credentials && (await call('POST /api/staff/session', credentials))
  if (answer?.ok) return location.replace('/accueil/')
  if (!answer || answer.problem.code === 'unauthenticated') return location.replace('/#refus')
  showFailure(answer.problem)
  // The code may be spent, so a retry starts a new sign-in.
  query('retry').onclick = () => location.replace('/')
}
