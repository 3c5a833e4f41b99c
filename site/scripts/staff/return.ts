import { call } from '../api.ts'
import { part, showFailure, showLoading } from '../page.ts'

const returned = new URLSearchParams(location.search)
const [code, state, iss] = ['code', 'state', 'iss'].map((name) => returned.get(name))

// It serves once, so that nothing of it stays in the history.
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
  // What was returned may have served: one begins anew.
  part('retry').onclick = () => location.replace('/')
}
