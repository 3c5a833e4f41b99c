import type { StaffSessionView } from '../../../shared/contract/staff-session.ts'
import { roleTexts } from '../../../shared/texts/staff/staff-pages.ts'
import { createPageSession } from '../account/session.ts'
import { setText } from '../page.ts'

export const session = createPageSession<StaffSessionView>()

export async function openStaffPage(isForCalls: boolean): Promise<StaffSessionView | undefined> {
  const initialView = await session.open()
  if (!initialView) return undefined
  const { role } = initialView.body
  if (isForCalls && role === 'delegate') {
    location.replace('/controle/')
    return undefined
  }
  for (const link of document.querySelectorAll<HTMLElement>('[data-for-calls]'))
    link.hidden = role === 'delegate'
  setText('role', roleTexts[role].name)
  return initialView.body
}
