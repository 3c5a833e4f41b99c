import type { StaffSessionView } from '../../../shared/contract/staff-session.ts'

/** Hides the links for answering calls from delegates. */
export function showLinksOf(role: StaffSessionView['role']): void {
  for (const link of document.querySelectorAll<HTMLElement>('[data-for-calls]'))
    link.hidden = role === 'delegate'
}
