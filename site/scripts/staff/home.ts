import type { StaffSessionView } from '../../../shared/contract/staff-session.ts'
import { roleTexts } from '../../../shared/texts/staff/staff-pages.ts'
import { pageSession } from '../account/session.ts'
import { setAddress, setText, show } from '../page.ts'

const session = pageSession<StaffSessionView>()

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
