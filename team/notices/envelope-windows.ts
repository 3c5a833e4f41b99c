/** From the top left corner of an A4 sheet, in millimetres. */
interface Zone {
  left: number
  top: number
  right: number
  bottom: number
}

/**
 * All that a window may show of a sheet folded with its top outside, however it slips: no identifier may be there.
 * French windows (NF Z 10-011 puts the address there) are 100 × 45 mm at most, 20 mm from the right edge, or the left
 * one, and from the bottom: 20 mm in a DL (220 × 110) or a C6/5 (229 × 114), 60 mm in a C5 (229 × 162). DIN 680 has
 * the left ones 15 and 60 mm from the bottom. A sheet in three panels of 99 mm slips by 15 mm, one in two by 13.5:
 * a window ends 99 mm below its top in a C6/5, and 102 mm in a C5. The zone has 8 mm more, for folds that are not
 * exact and for the C4, whose windows no standard places.
 */
export const windowZone: Zone = { left: 0, top: 30, right: 210, bottom: 110 }

/** What every window on the right, from 100 × 35 mm, shows however the sheet slips, folded in two or three. */
export const addressZone: Zone = { left: 109, top: 59, right: 190, bottom: 79 }

export const inPoints = (millimetres: number) => (millimetres * 72) / 25.4
