import { copyOf, focusOn, isShown, part, setText } from '../page.ts'

export interface SessionWarning {
  /** @param isLast nothing can renew the session any more */
  say(text: string, isLast?: boolean): void
  close(): void
}

/** Warns that the session is about to end, without taking the focus. */
export function openSessionWarning(renew: () => void): SessionWarning {
  const place = part('session')
  let focusedBefore: EventTarget | null = null
  const warning = copyOf('session-warning')
  warning.addEventListener('focusin', ({ relatedTarget }) => {
    focusedBefore = relatedTarget
  })
  place.append(warning)
  part('session-renew').onclick = renew
  return {
    say(text, isLast = false) {
      part('session-renew').hidden = isLast
      setText('session-text', text)
    },
    close() {
      const hadFocus = place.contains(document.activeElement)
      place.textContent = ''
      if (!hadFocus) return
      if (focusedBefore instanceof HTMLElement && isShown(focusedBefore)) focusedBefore.focus()
      else focusOn(document.querySelector('h1') as HTMLElement)
    },
  }
}
