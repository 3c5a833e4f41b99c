import type { PrintedNotice } from '../../../shared/contract/notices.ts'
import { printedAtText } from '../../../shared/texts/staff/file-actions.ts'
import { element, part, setText } from '../page.ts'

part('print').onclick = () => window.print()

export function showSheet({ beginning }: PrintedNotice, timeZone: string, at: number): void {
  setText('printed-at', printedAtText(new Date(at), timeZone))
  const boxes = [...beginning].map((symbol) =>
    symbol === ' ' ? symbol : element('span', 'app-sheet__box', symbol),
  )
  part('beginning').append(...boxes)
  setShown(true)
}

export function hideSheet(): void {
  setShown(false)
  part('beginning').textContent = ''
}

function setShown(isShown: boolean): void {
  part('sheet').hidden = !isShown
  document.body.classList.toggle('app-prints-sheet', isShown)
}
