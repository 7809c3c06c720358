/** How sure a statement about the law is, as people read it. A is the surest. */
export const CERTAINTY = {
  A: 'متن آن خوانده شده است.',
  B: 'از اعلام رسمی یا چند منبع همسان.',
  C: 'از یک منبع، یا رویهٔ سازمان.',
  U: 'برای آن منبعی ندیده‌ایم.',
} as const

/** The same in a word or two. */
export const CERTAINTY_WORD = { A: 'متن قانون', B: 'چند منبع', C: 'یک منبع', U: 'بی‌منبع' } as const
