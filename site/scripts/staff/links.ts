import type { StaffSessionView } from '../../../shared/contract/staff-session.ts'

/** A delegate answers no calls. */
export function showLinksOf(role: StaffSessionView['role']): void {
  for (const link of document.querySelectorAll<HTMLElement>('[data-for-calls]'))
    link.hidden = role === 'delegate'
}
