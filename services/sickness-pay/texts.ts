/** All words of the service that do not stand beside a question. */
export const texts = {
  approved: 'غرامت بیماری شما برای {days} {amount} است. دستور پرداخت آن را در «درخواست‌های من» ببینید. تندرست باشید.',
  rejected: 'درخواست غرامت بیماری شما پذیرفته نشد. دلیل آن و آنچه می‌توانید بکنید در «درخواست‌های من» آمده است.',
} as const
