import { call } from '../api.ts'
import { part, showFailure, showLoading } from '../page.ts'

const returned = new URLSearchParams(location.search)
const [code, state, iss] = ['code', 'state', 'iss'].map((name) => returned.get(name))

// The code serves once and must not stay in the history.
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
  // The code may have been used: one signs in anew.
  part('retry').onclick = () => location.replace('/')
}
