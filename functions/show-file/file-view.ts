import type { FileView } from '../../shared/contract/files.ts'
import { withoutDomains } from '../../shared/domain/ledger/intervention.ts'
import type { FileShown } from './show-file.ts'

/** @param vote where the vote stands, in one sentence */
export function fileView(
  { initials, expiresAt, opening, sections, actions, wish }: FileShown & { outcome: 'shown' },
  vote: string,
): FileView {
  return {
    ...{ initials, vote, sections, actions },
    expiresAt: expiresAt.toISOString(),
    ...(opening && { opening }),
    ...(wish && {
      wish: {
        action: wish.action,
        reason: wish.reason,
        ...(wish.repair && { corrects: wish.repair.corrects }),
        by: withoutDomains(wish.email),
        mayAgree: wish.mayAgree,
        ...(wish.isPrinted && { printed: true as const }),
      },
    }),
  }
}
