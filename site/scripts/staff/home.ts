import { roleTexts } from '../../../shared/texts/staff/staff-pages.ts'
import { sessionBy } from '../account/session.ts'
import { call } from '../api.ts'
import { setAddress, setText, show } from '../page.ts'

const session = sessionBy({
  get: () => call('GET', 'staff/session'),
  signOut: () => call('DELETE', 'staff/session'),
})

void open()

async function open(): Promise<void> {
  const signedIn = await session.open()
  if (!signedIn) return
  const { email, role } = signedIn.body
  const { name, may } = roleTexts[role]
  setText('role', name)
  setText('may', may)
  setAddress('email', email)
  show('person')
}
