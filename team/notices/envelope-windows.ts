// Lengths are in millimetres from the top left corner of an A4 sheet.

/**
 * Below this height, no envelope's window can show the identifier, however the sheet slips.
 * French windows (NF Z 10-011) are 100 × 45 mm at most, 20 mm from a side, and 20 mm from the bottom in DL and C6/5,
 * 60 in C5. Windows by DIN 680 are on the left, 15 or 60 mm from the bottom. Sheets slip by 15 mm at most, so a
 * window ends at most 102 mm below their top. The limit adds 8 mm for inexact folds and for C4, without a standard.
 */
export const windowsEnd = 110

/** Area that every right-hand window of 100 × 35 mm or more shows, however the sheet slips. */
export const addressZone = { left: 109, top: 59, right: 190, bottom: 79 }

export const inPoints = (millimetres: number) => (millimetres * 72) / 25.4
