import { copyOf, focusOn, isShown, part, setText } from '../page.ts'

export type SessionWarning = ReturnType<typeof openSessionWarning>

/** Shows the warning without moving the focus. */
export function openSessionWarning(renew: () => void) {
  const place = part('session')
  let focusedBefore: EventTarget | null = null
  const warning = copyOf('session-warning')
  warning.addEventListener('focusin', ({ relatedTarget }) => {
    focusedBefore = relatedTarget
  })
  place.append(warning)
  part('session-renew').onclick = renew
  return {
    /** @param isLast true if the session cannot be renewed */
    say(text: string, isLast = false): void {
      part('session-renew').hidden = isLast
      setText('session-text', text)
    },
    close(): void {
      const hadFocus = place.contains(document.activeElement)
      place.textContent = ''
      if (!hadFocus) return
      if (focusedBefore instanceof HTMLElement && isShown(focusedBefore)) focusedBefore.focus()
      else focusOn(document.querySelector('h1') as HTMLElement)
    },
  }
}
