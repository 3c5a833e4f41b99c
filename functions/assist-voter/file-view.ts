import type { FileView } from '../../shared/contract/files.ts'
import { personIn } from '../../shared/domain/approval.ts'
import { repairKinds } from '../../shared/domain/staff-action.ts'
import type { FileShown } from './show-file.ts'

/** @param vote where the vote stands, in one sentence */
export function fileView(
  { initials, expiresAt, opening, sections, actions, approval }: FileShown & { outcome: 'shown' },
  vote: string,
): FileView {
  const corrects = repairKinds.find((kind) => kind === approval?.detail)
  return {
    ...{ initials, vote, sections, actions },
    expiresAt: expiresAt.toISOString(),
    ...(opening && { opening }),
    ...(approval && {
      wish: {
        action: approval.action,
        reason: approval.reason ?? '',
        ...(corrects && { corrects }),
        by: personIn(approval.by),
        mayAgree: approval.mayApprove,
        ...(approval.isPrinted && { printed: true as const }),
      },
    }),
  }
}
