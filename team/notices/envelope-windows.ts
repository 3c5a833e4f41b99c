// Lengths are in millimetres from the top left corner of an A4 sheet.

/**
 * Below this height, no envelope's window can show the identifier, however the sheet slips.
 * French windows (NF Z 10-011) are 100 × 45 mm at most, 20 mm from a side, and 20 mm from the bottom in DL and C6/5,
 * 60 mm in C5. DIN 680 windows are on the left, 15 or 60 mm from the bottom. A sheet slips by 15 mm at most, so a
 * window ends at most 102 mm below its top. The limit adds 8 mm for inexact folds and for C4, which has no standard.
 */
export const windowsEnd = 110

/** Area that every right-hand window of 100 × 35 mm or more shows, however the sheet slips. */
export const addressZone = { left: 109, top: 59, right: 190, bottom: 79 }

export const toPoints = (millimetres: number) => (millimetres * 72) / 25.4
