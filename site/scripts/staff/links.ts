import type { StaffSessionView } from '../../../shared/contract/staff-session.ts'

/** Hides from delegates the links for those who answer calls. */
export function showLinksOf(role: StaffSessionView['role']): void {
  for (const link of document.querySelectorAll<HTMLElement>('[data-for-calls]'))
    link.hidden = role === 'delegate'
}
