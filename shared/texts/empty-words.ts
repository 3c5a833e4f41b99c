/** Words that every question holds: a search does without them. */
export const emptyWords = new Set(
  'a ai au aux avec c ce ces d dans de des du elle en est et il j je l la le les m ma me mes mon n ne on ou par pas pour qu que qui s sa se ses son sur t un une y'.split(
    ' ',
  ),
)
