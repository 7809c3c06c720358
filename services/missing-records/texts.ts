/** All words of the service that do not stand beside a question. */
export const texts = {
  approved: '{days} سابقه به پروندهٔ بیمهٔ شما افزوده شد. آن را در «کلیهٔ سوابق» ببینید.',
  rejected: 'اعتراض شما به سوابق پذیرفته نشد. دلیل آن و آنچه می‌توانید بکنید در «درخواست‌های من» آمده است.',
} as const
