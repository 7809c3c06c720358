/** All words of the service that do not stand beside a question. */
export const texts = {
  approved: 'هدیهٔ ازدواج شما {amount} است. دستور پرداخت آن را در «درخواست‌های من» ببینید. پیوندتان مبارک.',
  rejected: 'درخواست هدیهٔ ازدواج شما پذیرفته نشد. دلیل آن و آنچه می‌توانید بکنید در «درخواست‌های من» آمده است.',
} as const
