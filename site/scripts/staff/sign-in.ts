import {
  staffRefusedText,
  staffSessionOverText,
  staffSignedOutText,
} from '../../../shared/texts/staff/staff-pages.ts'
import { call } from '../api.ts'
import { onSubmit, showProblem } from '../form.ts'
import { query, showBanner } from '../page.ts'
import { forgetAll } from '../tab-memory.ts'

const reasonTexts: Readonly<Record<string, string>> = {
  '#refus': staffRefusedText,
  '#fin': staffSignedOutText,
  '#retour=/accueil/': staffSessionOverText,
  '#retour=/controle/': staffSessionOverText,
  '#retour=/journee/': staffSessionOverText,
}

const form = query('form') as HTMLFormElement

form.hidden = false
forgetAll()
const reason = reasonTexts[location.hash]
if (reason) {
  history.replaceState(null, '', location.pathname)
  showBanner(reason)
}
onSubmit(form, async () => {
  const answer = await call('POST /api/staff/sign-in')
  if (answer.ok) location.assign(answer.body.address)
  else showProblem(form, answer.problem)
  return answer.ok
})
