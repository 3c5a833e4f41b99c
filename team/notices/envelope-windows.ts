// Lengths are in millimetres from the top left corner of an A4 sheet.

/**
 * No window of NF Z 10-011 or DIN 680 shows anything below this line, however the sheet slips.
 * French windows (NF Z 10-011) end 20 mm above the bottom of a DL or C6/5 envelope, and 60 mm above that of a C5.
 * In DIN 680 the distances are 15 and 60 mm. At worst, in a C5, a window ends 102 mm below the top of the sheet.
 * The limit adds 8 mm for inexact folds and other envelopes.
 */
export const windowsEnd = 110

/** Area that a right-hand window (100 × 35 mm, in a C5 100 × 45 mm) shows, however the sheet slips. */
export const addressZone = { left: 109, top: 59, right: 190, bottom: 79 }

export const toPoints = (millimetres: number) => (millimetres * 72) / 25.4
