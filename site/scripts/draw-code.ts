import { provingText } from '../../shared/texts/security-code.ts'
import { call } from './api.ts'
import { part, setText } from './page.ts'

/** Asks for a security code; when so many were drawn that it has a price, the page pays it and asks again. */
export async function drawCode(path: 'captchas' | 'session/captchas') {
  const answer = await call('POST', path)
  const work = !answer.ok && answer.problem.proofOfWork
  if (!work) return answer
  setText('captcha-status', provingText)
  const script = document.createElement('script')
  script.src = part('proof-of-work').dataset.proofOfWork as string
  await new Promise((resolve) => {
    script.onload = script.onerror = resolve
    document.head.append(script)
  })
  const proof = await window.prove?.(work)
  // When it could not be loaded the page asks again later, as after any refusal.
  return proof ? call('POST', path, { proof }) : answer
}
