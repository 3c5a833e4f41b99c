// In millimetres from the top left corner of an A4 sheet.

/**
 * The identifier must be below this, where no envelope's window shows it, however the sheet slips.
 * French windows (NF Z 10-011) are 100 × 45 mm at most, 20 mm from a side, and 20 mm from the bottom in DL and C6/5,
 * 60 in C5; DIN 680 has left ones 15 and 60 mm from the bottom. Sheets slip by 15 mm at most, so a window ends at
 * most 102 mm below their top. The limit has 8 mm more, for inexact folds and for the C4, whose windows no standard places.
 */
export const windowsEnd = 110

/** The area that every right-hand window from 100 × 35 mm shows, however the sheet slips. */
export const addressZone = { left: 109, top: 59, right: 190, bottom: 79 }

export const inPoints = (millimetres: number) => (millimetres * 72) / 25.4
