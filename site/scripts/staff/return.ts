import { call } from '../api.ts'
import { part, showFailure, showLoading } from '../page.ts'

const query = new URLSearchParams(location.search)
const [code, state, iss] = ['code', 'state', 'iss'].map((name) => query.get(name))

// The authorization code is single-use and must not stay in the history.
history.replaceState(null, '', location.pathname)
showLoading()
void finish()

async function finish(): Promise<void> {
  if (!code || !state) {
    location.replace('/#refus')
    return
  }
  const answer = await call('POST', 'staff/session', { code, state, ...(iss ? { iss } : {}) })
  if (answer.ok) {
    location.replace('/accueil/')
    return
  }
  if (answer.problem.code === 'unauthenticated') {
    location.replace('/#refus')
    return
  }
  showFailure(answer.problem)
  // The code may be spent, so a retry starts a new sign-in.
  part('retry').onclick = () => location.replace('/')
}
