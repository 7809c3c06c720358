/** Words of the service that do not stand beside a question. */
export const texts = {
  approved:
    'مستمری بازنشستگی شما با مبلغ ماهانهٔ {monthly} از {from} برقرار شد. حکم را در «گواهی‌های من» ببینید. روزهای خوشی برایتان آرزو می‌کنیم.',
  rejected: 'درخواست بازنشستگی شما پذیرفته نشد. دلیل آن و آنچه می‌توانید بکنید در «درخواست‌های من» آمده است.',
} as const
